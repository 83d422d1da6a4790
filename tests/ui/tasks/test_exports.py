"""A file of the task list holds true values, and an import reads back the same tasks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from fleetdesk.domain.importing.drafting import rehearse
from fleetdesk.domain.importing.mapping import guess
from fleetdesk.domain.importing.reference_data import reference_data
from fleetdesk.domain.task_fields import fields_of
from fleetdesk.domain.tasks import Start, Task, TaskStatus
from fleetdesk.domain.units import Unit
from fleetdesk.sheets.reading import read
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.desk import ZONE

pytestmark = pytest.mark.asyncio
TASK = Task(
    "m",
    7,
    unit="242KDN",
    order_ref="ORDER-7",
    status=TaskStatus.CREATED,
    lat=58.512345,
    lon=25.0,
    address="Kase 118, Tartu",
    description="Two pallets",
    details="Customer OÜ",
    notes="=gate 3",
    start=Start(59.4, 24.7, "Tallinn"),
    start_at=NOW + timedelta(hours=10),
    stop_at=NOW + timedelta(hours=13),
    planned_km=182.5,
    active=True,
)


@pytest.fixture
def listed(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, replace(TASK, id=8, order_ref="ORDER-8", unit=None, notes=None)])
    return desk


async def written(desk, path, **more):
    pane = desk.view.tasks.pane
    await desk.view.importing.exporter.start(pane.table, "Tasks", path, **more)
    return path


async def test_times_are_times_and_numbers_numbers(listed, tmp_path):
    sheet = load_workbook(await written(listed, tmp_path / "tasks.xlsx")).active
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, (cell.value for cell in sheet[2]), strict=True))
    assert str(row["Start (Europe/Tallinn)"]) == "2026-11-24 00:00:00"
    assert str(row["Stop (Europe/Tallinn)"]) == "2026-11-24 03:00:00"
    assert (row["Latitude"], row["Longitude"]) == (58.512345, 25.0)
    assert "Window" not in headings


@pytest.mark.parametrize("name", ["tasks.xlsx", "tasks.csv"])
async def test_what_is_written_is_read_back_the_same(listed, tmp_path, name):
    sheet = read(await written(listed, tmp_path / name, everything=True))
    units = [Unit("m", "242KDN", name="Tartu 4", plate="242KDN")]
    known = reference_data("m", ZONE, units, [], [], now=NOW)
    done = rehearse(sheet.headings, sheet.rows, guess(sheet.headings), known)
    assert [row.errors for row in done.rows] == [(), ()]
    first, second = (draft.fields for draft in done.drafts())
    wanted = {name: value for name, value in fields_of(TASK).items() if value is not None}
    assert {name: first.get(name) for name in wanted} == wanted
    assert (second.get("unit"), second["order_ref"]) == (None, "ORDER-8")
