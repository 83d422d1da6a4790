"""What is done with an import of 200,000 rows, a track of 100,000 points and 20,000 documents, step by step."""

import asyncio
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.api.parts import Listing, RowList
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import DAY_S, day_number
from fleetdesk.domain.history.records import TrackPoint, Trip
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Unit
from fleetdesk.sheets.grid import Grid
from fleetdesk.sheets.writing import write
from fleetdesk.sync.store import Link, LinkStatus
from tests.bench import scale, sheets
from tests.bench.gaps import Watch
from tests.bench.large_files import Painted, scrolled, settled, sorted_by_each
from tests.sync.history.fakes import NOW, Vehicles

if TYPE_CHECKING:
    from fleetdesk.ui.importing.dialog import ImportDialog

ROWS, POINTS, DOCUMENTS = 200_000, 100_000, 20_000
STEP_S, AN_ANSWER, TRIPS_A_DAY = 30, 5_000, 24
PERIOD = Span(NOW.timestamp() - POINTS * STEP_S, NOW.timestamp())


# -- an import


async def import_steps(desk: Any, watch: Watch, folder: Path) -> None:
    """Open 200,000 rows of both kinds, map their columns otherwise, sort, scroll and mend them, and accept them."""
    desk.provider.answers["tasks"] = []
    desk.store.apply_units("m", [Unit("m", f"{number:03d}ABC", f"{number:03d}ABC") for number in range(500)])
    await asyncio.to_thread(_write_tables, folder)
    dialog = desk.view.importing.open()
    await watch.step("CSV opened", _opened(dialog, folder / "orders.csv"))
    await watch.step("columns mapped otherwise", _mapped(dialog))
    await watch.step("scrolled", scrolled(dialog.table))
    await watch.step("sorted by each column", sorted_by_each(dialog.table))
    await watch.step("ten rows unticked", _ticked(dialog))
    await watch.step("a cell mended", _mended(dialog))
    await watch.step("workbook opened", _opened(dialog, folder / "orders.xlsx"))
    await watch.step("accepted, until all is saved", _accepted(desk, dialog))
    await watch.step("closed", _closed(dialog))


def _write_tables(folder: Path) -> None:
    lines = list(map(sheets.order, range(ROWS)))
    (folder / "orders.csv").write_text(sheets.HEADING + "".join(lines), encoding="utf-8")
    cells = [line.strip().split(";") for line in lines]
    write(folder / "orders.xlsx", Grid("orders", sheets.HEADING.strip().split(";"), cells, ZoneInfo("UTC")))


async def _judged(dialog: "ImportDialog") -> None:
    assert dialog.work is not None
    await dialog.work
    await settled(dialog.table)
    assert dialog.rehearsal is not None, dialog.answer.text()
    assert dialog.table.rows.rowCount() == len(dialog.rehearsal.rows) == ROWS


async def _opened(dialog: "ImportDialog", path: Path) -> None:
    dialog.open_file(path)
    await _judged(dialog)


async def _mapped(dialog: "ImportDialog") -> None:
    """Leave the last column out, then take it for another field."""
    choice = dialog.columns.choices[-1]
    for target in ("", "details"):
        choice.setCurrentIndex(choice.findData(target))
        await _judged(dialog)


async def _ticked(dialog: "ImportDialog") -> None:
    model, painted = dialog.model, Painted(dialog.table)
    for row in range(10):
        index = model.index(row, 0)
        await painted.after(lambda index=index: model.setData(index, 0, Qt.ItemDataRole.CheckStateRole))  # type: ignore[misc]


async def _mended(dialog: "ImportDialog") -> None:
    index = dialog.model.index(0, dialog.model.place("where"))
    assert dialog.model.setData(index, "Tähe 1", Qt.ItemDataRole.EditRole)
    await _judged(dialog)


async def _accepted(desk: Any, dialog: "ImportDialog") -> None:
    dialog.go.click()
    saved = asyncio.Event()
    desk.services.task_service.saved.connect(lambda _ops: saved.set())
    await saved.wait()
    assert len(desk.store.task_store.waiting) == ROWS


