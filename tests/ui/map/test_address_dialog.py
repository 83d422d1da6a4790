"""The dialog "Address service": each by name with what it learns, used only when it answers."""

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget

from fleetdesk.geocoding import presets
from fleetdesk.geocoding.presets import NONE, PRESETS, preset_named
from fleetdesk.profile.settings import Addresses
from fleetdesk.ui.map.address_dialog import AddressDialog
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.notices import Notices
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.waiting import until


class Hands:
    """The dialog as the desk opens it, and hands in it."""

    def __init__(self, desk):
        desk.view.map.addresses.pick()
        self.dialog = desk.window.findChildren(AddressDialog)[-1]

    def choose(self, key, word=""):
        self.dialog.findChild(QListWidget).setCurrentRow(PRESETS.index(preset_named(key)))
        if word:
            self.field.setText(word)
        self.dialog.go.click()

    @property
    def field(self):
        return self.dialog.findChild(QLineEdit)

    @property
    def words(self):
        return " ".join(each.text() for each in self.dialog.findChildren(Paragraph))


@pytest.fixture
async def hands(desk):
    yield Hands(desk)
    await idle(desk)
    await desk.services.address_service.close()


async def idle(desk):
    await until(lambda: not desk.background.running)


async def test_nothing_is_chosen_at_first_and_each_says_what_it_is_and_whom_it_names(hands):
    assert hands.dialog.preset is NONE
    assert not hands.field.isVisible()
    for row, preset in enumerate(PRESETS):
        hands.dialog.findChild(QListWidget).setCurrentRow(row)
        assert preset.about in hands.words
        assert preset.attribution in hands.words
        assert hands.field.isVisible() == (preset.asks is not presets.Asks.NOTHING)


async def test_what_needs_a_key_is_not_used_without_nor_the_public_nominatim_asked(hands, desk):
    hands.choose("geocode.earth")
    assert "Fill in the field “Key” first." in hands.words
    hands.choose("nominatim", "https://nominatim.openstreetmap.org/")
    await idle(desk)
    assert "forbids completion while you type" in hands.words
    assert desk.profile.settings.addresses == Addresses()


async def test_an_own_server_that_answers_is_used_and_remembered_until_none_is_chosen(hands, desk, photon):
    hands.choose("photon", photon.url)
    await idle(desk)
    assert desk.services.address_service.name == preset_named("photon").name
    assert desk.profile.settings.addresses == Addresses("photon", photon.url)
    assert [each["q"] for each in photon.queries] == ["Tartu"]
    assert photon.refused == []
    again = Hands(desk)
    assert again.field.text() == photon.url
    again.choose("")
    await idle(desk)
    assert (desk.services.address_service.name, desk.profile.settings.addresses) == ("", Addresses())


async def test_what_is_wrong_is_said_and_nothing_is_remembered(hands, desk, photon):
    photon.status = 500
    hands.choose("photon", photon.url)
    await idle(desk)
    assert "fault of its own (500)" in hands.words
    assert hands.dialog.go.isEnabled()
    assert desk.services.address_service.name == ""
    assert desk.profile.settings.addresses == Addresses()


async def test_a_service_of_the_settings_that_cannot_be_asked_is_said(desk):
    desk.view.map.addresses.ask_chosen(Addresses("photon", "http://geo.example"))
    await idle(desk)
    assert any("not encrypted" in each for each in desk.window.findChild(Notices).sentences)
