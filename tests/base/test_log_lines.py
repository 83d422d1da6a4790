"""A stranger's words in the log and on a terminal: one line, bounded, nothing that a terminal would obey."""

import contextlib
import io
import json

import structlog

from fleetdesk.base import console, log
from fleetdesk.base.readable import escaped

ORDERS = "\x1b[2J\x1b]0;t\x07 \x9b31m \u202e \ud800 \u2028 \U000e0041"


class Terminal(io.StringIO):
    """A terminal that takes no half of a pair, as the real one."""

    def write(self, text):
        text.encode()
        return super().write(text)


def told(call, *words):
    """What a command says on a terminal, on both streams."""
    made = Terminal()
    with contextlib.redirect_stdout(made), contextlib.redirect_stderr(made):
        call(*words)
    return made.getvalue()


def obeys(text):
    return any(each in text for each in "\x1b\x07\x9b\u202e\u2028\U000e0041")


def test_a_document_for_scripts_hides_nothing_and_says_the_same():
    said = told(console.show, {"name": ORDERS, "plain": "Tähe 1\nTartu"})
    assert not obeys(said)
    assert json.loads(said) == {"name": ORDERS, "plain": "Tähe 1\nTartu"}


def test_a_sentence_for_a_person_is_readable():
    said = told(console.complain, ORDERS + "A" * 100_000)
    assert not obeys(said)
    assert "⟨ESC⟩[2J" in said
    assert len(said) < 2_100


def test_a_line_of_the_log_is_one_line_and_bounded(tmp_path):
    log.start(tmp_path)
    try:
        structlog.get_logger("fleetdesk").warning("said", text=ORDERS + "\n" * 10_000 + "A" * 1_000_000)
    finally:
        log.start(None)
    (line,) = (tmp_path / "fleetdesk.base.log").read_text("utf-8").splitlines()
    assert not obeys(line)
    assert len(line) < 130_000


def test_what_needs_no_escape_stays():
    assert escaped('{"name": "Õ 北 👩‍🔧"}') == '{"name": "Õ 北 👩‍🔧"}'
