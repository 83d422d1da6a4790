"""The track of a shown unit as a file: whose, in which format, and what is said where there is none."""

import csv
import json
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from fleetdesk.domain.history.periods import PeriodKind
from tests.ui.history.test_controller import command
from tests.waiting import settled


async def shown(desk, *keys):
    desk.view.history.controller.open(keys)
    await settled(desk)
    desk.view.history.pane.built().period_row.choose(PeriodKind.YESTERDAY)
    await settled(desk)


async def saved(desk, qtbot, path, kind=0):
    """Save by the command, as the dialog would be answered."""
    command(desk, "Save the track")
    dialog = desk.window.findChildren(QFileDialog)[-1]
    dialog.selectNameFilter(dialog.nameFilters()[kind])
    dialog.fileSelected.emit(str(path))
    dialog.close()
    await settled(desk)


async def test_the_kind_that_is_chosen_is_written(asked, pane, qtbot, tmp_path):
    await shown(asked, "m/242KDN")
    for kind, ending in enumerate(("gpx", "kml", "geojson", "csv")):
        await saved(asked, qtbot, tmp_path / "way", kind)
        assert "58.5" in (tmp_path / f"way.{ending}").read_text("utf-8"), ending
        assert asked.window.notices.sentences[-1].startswith("Written to "), ending
        assert f"way.{ending}" in asked.window.notices.sentences[-1]


async def test_the_ending_that_is_typed_rules(asked, pane, qtbot, tmp_path):
    await shown(asked, "m/242KDN")
    await saved(asked, qtbot, tmp_path / "way.csv", 0)
    lines = (tmp_path / "way.csv").read_text("utf-8").splitlines()
    assert len(list(csv.DictReader(lines))) == 25  # each hour of the day, and its end
    await saved(asked, qtbot, tmp_path / "way.GeoJSON", 0)
    assert json.loads((tmp_path / "way.GeoJSON").read_text("utf-8"))["type"] == "FeatureCollection"


async def test_of_several_the_one_of_the_selected_row_is_saved(asked, pane, qtbot, tmp_path):
    await shown(asked, "m/242KDN", "m/820BHT")
    command(asked, "Save the track")
    assert "Select a row" in asked.window.notices.sentences[-1]
    number = next(key for key in list(pane.model.keys()) if pane.model.item(key).unit == "m/820BHT")
    pane.table.show_selection((number,))
    await saved(asked, qtbot, tmp_path / "way.gpx")
    assert "<name>820BHT</name>" in (tmp_path / "way.gpx").read_text("utf-8")


async def test_without_a_history_it_is_said_what_to_do(asked):
    command(asked, "Save the track")
    assert asked.window.notices.sentences[-1].startswith("Open the history of a vehicle first")


async def test_a_place_that_takes_no_file_is_said(asked, pane, qtbot):
    await shown(asked, "m/242KDN")
    await saved(asked, qtbot, Path("/nowhere/way.gpx"))
    assert "cannot be written" in asked.window.notices.sentences[-1]
