"""Rows with addresses alone: placed in bulk, with what is in doubt side by side, and remembered."""

import json

import pytest
from PySide6.QtCore import QSettings, Qt

from fleetdesk.domain.importing.preview import RowState
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.ui.importing.placing import gazetteer_in
from tests.ui.importing.test_dialog import ListeningDialog
from tests.waiting import until

HEADING = "Auto;Viide;Algus;Lõpp;Aadress\n"
ROW = "242KDN;{};26.11.2030 08:00;26.11.2030 12:00;{}\n"


class World:
    def __init__(self, folder):
        self.said = []
        self.background = Background(lambda name, error: self.said.append(error))
        self.gazetteer, self.service = gazetteer_in(folder, self.background), AddressService()
        memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        placing = AddressPlacing(self.gazetteer, self.service)
        self.dialog = ListeningDialog(memory, self.background, folder, placing)
        self.placing, self.folder = self.dialog.placing, folder

    async def show(self, *addresses):
        path = self.folder / "orders.csv"
        rows = (ROW.format(f"A-{number}", each) for number, each in enumerate(addresses))
        path.write_text(HEADING + "".join(rows), encoding="utf-8")
        self.dialog.open_file(path)
        await self.idle()

    async def idle(self):
        await until(lambda: not self.background.running)

    @property
    def states(self):
        return [row.state for row in self.dialog.rehearsal.rows]


@pytest.fixture
async def world(qapp, qtbot, tmp_path, photon):
    dress(qapp, LIGHT)
    made = World(tmp_path)
    await made.gazetteer.load()
    await made.service.use(geocoder_for(photon))
    made.dialog.show()
    await made.idle()
    yield made
    made.dialog.close()
    await made.idle()
    await made.service.close()
    await made.background.close()
    await made.gazetteer.close()
    assert made.said == []
    made.dialog.deleteLater()


async def test_nothing_is_asked_before_the_user_wants_it_and_to_whom_it_goes_is_said(world, photon):
    await world.show("Narva maantee 5, Tallinn")
    assert world.states == [RowState.ERROR]
    assert "1 row has an address and no coordinates." in world.placing.told.text()
    assert "is sent to Photon, own server" in world.placing.told.text()
    assert photon.queries == []


async def test_sure_places_make_rows_good_and_those_in_doubt_are_asked_for(world, photon):
    await world.show("Narva maantee 5, Tallinn", "Narva", "Narva maantee 5, Tallinn")
    world.placing.look_up.click()
    await world.idle()
    assert world.states == [RowState.OK, RowState.ERROR, RowState.OK]
    assert [each["q"] for each in photon.queries] == ["Narva maantee 5, Tallinn", "Narva"]
    assert "Addresses: 1 found, 1 to decide, 0 without a place." in world.placing.told.text()
    assert "© OpenStreetMap contributors" in world.placing.told.text()
    options = world.placing.decisions.options
    assert [options.item(row).text() for row in range(options.count())] == [
        "Narva maantee 5, 10117 Tallinn · address service",
        "Narva maantee, Tallinn · Photon, own server · street",
        "Narva · Photon, own server · area",
    ]


async def test_what_is_decided_places_its_rows_and_is_remembered(world):
    await world.show("Narva", "Narva")
    world.placing.look_up.click()
    await world.idle()
    world.placing.decisions.options.setCurrentRow(1)
    world.placing.decisions.take.click()
    await world.idle()
    assert world.states == [RowState.OK, RowState.OK]
    assert not world.placing.decisions.isVisible()
    world.dialog.go.click()
    assert [draft.fields["lat"] for draft in world.dialog.wanted[0]] == [59.438] * 2
    assert (await world.gazetteer.decided("narva")).label == "Narva maantee, Tallinn"


async def test_a_decided_place_far_from_the_fleet_stays_in_doubt(world):
    await world.show("Narva")
    world.placing.look_up.click()
    await world.idle()
    world.placing.decisions.options.setCurrentRow(2)
    world.placing.decisions.take.click()
    await world.idle()
    assert world.states == [RowState.WARNING]


async def test_an_address_can_be_left_without_a_place(world):
    await world.show("Narva", "Narva maantee 5, Tallinn")
    world.placing.look_up.click()
    await world.idle()
    world.placing.decisions.leave.click()
    await world.idle()
    assert world.states == [RowState.ERROR, RowState.OK]
    assert "1 found, 0 to decide, 1 without a place." in world.placing.told.text()


async def test_a_search_can_be_stopped_and_gone_on_with(world, photon):
    photon.held.clear()
    await world.show("Narva maantee 5, Tallinn", "Narva")
    world.placing.look_up.click()
    await until(lambda: photon.queries)
    assert world.placing.bar.isVisible()
    world.placing.end.click()
    photon.held.set()
    await world.idle()
    assert not world.placing.bar.isVisible()
    assert world.placing.look_up.isVisible()
    world.placing.look_up.click()
    await world.idle()
    assert world.states[0] is RowState.OK


