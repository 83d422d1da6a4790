"""Places out of a file: shown before anything is made, doubles marked, wrong ones with the reason; and into a file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import Poi
from fleetdesk.sheets.place_files.asking import read_places
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.places.import_dialog import ImportPlacesDialog
from fleetdesk.ui.places.import_export import as_written
from tests.ui.places.test_creating import Making, waiting
from tests.ui.places.test_places import Listing
from tests.waiting import settled, until

KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Depot</name><Point><coordinates>25.0,58.5</coordinates></Point></Placemark>
<Placemark><name>Customer</name><Point><coordinates>25.1,58.6</coordinates></Point></Placemark>
<Placemark><name>Yard</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
24.0,59.0 24.01,59.0 24.01,59.01 24.0,59.0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Road</name><LineString><coordinates>24,59 25,60</coordinates></LineString></Placemark>
</Document></kml>"""


@pytest.fixture
async def importing(desk, tmp_path):
    desk.fill()
    desk.provider.creations = Making()
    desk.provider.places = Listing([Poi("m", 1, 58.5, 25.0, "Depot")])
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    desk.file = tmp_path / "earth.kml"
    desk.file.write_text(KML)
    return desk


async def shown(desk):
    await desk.view.places.files.start_import(desk.file)
    dialog = next(each for each in desk.window.findChildren(ImportPlacesDialog) if each.isVisible())
    await until(lambda: dialog.list.topLevelItemCount() > 0)
    return dialog


def lines(dialog):
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [(item.text(0), item.checkState(0) is Qt.CheckState.Checked, item.text(3)) for item in items]


async def test_new_ones_are_ticked_doubles_and_wrong_ones_say_why(importing):
    dialog = await shown(importing)
    assert lines(dialog) == [
        ("Depot", False, "It is there already."),
        ("Customer", True, ""),
        ("Yard", True, ""),
        ("Road", False, "It is neither a point nor a shape."),
    ]
    assert waiting(importing) == []


async def test_what_is_ticked_goes_through_the_outbox(importing):
    dialog = await shown(importing)
    dialog.go.click()
    await until(lambda: len(waiting(importing)) == 2)
    assert [(op.kind, op.label) for op in waiting(importing)] == [(OpKind.POI, "Customer"), (OpKind.ZONE, "Yard")]
    assert waiting(importing)[0].fields["purpose"] == "poi"


async def test_a_file_that_is_none_is_said_and_nothing_opens(importing):
    importing.file.write_text("no places")
    await importing.view.places.files.start_import(importing.file)
    assert any("neither KML nor GPX" in each for each in importing.window.notices.sentences)


async def test_the_places_of_the_dock_go_into_a_file_that_can_be_read_again(importing, tmp_path):
    importing.window.actions_by_text["Places"].trigger()
    await until(lambda: importing.provider.places.asked)
    await settled(importing)
    files, target = importing.view.places.files, tmp_path / "out.geojson"
    rows = importing.view.places.pane.built().shown()
    await files.start_save([as_written(row) for row in rows], target, "geojson")
    assert [each.name for each in await read_places(target)] == ["Depot"]


async def test_without_an_account_that_takes_places_no_file_is_asked_for(importing):
    importing.provider.creations = None
    importing.window.actions_by_text["Import places"].trigger()
    assert any("Metrotec account" in each for each in importing.window.notices.sentences)


async def test_the_commands_ask_for_files(importing):
    importing.window.actions_by_text["Import places"].trigger()
    assert [each for each in importing.window.findChildren(QFileDialog) if each.isVisible()]
    importing.window.actions_by_text["Save the places for other programs"].trigger()
    assert any("shows no place" in each for each in importing.window.notices.sentences)


async def test_another_account_is_judged_by_its_own_places(importing):
    dialog = await shown(importing)
    dialog.list.clear()
    dialog.again.emit()
    await until(lambda: dialog.list.topLevelItemCount() == 4)
