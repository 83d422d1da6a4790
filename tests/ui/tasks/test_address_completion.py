"""The address of a task completes from what this desk knows, and what is chosen fills the coordinates too."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fleetdesk.base import resources
from fleetdesk.domain.tasks import Task
from fleetdesk.profile.settings import Tiles
from fleetdesk.ui.widgets.offers import Offers
from tests.streets.maps import make_pmtiles, town_tiles
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.waiting import until

KASE = Task("m", 7, unit="242KDN", order_ref="O-7", lat=59.3, lon=24.4, address="Kase 118, Keila", start_at=NOW)
TASKS = (
    KASE,
    replace(KASE, id=8, order_ref="O-8"),
    replace(KASE, id=9, order_ref="O-9", address="Kase 11, Keila", lat=59.31),
    replace(KASE, id=10, order_ref="O-10", address="Lai 7, Tartu", lat=58.38, lon=26.72),
    replace(KASE, id=11, order_ref="O-11", address="<b>Pikk 5</b>, Tartu", lat=58.38, lon=26.72),
)
TOWNS = [("Tallinn", 24.754, 59.437, 0), ("Tartu", 26.72, 58.38, 3), ("Kassel", 9.5, 51.31, 4)]


@pytest.fixture
async def form(desk, monkeypatch):
    """The form of a new task, on a desk whose gazetteer knows the tasks and towns above."""
    monkeypatch.setattr(resources, "towns", lambda: TOWNS)
    desk.fill()
    await desk.services.gazetteer.load()
    await desk.services.gazetteer.put_towns()
    apply_tasks(desk.store, "m", TASKS)
    await idle(desk)
    desk.editing.new()
    desk.window.activateWindow()
    yield desk.view.tasks.form.form
    await desk.background.close()
    await desk.services.gazetteer.close()


def editor(form, name="address"):
    return form.inputs[name].editor


def begin_anew(desk):
    """Open another new task, whose place is empty."""
    desk.view.tasks.form.discard_changes()
    desk.editing.new()
    assert texts(desk.view.tasks.form.form, "address", "lat", "lon") == ("", "", "")


def popup(form, name="address"):
    return editor(form, name).findChild(Offers).popup()


def lines(form, name="address"):
    model = popup(form, name).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def texts(form, *names):
    return tuple(form.inputs[name].text() for name in names)


async def type_text(desk, text, name="address"):
    """Types at once, so that no other task is woken while this one runs, and waits for the list."""
    form = desk.view.tasks.form.form
    editor(form, name).setFocus()
    editor(form, name).insert(text)
    await until(popup(form, name).isVisible)
    await idle(desk)


async def choose(desk, name="address", *, row=0, key=Qt.Key.Key_Return):
    """Chooses a line of the list by keyboard, and waits until it is remembered."""
    shown = popup(desk.view.tasks.form.form, name)
    for _ in range(row + 1):
        QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, key)
    await idle(desk)


async def idle(desk):
    """Waits until nothing is under way: between a test and what its fixtures do, no loop runs."""
    await until(lambda: not desk.background.running)


async def test_the_most_used_place_is_offered_first_with_where_it_is_known_from_until_esc(form, desk):
    await type_text(desk, "kase")
    assert lines(form)[:2] == ["Kase 118, Keila", "Kase 11, Keila"]
    said = popup(form).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Kase 118, Keila, 2 tasks")
    QTest.keyClick(popup(form), Qt.Key.Key_Escape)
    assert not popup(form).isVisible()
    assert texts(form, "address", "lat", "lon") == ("kase", "", "")


async def test_enter_and_tab_take_the_chosen_place_with_its_coordinates(form, desk):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        await type_text(desk, "keila kase")
        await choose(desk, key=key)
        assert texts(form, "address", "lat", "lon") == ("Kase 118, Keila", "59.3", "24.4"), key
        begin_anew(desk)


async def test_one_undo_takes_the_choice_back_with_its_coordinates(form, desk):
    await type_text(desk, "kase")
    await choose(desk)
    editor(form).undo()
    assert texts(form, "address", "lat", "lon") == ("kase", "", "")


async def test_the_start_address_completes_alike_and_fills_the_start(form, desk):
    await type_text(desk, "lai 7", "start_address")
    await choose(desk, "start_address")
    assert texts(form, "start_address", "start_lat", "start_lon") == ("Lai 7, Tartu", "58.38", "26.72")
    assert texts(form, "address", "lat") == ("", "")


async def test_a_whole_address_that_was_only_typed_has_its_place_when_it_is_saved(form, desk):
    await type_text(desk, "KASE tn 118, keila")
    QTest.keyClick(popup(form), Qt.Key.Key_Escape)
    reading = form.check(loud=True)
    assert (reading.fields["lat"], reading.fields["address"]) == (59.3, "KASE tn 118, keila")
    assert {"lat", "lon"}.isdisjoint(reading.wrong)


async def test_an_address_that_nobody_knows_is_said_once(form, desk):
    editor(form).insert("Qwrtz 99")
    await idle(desk)
    reading = form.check(loud=True)
    assert reading.wrong["lat"].startswith("No place is known for this address.")
    assert "lon" not in reading.wrong


async def test_coordinates_that_stand_there_are_not_overwritten_by_typing(form, desk):
    form.set_place("lat", 57.0, 27.0)
    await type_text(desk, "Kase 118, Keila")
    form.check(loud=True)
    assert texts(form, "lat", "lon") == ("57", "27")
    assert "This desk knows “Kase 118, Keila”" in form.inputs["address"].said.whole


async def test_another_number_than_the_chosen_one_is_said(form, desk):
    await type_text(desk, "lai 9 tartu")
    await choose(desk)
    assert form.inputs["address"].said.whole == "The place is that of “Lai 7, Tartu”, not of number 9."


async def test_streets_of_the_chosen_map_file_are_offered_and_the_missing_number_is_said(form, desk, tmp_path):
    file = make_pmtiles(tmp_path / "a.pmtiles", town_tiles("protomaps"))
    desk.view.map.streets.show_tiles(Tiles(str(file)))
    await idle(desk)
    await type_text(desk, "Kase 5, Elva")
    said = popup(form).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Kase tänav, Elva, street of the map")
    await choose(desk)
    assert (texts(form, "address"), form.inputs["address"].said.whole) == (
        ("Kase tänav, Elva",),
        "The place is that of “Kase tänav, Elva”, not of number 5.",
    )
    desk.view.map.streets.show_tiles(Tiles())
    await idle(desk)
    found = [
        each.place.label
        for text in ("kase elva", "pikk elva")
        for each in await desk.services.gazetteer.find(text, None, 1)
    ]
    assert found == ["Kase tänav, Elva"]  # which was chosen, and stays known


PASTED = {
    "59.437, 24.757": ("", "59.437", "24.757"),
    "Narva mnt 5, Tallinn 59.4370, 24.7570": ("Narva mnt 5, Tallinn", "59.437", "24.757"),
    "https://www.openstreetmap.org/?mlat=59.437&mlon=24.757#map=17/59/24": ("", "59.437", "24.757"),
    "Ladu 9GF6CQP6+RW": ("Ladu", "59.437062", "24.762313"),
}


async def test_a_pasted_place_is_understood(form, desk):
    for text, wanted in PASTED.items():
        editor(form).setFocus()
        QApplication.clipboard().setText(text)
        editor(form).paste()
        assert texts(form, "address", "lat", "lon") == wanted, text
        begin_anew(desk)


async def test_a_short_plus_code_is_read_near_its_town(form, desk):
    editor(form).setFocus()
    QApplication.clipboard().setText("CQP6+RW Tallinn")
    editor(form).paste()
    await until(lambda: form.inputs["lat"].text() != "")
    assert texts(form, "address", "lat", "lon") == ("Tallinn", "59.437062", "24.762313")


async def test_what_is_chosen_is_first_for_the_same_words_the_next_time(form, desk):
    await type_text(desk, "kase")
    await choose(desk, row=1)
    assert texts(form, "address") == ("Kase 11, Keila",)
    found = await desk.services.gazetteer.find("KASE", None, 5)
    assert found[0].place.label == "Kase 11, Keila"


async def test_addresses_of_strangers_are_shown_as_they_are_and_another_task_closes_the_list(form, desk):
    await type_text(desk, "pikk 5")
    assert lines(form)[0] == "<b>Pikk 5</b>, Tartu"
    desk.editing.open(desk.store.tasks["m/10"])
    assert not popup(form).isVisible()