async def _closed(dialog: "ImportDialog") -> None:
    dialog.close()


# -- a track


class Driven(Vehicles):
    """A vendor of one vehicle that drives in rounds, with a point every 30 s and a trip every hour."""

    class Part(Vehicles.Part):
        async def track(self, unit: str, start: datetime) -> RowList[TrackPoint]:
            self._ask("track", unit, start)
            first = max(-(-int(start.timestamp()) // STEP_S), int(PERIOD.begins) // STEP_S)
            numbers = range(first, int(NOW.timestamp()) // STEP_S)[:AN_ANSWER]
            return await asyncio.to_thread(lambda: RowList(map(_point, numbers)))

        async def trips(self, unit: str, start: datetime, stop: datetime) -> RowList[Trip]:
            self._ask("trips", unit, start, stop)
            days = range(day_number(start.timestamp()), day_number(stop.timestamp()) + 1)
            begun = (day * DAY_S + hour * 3600 for day in days for hour in range(TRIPS_A_DAY))
            return RowList(trip for at in begun if start <= (trip := _trip(unit, at)).started_at < stop)


def _point(number: int) -> TrackPoint:
    at = datetime.fromtimestamp(number * STEP_S, UTC)
    lat, lon = 58.5 + 0.3 * math.sin(number * 0.0037), 25 + 0.6 * math.cos(number * 0.002)
    kmh = 0.0 if number % 120 > 100 else 40.0 + number % 50
    level = 300.0 - number % 7000 / 40
    return TrackPoint("m", "242KDN", at, lat, lon, level, int(kmh > 0), (4.0 + number % 3, 0.0, 0.0, 0.0), "Tartu")


def _trip(unit: str, begun: float) -> Trip:
    at = datetime.fromtimestamp(begun, UTC)
    return Trip("m", int(begun), unit, None, at, at + timedelta(minutes=50), distance_km=40.0, max_kmh=90.0)


async def track_steps(desk: Any, watch: Watch, _folder: Path) -> None:
    """Fetch 100,000 points, show them again from the disk, and use list, map, charts and replay."""
    desk.fill()
    desk.store.set_link(Link("m", "Fake", LinkStatus.LIVE))
    desk.provider.history = Driven().history
    map_ = desk.view.map.pane.map
    await scale.next_of(map_.ready, map_.load)
    history, replay = desk.view.history, desk.view.replay
    await watch.step("fetched and shown", _history_shown(desk))
    pane = history.pane.built()
    await watch.step("shown again from the disk", _history_shown(desk))
    await watch.step("scrolled", scrolled(pane.table))
    await watch.step("sorted by each column", sorted_by_each(pane.table))
    await watch.step("40 parts chosen", _parts_chosen(pane))
    await watch.step("map moved and zoomed", _map_moved(map_))
    await watch.step("charts opened", _charts_opened(pane))
    await watch.step("charts pointed at and narrowed", _charts_used(pane))
    await watch.step("replay prepared and played", _replayed(history, replay))
    await watch.step("replay: time dragged", _dragged(replay))
    await desk.services.history.close()


async def _history_shown(desk: Any) -> None:
    controller = desk.view.history.controller
    shown = scale.next_of(controller.shown, lambda: controller.open_span("m/242KDN", PERIOD.begins, PERIOD.ends))
    views = (await shown)[0]
    while not views:
        views = (await scale.next_of(controller.shown))[0]
    assert len(views[0].track.at) >= POINTS - 1, len(views[0].track.at)


async def _parts_chosen(pane: Any) -> None:
    for row in range(0, 400, 10):
        await Painted(pane.table).after(lambda row=row: pane.table.selectRow(row))  # type: ignore[misc]
    await Painted(pane.table).after(pane.table.selectAll)


async def _map_moved(map_: Any) -> None:
    for zoom in (9.0, 11.0, 13.0, 15.0, 8.0, 5.0):
        map_.lifecycle.bridge.heard.emit("view", {"lat": 58.5, "lon": 25.0, "zoom": zoom})
        await asyncio.sleep(0.3)


async def _charts_opened(pane: Any) -> None:
    pane.charts_button.setChecked(True)
    while not pane.charts.is_drawn:
        await asyncio.sleep(0.05)


async def _charts_used(pane: Any) -> None:
    charts, long = pane.charts, PERIOD.ends - PERIOD.begins
    for part in range(20):
        charts.point(PERIOD.begins + part / 20 * long)
        await asyncio.sleep(0.02)
    for share in (0.5, 0.2, 0.05):
        charts.show_span(Span(PERIOD.begins + long * (1 - share), PERIOD.ends))
        await asyncio.sleep(0.5)
    charts.show_all()


async def _replayed(history: Any, replay: Any) -> None:
    history.controller.replay()
    while not replay.controller.runs:
        await asyncio.sleep(0.05)
    await asyncio.sleep(3)


async def _dragged(replay: Any) -> None:
    for part in range(100):
        replay.controller.go(PERIOD.begins + part / 100 * (PERIOD.ends - PERIOD.begins))
        await asyncio.sleep(0.01)


# -- documents


async def documents_steps(desk: Any, watch: Watch, _folder: Path) -> None:
    """List 20,000 documents of 10,000 tasks, scroll and sort them, turn to single tasks and back, and choose some."""
    tasks = [Task("m", n, None, "242KDN", f"ORDER-{n}", start_at=NOW) for n in range(1, DOCUMENTS // 2 + 1)]
    await desk.store.apply_list("m", Listing(tasks), 0)
    desk.store.set_link(Link("m", "Fake", LinkStatus.LIVE))
    desk.provider.everywhere = _everywhere
    pane = desk.view.documents.pane
    pane.bring_up()
    await watch.step("opened: all asked for and listed", _all_asked(pane))
    await watch.step("scrolled", scrolled(pane.table))
    await watch.step("sorted by each column", sorted_by_each(pane.table))
    await watch.step("one task's, then all again, five times", _narrowed(pane, tasks))
    await watch.step("30 chosen, one after the other, then all", _chosen(pane))
    desk.provider.everywhere = _half_changed
    await watch.step("asked for again, half of them changed", _asked_again(desk, pane))


async def _everywhere(kind: str = "cmr") -> RowList[Document]:
    return await asyncio.to_thread(lambda: RowList(_document(each, kind) for each in range(DOCUMENTS)))


async def _half_changed() -> RowList[Document]:
    return RowList((await _everywhere("photo"))[: DOCUMENTS // 2] + (await _everywhere())[DOCUMENTS // 2 :])


def _document(number: int, kind: str) -> Document:
    at = NOW - timedelta(minutes=number)
    name = f"CMR {number}.pdf"
    return Document("m", number + 1, number // 2 + 1, kind, name, "application/pdf", at, f"Jaan {number % 40}")


async def _listed(pane: Any) -> None:
    while pane.model.rowCount() < DOCUMENTS or pane.model.arranging:
        await asyncio.sleep(0.02)


async def _all_asked(pane: Any) -> None:
    pane.all_tasks.setChecked(True)
    await _listed(pane)


async def _narrowed(pane: Any, tasks: Sequence[Task]) -> None:
    for task in tasks[:5]:
        pane.show_task(task)
        pane.all_tasks.setChecked(False)
        await settled(pane.table)
        await asyncio.sleep(0.05)
        pane.all_tasks.setChecked(True)
        await _listed(pane)


async def _chosen(pane: Any) -> None:
    painted = Painted(pane.table)
    for row in range(0, 300, 10):
        await painted.after(lambda row=row: pane.table.selectRow(row))  # type: ignore[misc]
    await painted.after(pane.table.selectAll)
    await painted.after(pane.table.clearSelection)


async def _asked_again(desk: Any, pane: Any) -> None:
    await desk.services.document_service.refresh_all("m")
    await settled(pane.table)
    assert sum(row.type == "photo" for row in pane.document_rows.rows.values()) == DOCUMENTS // 2
