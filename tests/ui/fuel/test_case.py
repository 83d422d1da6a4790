"""The page of a fuel case: what is known in words, on the clipboard and on paper; nothing unknown is left out."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.fuel.case import FuelCase, Neighbour
from fleetdesk.ui.fuel.case_dialog import CaseDialog, print_case
from fleetdesk.ui.fuel.case_words import facts_of, text_of, title_of
from fleetdesk.ui.fuel.level_chart import LevelChart, mark_of
from fleetdesk.ui.widgets.pdf import pdf_of
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.domain.fuel.test_case import STAND, case
from tests.ui.desk import ZONE
from tests.ui.widgets.pdf_text import text_in

KNOWN = replace(
    case(STAND), driver="Mari", nearest=("Yard", 40.0), beside=(Neighbour("820BHT", 12.0),), known_of=3, fleet=149
)


@pytest.fixture
def dialog(qapp):
    made = CaseDialog(None, KNOWN, lambda: LIGHT, ZONE)
    made.show()
    yield made
    made.close()


def press(dialog, name):
    (made,) = [each for each in dialog.findChildren(QPushButton) if each.text() == name]
    made.click()


def test_what_is_known_is_said_in_words():
    facts = dict(facts_of(KNOWN, ZONE))
    assert title_of(KNOWN) == "Drop −60 l · 242KDN"
    assert facts["From"].startswith("23.11.2026 10:55:00 Europe/Tallinn (08:55:00 UTC)")
    assert (facts["Level"], facts["Vehicle"], facts["Driver"]) == ("400 l before, 340 l after", "standing", "Mari")
    assert facts["It stood"] == "2:00 hours, from 23.11. 10:00 to 23.11. 12:00"
    assert facts["Nearest known place"] == "Yard, 40 m away"
    assert facts["Beside it"] == "820BHT (12 m) (known of 3 of 149 other vehicles)"


def test_what_nobody_knows_is_said():
    facts = dict(facts_of(FuelCase("242KDN", KNOWN.event), ZONE))
    assert {facts[name] for name in ("Vehicle", "Ignition", "Driver", "Nearest known place")} == {"unknown"}
    assert facts["Beside it"] == "unknown: no track of another vehicle at that time is on this computer"


def test_nobody_near_is_said_with_of_how_many_that_is_known():
    facts = dict(facts_of(replace(KNOWN, beside=()), ZONE))
    assert facts["Beside it"] == "nobody within 200 m (known of 3 of 149 other vehicles)"


def test_the_text_is_copied(dialog):
    press(dialog, "Copy as text")
    assert QGuiApplication.clipboard().text() == text_of(KNOWN, ZONE)


def test_the_place_is_shown_on_the_map(dialog):
    places = []
    dialog.place_wanted.connect(lambda *place: places.append(place))
    press(dialog, "Show on the map")
    assert places == [KNOWN.place]


def test_the_page_is_asked_for(dialog):
    asked = []
    dialog.print_wanted.connect(lambda: asked.append(dialog.case))
    press(dialog, "Print or save as PDF")
    assert asked == [KNOWN]


def test_the_page_is_one_page_with_all_that_is_known(qapp):
    text = text_in(pdf_of("case", lambda paper: print_case(KNOWN, ZONE, paper)))
    assert len(text) == 1
    for words in (title_of(KNOWN), "400 l before, 340 l after", "820BHT (12 m)", "A drop is what the level tells."):
        assert words in text[0]


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_chart_shows_the_fall_in_the_accent(qapp, tokens):
    chart = LevelChart("Level around the change", lambda: tokens, ZONE, 180)
    chart.show_levels(KNOWN.levels, [mark_of(KNOWN.event)])
    chart.resize(560, 180)
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    reds = [[y for y in range(180) if image.pixelColor(x, y).name() == tokens.accent] for x in (150, 500)]
    assert all(reds)
    assert max(reds[0]) < min(reds[1])
    assert chart.accessibleDescription() == "From 400 l to 340 l, 340 l at least"