NOBODY_KNOWS = "Qwrtz 5"


@pytest.fixture
async def unknown(world, photon):
    """The window with an address that nobody knows, which is asked for."""
    found, photon.body = photon.body, json.dumps({"features": []}).encode()
    await world.show(NOBODY_KNOWS, "Narva maantee 5, Tallinn")
    world.placing.look_up.click()
    await world.idle()
    photon.body = found
    return world


def use(world, text):
    world.placing.decisions.other.setText(text)
    world.placing.decisions.use.click()


async def test_what_nobody_knows_is_asked_for_and_stays_wrong(unknown):
    assert unknown.states == [RowState.ERROR, RowState.ERROR]
    assert "0 found, 2 to decide, 0 without a place." in unknown.placing.told.text()
    assert "No place was found." in unknown.placing.decisions.answer.text()
    assert "No place was found for its address yet." in unknown.dialog.rehearsal.rows[0].sentence
    assert not unknown.placing.decisions.take.isVisible()


@pytest.mark.parametrize("typed", ["58.4, 25.6", "https://maps.google.com/?q=58.4,25.6", "N58.4 E25.6"])
async def test_coordinates_that_are_typed_place_the_row_and_are_remembered(unknown, typed):
    use(unknown, typed)
    await unknown.idle()
    assert unknown.states[0] is not RowState.ERROR
    fields = unknown.dialog.rehearsal.rows[0].fields
    assert (fields["address"], fields["lat"], fields["lon"]) == (NOBODY_KNOWS, 58.4, 25.6)
    assert (await unknown.gazetteer.decided(NOBODY_KNOWS)).lat == 58.4
    unknown.placing.forget()
    await unknown.show(NOBODY_KNOWS)
    unknown.placing.look_up.click()
    await unknown.idle()
    assert unknown.states[0] is not RowState.ERROR


async def test_another_address_that_is_typed_is_looked_up_and_its_places_are_offered(unknown):
    use(unknown, "Narva mnt 5, Tallinn")
    await unknown.idle()
    assert unknown.placing.decisions.options.item(0).text().startswith("Narva maantee 5, 10117 Tallinn")
    unknown.placing.decisions.take.click()
    await unknown.idle()
    assert unknown.states == [RowState.OK, RowState.ERROR]
    assert unknown.dialog.rehearsal.rows[0].fields["address"] == NOBODY_KNOWS


async def test_what_is_typed_and_not_found_is_said(unknown, photon):
    photon.body = json.dumps({"features": []}).encode()
    use(unknown, "Nowhere")
    await unknown.idle()
    assert "Nothing is found for “Nowhere”." in unknown.placing.decisions.answer.text()
    assert unknown.states[0] is RowState.ERROR


async def test_what_is_typed_stays_while_rows_are_judged_again(unknown):
    unknown.placing.decisions.other.setText("58.4, 2")
    unknown.dialog.judge_again()
    await unknown.idle()
    assert unknown.placing.decisions.other.text() == "58.4, 2"


async def test_enter_uses_what_is_typed_and_imports_nothing(unknown, qtbot):
    unknown.placing.decisions.other.setText("58.4, 25.6")
    qtbot.keyClick(unknown.placing.decisions.other, Qt.Key.Key_Return)
    await unknown.idle()
    assert unknown.dialog.rehearsal.rows[0].fields["lat"] == 58.4
    assert unknown.dialog.wanted == []


async def test_a_row_that_was_left_is_decided_again_when_it_is_chosen(unknown):
    for _ in range(2):
        unknown.placing.decisions.leave.click()
    await unknown.idle()
    assert not unknown.placing.decisions.isVisible()
    unknown.dialog.table.selectRow(unknown.dialog.model.row("0000002"))
    assert unknown.placing.decisions.isVisible()
    use(unknown, "58.4, 25.6")
    await unknown.idle()
    assert unknown.dialog.rehearsal.rows[0].fields["lat"] == 58.4


async def test_the_row_that_is_chosen_is_asked_for_first(unknown):
    unknown.dialog.table.selectRow(unknown.dialog.model.row("0000003"))
    use(unknown, "58.4, 25.6")
    await unknown.idle()
    assert [row.fields.get("lat") for row in unknown.dialog.rehearsal.rows] == [None, 58.4]


async def test_a_table_with_coordinates_says_nothing_of_it(world):
    path = world.folder / "orders.csv"
    path.write_text(HEADING.strip() + ";GPS\n" + ROW.format("A", "Tähe 1").strip() + ";58.5, 25.5\n", encoding="utf-8")
    world.dialog.open_file(path)
    await world.idle()
    assert not world.placing.isVisible()
