"""The whole window in the made-up language: every text is marked, and 40 % longer ones have room."""

import json
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.pseudo_language.looking import cut, english, unmarked


@pytest.mark.map
@pytest.mark.xdist_group("language")
def test_nothing_is_left_in_english_or_cut_off(pseudo_environment):
    told = subprocess.run(
        [sys.executable, "-m", "tests.pseudo_language.walk"], env=pseudo_environment, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert json.loads(told.stdout) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Šéľéčťẽ⟧", ()),
        ("⟦Šéľ…", ()),
        ("3 vehicles", ("vehicles",)),
        ("⟦Ťášķẽ⟧ is late", ("is", "late")),
        ("⟦á ⟦b⟧ c⟧", ()),
        ("242KDN · 5,3", ()),
    ],
)
def test_words_outside_the_brackets_are_found(text, left):
    assert unmarked(text) == left


def test_a_label_that_is_not_marked_or_has_no_room_is_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = QLabel("Forgotten words", window)
    made.setFixedWidth(20)
    window.show()
    assert [each for each in english(window, "here") if "Forgotten words" in each]
    assert [each for each in cut(window, "here") if "Forgotten words" in each]
