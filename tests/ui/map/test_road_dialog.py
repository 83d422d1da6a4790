"""The dialog "Roads": routers by name, what each asks for, and an answer that comes when it comes."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QWidget

from fleetdesk.profile.settings import Roads
from fleetdesk.roads.presets import NONE, PRESETS, preset_of
from fleetdesk.ui.map.road_dialog import RoadDialog
from fleetdesk.ui.widgets.labels import Paragraph


class Asked:
    """The dialog, opened for a router, and what was wished in it."""

    def __init__(self, parent, now):
        self.dialog, self.wishes = RoadDialog(parent, now), []
        self.dialog.used.connect(self.wishes.append)
        self.dialog.show_it()

    def choose(self, service):
        self.dialog.findChild(QListWidget).setCurrentRow(PRESETS.index(preset_of(service)))

    def field(self, name):
        fields = (*self.dialog.findChildren(QLineEdit), *self.dialog.findChildren(QComboBox))
        return next(each for each in fields if each.accessibleName() == name)

    @property
    def shown(self):
        return {name for name in ("Address", "Key", "Vehicle") if self.field(name).isVisibleTo(self.dialog)}

    @property
    def words(self):
        return " ".join(each.text() for each in self.dialog.findChildren(Paragraph))


@pytest.fixture
def ask(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    yield lambda **now: Asked(parent, Roads(**now))
    parent.close()


def test_the_router_of_now_is_chosen_with_its_fields_filled(ask):
    asked = ask(service="openrouteservice", key="k-1", profile="car")
    assert asked.dialog.preset.service == "openrouteservice"
    assert (asked.field("Key").text(), asked.field("Vehicle").currentText()) == ("k-1", "car")


def test_a_service_that_is_unknown_shows_that_none_is_chosen(ask):
    assert ask(service="mapquest").dialog.preset is NONE


def test_each_says_what_it_is_and_whose_roads_they_are(ask):
    asked = ask()
    for preset in PRESETS:
        asked.choose(preset.service)
        assert preset.about in asked.words
        assert preset.attribution in asked.words


def test_only_what_a_router_needs_is_asked_for(ask):
    asked = ask()
    shown = {}
    for preset in PRESETS:
        asked.choose(preset.service)
        shown[preset.service] = asked.shown
    own, hosted = {"Address", "Vehicle"}, {"Key", "Vehicle"}
    assert shown == {
        "": set(),
        "osrm": own,
        "valhalla": own,
        "graphhopper": own,
        "graphhopper-hosted": hosted,
        "openrouteservice": hosted,
    }


@pytest.mark.parametrize(("service", "name"), [("osrm", "Address"), ("openrouteservice", "Key")])
def test_what_is_lacking_is_said_and_nothing_is_used(ask, service, name):
    asked = ask()
    asked.choose(service)
    asked.dialog.go.click()
    assert f"“{name}”" in asked.dialog.answer.text()
    assert asked.wishes == []


def test_use_carries_the_settings(ask):
    asked = ask()
    asked.choose("valhalla")
    asked.field("Address").setText(" https://roads.example.com/ ")
    asked.field("Vehicle").setCurrentIndex(1)
    asked.dialog.go.click()
    assert asked.wishes == [Roads("valhalla", "https://roads.example.com/", "", "car")]
    assert not asked.dialog.go.isEnabled()


def test_a_refusal_is_said_and_it_can_be_tried_again(ask):
    asked = ask()
    asked.dialog.go.click()
    asked.dialog.say_refused("It cannot be reached.")
    assert asked.dialog.go.isEnabled()
    assert "It cannot be reached." in asked.words


def test_a_key_is_not_shown(ask):
    asked = ask(service="openrouteservice", key="k-1")
    assert asked.field("Key").echoMode() is QLineEdit.EchoMode.Password
