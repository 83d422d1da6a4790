"""A small run of `make hostile`: texts of every kind in every state of the window; and a label that must be caught."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.hostile_text.looking import faults, hover_faults, sizes
from tests.hostile_text.strings import hostile
from tests.hostile_text.trial import Bait, trial

TEXTS = 2


@pytest.fixture
def bait(tmp_path):
    return Bait(tmp_path)


def test_no_text_is_anything_but_text(desk, tmp_path, day_seed):
    wrong, _ = trial(desk, tmp_path, TEXTS, day_seed, share=4)
    assert wrong == []


def test_the_same_seed_gives_the_same_texts_of_every_kind(bait):
    first, again = hostile(500, 1, "file:///x"), hostile(500, 1, "file:///x")
    assert first == again
    assert len({kind for kind, _ in first}) == 12
    assert max(len(text) for _, text in first) >= 100_000


def test_a_file_that_is_read_is_caught(bait):
    assert not bait.was_read
    bait.path.read_bytes()
    assert bait.was_read


@pytest.mark.parametrize("text", ["<b>x</b>", "A" * 5_000])
def test_a_raw_label_is_caught(desk, text):
    before = sizes(desk.window)
    raw = QLabel(text)
    desk.view.vehicles.details.box.addWidget(raw)
    raw.setTextFormat(Qt.TextFormat.AutoText)
    raw.show()
    desk.window.grab()
    assert list(faults(desk.window, "raw")) or sizes(desk.window) != before


@pytest.mark.parametrize(
    "text", ["<img src=x>", "<table width=9000><tr><td>x</td></tr></table>", "A" * 5_000, "\n" * 900]
)
def test_a_raw_tooltip_is_caught(qapp, text):
    assert list(hover_faults(text))
