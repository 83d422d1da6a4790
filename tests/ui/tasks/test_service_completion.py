"""The chosen address service adds to what this desk knows: late, below it, named, and only for what is typed."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.domain.gazetteer.known_place import PlaceSource
from fleetdesk.domain.tasks import Task
from fleetdesk.geocoding.presets import Protocol, preset_named
from fleetdesk.ui.widgets.offers import Offers
from fleetdesk.ui.widgets.service_search import MOST_HITS
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import NOTHING, geocoder_for
from tests.task_lists import apply_tasks
from tests.waiting import until

NAME = preset_named("photon").name
HOUSE = "Narva maantee 5, 10117 Tallinn"
FOOTER = "Addresses: © OpenStreetMap contributors"
OWN = tuple(
    Task("m", number, order_ref=f"O-{number}", lat=59.0 + number / 10, lon=24.4, address=f"Narva {number}, Keila")
    for number in range(1, 9)
)


@pytest.fixture
async def field(desk, photon):
    """The address field of a new task, on a desk that knows some places and has chosen a service."""
    await desk.services.gazetteer.load()
    apply_tasks(desk.store, "m", OWN)
    await desk.services.address_service.use(geocoder_for(photon))
    await idle(desk)
    desk.editing.new()
    desk.window.activateWindow()
    yield Field(desk)
    await idle(desk)
    await desk.services.address_service.close()
    await desk.background.close()
    await desk.services.gazetteer.close()


class Field:
    def __init__(self, desk):
        self.desk, self.inputs = desk, desk.view.tasks.form.form.inputs
        self.editor = self.inputs["address"].editor
        self.popup = self.editor.findChild(Offers).popup()

    def type(self, text):
        self.editor.setFocus()
        self.editor.insert(text)

    @property
    def lines(self):
        model = self.popup.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def texts(self):
        return tuple(self.inputs[name].text() for name in ("address", "lat", "lon"))

    def said(self, row):
        return self.popup.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


async def idle(desk):
    await until(lambda: not desk.background.running)


async def answered(field):
    await until(lambda: FOOTER in field.lines)


async def test_hits_of_the_service_come_below_with_its_name_and_whom_to_name(field, photon):
    field.type("narva")
    await until(field.popup.isVisible)
    own = field.lines
    assert len(own) == 6
    await answered(field)
    assert field.lines == [*own, HOUSE, "Narva maantee, Tallinn", "Narva", FOOTER]
    assert NAME in field.said(6)
    assert "exact" in field.said(6)
    assert "street" in field.said(7)
    assert "area" in field.said(8)
    assert photon.refused == []


async def test_only_what_is_typed_is_sent_and_once_nobody_types_any_more(field, photon, desk):
    desk.view.tasks.form.form.inputs["description"].show_text("secret cargo")
    for letter in "narva":
        field.type(letter)
    await answered(field)
    assert [each["q"] for each in photon.queries] == ["narva"]
    assert set(photon.queries[0]) <= {"q", "limit", "lat", "lon"}
    assert photon.queries[0]["limit"] == str(MOST_HITS)


async def test_short_texts_and_places_are_not_sent(field, photon, desk):
    place = "https://www.openstreetmap.org/?mlat=59.437&mlon=24.757"
    for count, text in enumerate(("na", "59.437, 24.757", place), 1):
        field.type(text)
        await idle(desk)
        field.type(f" lai {count}")
        await until(lambda count=count: len(photon.queries) >= count)
        await idle(desk)
        assert len(photon.queries) == count, text
        assert photon.queries[-1]["q"].endswith(f"lai {count}"), text
        desk.view.tasks.form.discard_changes()
        desk.editing.new()
        assert field.texts() == ("", "", "")


async def test_a_chosen_hit_fills_the_task_and_is_known_without_the_service(field, photon, desk):
    field.type("narva")
    await answered(field)
    for _ in range(7):
        QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Return)
    await idle(desk)
    assert field.texts() == (HOUSE, "59.437456", "24.757612")
    await desk.services.address_service.use(None)
    (first, *_rest) = await desk.services.gazetteer.find("narva", None, 5)
    assert (first.place.label, first.place.source) == (HOUSE, PlaceSource.SERVICE)
    assert (await desk.services.gazetteer.find("maantee 5 tallinn", None, 5))[0].place.label == HOUSE


async def test_what_is_chosen_stays_chosen_when_more_comes(field, photon):
    photon.held.clear()
    field.type("narva")
    await until(field.popup.isVisible)
    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    chosen = field.popup.currentIndex().data()
    photon.held.set()
    await answered(field)
    assert (field.popup.currentIndex().data(), field.popup.currentIndex().row()) == (chosen, 0)


async def test_the_line_that_names_the_makers_is_not_chosen(field, desk):
    field.type("narva")
    await answered(field)
    row = field.popup.model().index(len(field.lines) - 1, 0)
    QTest.mouseClick(field.popup.viewport(), Qt.MouseButton.LeftButton, pos=field.popup.visualRect(row).center())
    assert field.texts() == ("narva", "", "")


async def test_a_list_that_was_closed_stays_closed(field, photon):
    photon.held.clear()
    field.type("narva")
    await until(lambda: photon.queries)
    QTest.keyClick(field.popup, Qt.Key.Key_Escape)
    photon.held.set()
    await answered(field)
    assert not field.popup.isVisible()


async def test_nothing_is_sent_of_a_field_that_was_left(field, photon, desk):
    field.type("narva")
    await until(field.popup.isVisible)
    QTest.keyClick(field.popup, Qt.Key.Key_Escape)
    desk.view.tasks.form.form.inputs["description"].editor.setFocus()
    field.editor.editingFinished.emit()
    field.inputs["start_address"].editor.setFocus()
    field.inputs["start_address"].editor.insert("lai 7")
    await until(lambda: photon.queries)
    assert [each["q"] for each in photon.queries] == ["lai 7"]


async def test_a_house_whose_place_is_a_guess_is_doubted(field, photon):
    photon.body = json.dumps(
        {
            "features": [
                {
                    "geometry": {"coordinates": [24.8, 59.4]},
                    "properties": {"type": "street", "name": "Qala 9", "city": "Elva"},
                }
            ]
        }
    ).encode()
    field.type("qala 9")
    await answered(field)
    QTest.keyClick(field.popup, Qt.Key.Key_Down)
    QTest.keyClick(field.popup, Qt.Key.Key_Return)
    await idle(field.desk)
    assert "only roughly" in field.inputs["address"].said.whole


async def test_what_this_desk_knows_is_not_offered_twice(field, photon):
    known = {
        "geometry": {"coordinates": [24.4, 59.1]},
        "properties": {"type": "house", "name": "Narva 1", "city": "Keila"},
    }
    photon.body = json.dumps({"features": [known]}).encode()
    field.type("narva 1")
    await until(lambda: photon.queries)
    await idle(field.desk)
    assert field.lines.count("Narva 1, Keila") == 1


async def test_an_older_answer_is_not_shown_for_a_newer_text(field, photon):
    photon.held.clear()
    field.type("narva")
    await until(lambda: photon.queries)
    field.type(" 7")
    photon.held.set()
    await until(lambda: len(photon.queries) == 2)
    await idle(field.desk)
    assert [each["q"] for each in photon.queries] == ["narva", "narva 7"]
    assert photon.most == 1


async def test_a_failing_service_is_said_once_and_this_desk_goes_on(field, photon, desk):
    photon.status = 500
    for count, text in enumerate(("narva", " 1", " keila"), 1):
        field.type(text)
        await until(lambda wanted=count: len(photon.queries) == wanted)
        await idle(desk)
    said = [each for each in desk.window.notices.sentences if "address service fails" in each]
    assert len(said) == 1
    assert field.lines[0] == "Narva 1, Keila"


async def test_nothing_found_adds_no_line(field, photon):
    photon.body = json.dumps(NOTHING[Protocol.PHOTON]).encode()
    field.type("narva")
    await until(lambda: photon.queries)
    await idle(field.desk)
    assert FOOTER not in field.lines


async def test_the_field_says_to_whom_it_goes_and_without_a_choice_nobody_is_asked(field, photon, desk):
    assert NAME in field.editor.toolTip()
    await desk.services.address_service.use(None)
    assert "on this computer alone" in field.editor.toolTip()
    field.type("narva")
    await until(field.popup.isVisible)
    await idle(desk)
    assert len(field.lines) == 8
    assert photon.queries == []
