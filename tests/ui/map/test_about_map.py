"""Whose the map is, under which terms, and where its mistakes are mended."""

import os
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from fleetdesk.domain.attribution import OSM, OSM_TERMS
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import NONE, OWN, PRESETS, Asks
from fleetdesk.ui.map.about_map import MISTAKES, OWN_MAP, AboutMapDialog, makers_of
from fleetdesk.ui.widgets.labels import Paragraph


@pytest.fixture
def about(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)

    class About:
        def __init__(self, tiles):
            self.pages = []
            self.dialog = AboutMapDialog(parent, makers_of(tiles), self.pages.append)
            self.dialog.show_it()

        @property
        def words(self):
            return " ".join(each.text() for each in self.dialog.findChildren(Paragraph))

        def press(self, name):
            next(each for each in self.dialog.findChildren(QPushButton) if each.accessibleName() == name).click()

    return About


def test_without_streets_the_makers_of_our_own_map_are_told():
    assert makers_of(Tiles()) == OWN_MAP


def test_a_named_map_has_its_words_and_the_page_of_its_terms(about):
    shown = about(Tiles("https://tile.openstreetmap.org/{z}/{x}/{y}.png", OSM))
    assert "Streets: OpenStreetMap, images" in shown.words
    assert OSM in shown.words
    shown.press("Web page of Streets: OpenStreetMap, images")
    assert shown.pages == [OSM_TERMS]


def test_a_mistake_of_openstreetmap_can_be_told(about):
    shown = about(Tiles("https://tiles.example.com/{z}/{x}/{y}.png", f"Example, {OSM}"))
    shown.press("Web page of A mistake on the map?")
    assert shown.pages == [MISTAKES]


def test_a_file_tells_its_age(tmp_path, about):
    file = tmp_path / "town <b>.pmtiles"
    file.write_bytes(b"")
    os.utime(file, (datetime(2026, 11, 3, tzinfo=UTC).timestamp(),) * 2)
    shown = about(Tiles(str(file), "The town"))
    assert "The town. The file is of 03.11.2026" in shown.words
    assert "town <b>.pmtiles" in shown.words


def test_a_file_without_named_makers_says_so_in_one_sentence(tmp_path, about):
    file = tmp_path / "town.pmtiles"
    file.write_bytes(b"")
    assert "Its makers are not named. The file is of " in about(Tiles(str(file))).words


def test_every_map_with_an_address_says_where_its_terms_are():
    silent = [each.name for each in PRESETS if each.address and not each.terms]
    assert silent == []
    assert {each.asks for each in PRESETS if not each.address} >= {Asks.FILE, Asks.COUNTRY}
    assert (NONE.terms, OWN.terms) == ("", "")
