"""The manual in the window is the one in docs/manual, and each of its links leads to a chapter."""

import re

import pytest
from PySide6.QtCore import QUrl

from fleetdesk.base import resources
from fleetdesk.ui.help.manual import ManualDialog, heading

CHAPTERS = resources.manual_chapters()


@pytest.fixture
def manual(desk):
    made = ManualDialog(desk.window, resources.manual(), CHAPTERS)
    made.show()
    yield made
    made.close()


def names(manual):
    return [manual.chapters.item(row).text() for row in range(manual.chapters.count())]


def test_it_opens_with_the_first_steps_and_has_every_chapter_in_order(manual):
    assert names(manual)[0] == "First steps"
    assert len(names(manual)) == len(CHAPTERS) >= 10
    assert "Connect an account" in manual.text.toPlainText()


def test_a_search_leaves_the_chapters_that_hold_it(manual):
    manual.search.setText("crosshair")
    assert names(manual) == ["Areas"]
    assert manual.text.textCursor().selectedText() == "crosshair"
    manual.search.setText("xylophone")
    assert names(manual) == []


def test_a_link_leads_to_its_chapter(manual):
    manual.text.anchorClicked.emit(QUrl(next(name for name in CHAPTERS if "outbox" in name)))
    assert manual.chapters.currentItem().text() == "When the server is gone"


def test_every_link_names_a_chapter_or_a_picture():
    for name, text in CHAPTERS.items():
        for link in re.findall(r"\]\(([^)]+)\)", text):
            assert (resources.manual() / link).exists(), (name, link)


def test_every_chapter_begins_with_its_heading():
    assert all(heading(text) for text in CHAPTERS.values())
