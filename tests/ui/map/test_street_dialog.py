"""The dialog "Streets": maps by name, what each asks for, and an answer that comes when it comes."""

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QWidget

from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import FILE, NONE, OWN, PRESETS, StreetPreset
from fleetdesk.ui.map.street_dialog import StreetDialog
from fleetdesk.ui.widgets.labels import Paragraph


class Asked:
    """The dialog, opened for a street map, and what was wished in it."""

    def __init__(self, parent, now):
        self.dialog, self.wishes = StreetDialog(parent, now), []
        self.dialog.used.connect(self.wishes.append)
        self.dialog.show_it()

    def choose(self, preset: StreetPreset):
        self.dialog.findChild(QListWidget).setCurrentRow(PRESETS.index(preset))

    def field(self, name):
        return next(each for each in self.dialog.findChildren(QLineEdit) if each.accessibleName() == name)

    @property
    def words(self):
        return " ".join(each.text() for each in self.dialog.findChildren(Paragraph))


@pytest.fixture
def ask(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    yield lambda source="", attribution="": Asked(parent, Tiles(source, attribution))
    parent.close()


def named(name):
    return next(each for each in PRESETS if each.name == name)


def test_the_map_of_now_is_chosen_with_the_key_in_its_field(ask):
    asked = ask(named("MapTiler").filled("k-1"))
    assert (asked.dialog.preset.name, asked.field("Key").text()) == ("MapTiler", "k-1")


def test_each_says_what_it_is_and_what_is_shown_on_the_map(ask):
    asked = ask()
    for preset in PRESETS:
        asked.choose(preset)
        assert preset.about in asked.words
        assert preset.attribution in asked.words


def test_only_what_a_map_needs_is_asked_for(ask):
    asked = ask()
    seen = []
    for preset in (NONE, FILE, named("Thunderforest"), OWN):
        asked.choose(preset)
        fields = [each.accessibleName() for each in asked.dialog.findChildren(QLineEdit) if each.isVisible()]
        browse = next(each for each in asked.dialog.findChildren(QPushButton) if "map file" in each.accessibleName())
        seen.append((fields, browse.isVisible()))
    assert seen == [
        ([], False),
        (["Source", "Attribution"], True),
        (["Key"], False),
        (["Source", "Attribution"], False),
    ]


def test_a_map_without_its_key_is_not_used(ask):
    asked = ask()
    asked.choose(named("MapTiler"))
    asked.dialog.go.click()
    assert (asked.wishes, "Fill in the field “Key” first." in asked.words) == ([], True)


def test_a_map_by_name_is_used_with_its_attribution(ask):
    asked = ask()
    asked.choose(named("OpenFreeMap"))
    asked.dialog.go.click()
    (tiles,) = asked.wishes
    assert (tiles.source, tiles.attribution) == (
        "https://tiles.openfreemap.org/planet",
        "OpenFreeMap © OpenMapTiles © OpenStreetMap contributors",
    )


def test_the_dialog_waits_for_the_answer_and_shows_it(ask):
    asked = ask()
    asked.choose(FILE)
    asked.field("Source").setText("a.mbtiles")
    asked.dialog.go.click()
    asked.dialog.go.click()
    assert [each.source for each in asked.wishes] == ["a.mbtiles"]
    asked.dialog.say_refused("That is no map.")
    assert (asked.dialog.answer.text(), asked.dialog.go.isEnabled()) == ("That is no map.", True)
