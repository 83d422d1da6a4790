"""Foreign text as it may be shown: every character seen, no longer than can be read, whatever it is made of."""

import sys
import unicodedata

import pytest

from fleetdesk.base.readable import CHARACTERS, readable

RLO, ZWSP, ZWJ, ZWNJ, LRI = "\u202e", "\u200b", "\u200d", "\u200c", "\u2066"
PREFIXES = {
    "\u0600",
    "\u0601",
    "\u0602",
    "\u0603",
    "\u0604",
    "\u0605",
    "\u06dd",
    "\u08e2",
    "\u0890",
    "\u0891",
    "\U000110bd",
    "\U000110cd",
}
"""Signs of the category Cf that have a shape of their own."""


@pytest.mark.parametrize(
    "text",
    [
        "ORDER-2025-118",
        "Tähe 1, Tartu",
        "Õ ä ö ü š ž",
        "Привет, мир",
        "北京市朝阳区",
        "שלום עולם",
        "مرحبا",
        "<b>Rimi</b> & sons",
        "=1+1",
        "👩‍🔧 van",
        "می‌خواهم",
        "Việt Nam",
        "",
        "a  b",
        "↵",
    ],
)
def test_what_people_write_stays_as_it_is(text):
    assert readable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"invoice{RLO}gpj.exe", "invoice⟨RLO⟩gpj.exe"),
        (f"a{ZWSP}b", "a⟨ZWSP⟩b"),
        (f"a{ZWJ}b{ZWNJ}c", "a⟨ZWJ⟩b⟨ZWNJ⟩c"),
        (f"{LRI}x\u2069", "⟨LRI⟩x⟨PDI⟩"),
        ("\x1b[31mred\x1b[0m", "⟨ESC⟩[31mred⟨ESC⟩[0m"),
        ("a\x00b\x7f", "a⟨NUL⟩b⟨DEL⟩"),
        ("a\x85b\x9b", "a↵b⟨U+009B⟩"),
        ("\ud800x", "\N{REPLACEMENT CHARACTER}x"),
        ("a\nb\r\nc\u2028d", "a↵b↵c↵d"),
        ("a\tb\xa0c", "a b\xa0c"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("e\u0301", "e\u0301"),
        ("Z" + "\u0301" * 40 + "o", "Z" + "\u0301" * 4 + "…o"),
        ("\ue000", "⟨U+E000⟩"),
    ],
)
def test_what_hides_is_shown(text, shown):
    assert readable(text) == shown


def test_no_character_that_hides_gets_through():
    every = map(chr, range(sys.maxunicode + 1))
    hiding = [each for each in every if unicodedata.category(each) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}]
    assert len(hiding) > 100_000
    for each in set(hiding) - PREFIXES:
        shown = readable(f"a{each}b")
        assert each not in shown
        assert each == "\t" or len(shown) > 2


def test_a_long_text_keeps_its_beginning_and_its_end():
    shown = readable("What you typed into " + "A" * 100_000 + " is kept.", 60)
    assert len(shown) == 60
    assert shown.startswith("What you typed into AAA")
    assert "A…A" in shown
    assert shown.endswith("AAA is kept.")


def test_what_stands_for_a_character_makes_it_no_longer():
    assert len(readable(RLO * 100_000, 50)) <= 50
    assert len(readable("\x00" * 100_000)) <= CHARACTERS


def test_some_lines_are_kept_where_there_is_room_for_them():
    assert readable("one\n\n\ntwo  \nthree", lines=3) == "one\ntwo\nthree"
    assert readable("1\n2\n3\n4\n5\n6", lines=3) == "1\n2 …\n6"
    assert readable("\n" * 10_000, lines=3) == "…"
    assert readable("x" + "\n" * 10_000 + "y", lines=3) == "x\n…\ny"


def test_the_work_is_bounded_before_it_is_done():
    class Text(str):
        """Tells how much of it was looked at."""

        looked = 0

        def __getitem__(self, key):
            part = super().__getitem__(key)
            Text.looked += len(part)
            return part

        def __iter__(self):
            raise AssertionError("the whole was looked at")

        def translate(self, *_):
            raise AssertionError("the whole was looked at")

    readable(Text(RLO * 1_000_000), 100)
    assert Text.looked <= 100
