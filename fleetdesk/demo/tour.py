"""The main job end to end without hands, each step checked against the simulator's own truth and photographed."""

import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from PySide6.QtGui import QGuiApplication

from fleetdesk.base.console import complain
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _, ngettext, source
from fleetdesk.demo.tour_addresses import AddressSteps
from fleetdesk.demo.tour_area import AreaSteps
from fleetdesk.demo.tour_back_in_time import BackInTimeSteps
from fleetdesk.demo.tour_check import LOOK_MS, NotAsItShould, hold
from fleetdesk.demo.tour_day import DaySteps
from fleetdesk.demo.tour_documents import DocumentSteps
from fleetdesk.demo.tour_drivers import DriverSteps
from fleetdesk.demo.tour_expenses import ExpenseSteps
from fleetdesk.demo.tour_fuel import FuelSteps
from fleetdesk.demo.tour_history import HistorySteps
from fleetdesk.demo.tour_map import MapSteps
from fleetdesk.demo.tour_month import MonthSteps
from fleetdesk.demo.tour_places import PlaceSteps
from fleetdesk.demo.tour_replay import ReplaySteps
from fleetdesk.demo.tour_reports import ReportSteps
from fleetdesk.demo.tour_vehicle import VehicleSteps
from fleetdesk.demo.tour_work_time import WorkTimeSteps
from fleetdesk.domain.activity import WORDS, ActivityKind
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from fleetdesk.ui.widgets.foreign_text import set_value

if TYPE_CHECKING:
    from fleetdesk.app.main import App

Step = Callable[[], Awaitable[dict[str, Any]]]
STEP_S, LONG_STEP_S = 30.0, 150.0
LONG = {"outbox", "lost_answer"}
REST_S = 5.0
HAPPENED = {
    "signed in": ActivityKind.SIGNED_IN,
    "saved": ActivityKind.SAVED,
    "sent": ActivityKind.SENT,
    "confirmed": ActivityKind.CONFIRMED,
}


def script(folder: Path, told: dict[str, Any]) -> Callable[["App"], Awaitable[int]]:
    """The tour as the script of a desk: pictures and tour.json go into the folder; 0 when every step held."""
    return lambda app: Tour(app, folder, told).take()


class Tour:
    """Uses the window with real mouse events and says what it saw."""

    def __init__(self, app: "App", folder: Path, told: dict[str, Any]) -> None:
        self._app, self._folder, self._told = app, folder, told
        self._steps: list[dict[str, Any]] = []
        self._began = time.monotonic()

    async def take(self) -> int:
        """All steps in order; the first that does not hold ends the tour with 1."""
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        documents = DocumentSteps(self._app, self._told, self._folder)
        steps = self._all(documents)
        failed = None
        for step in steps:
            began = time.monotonic()
            try:
                facts = await asyncio.wait_for(step(), LONG_STEP_S if step.__name__ in LONG else STEP_S)
            except (NotAsItShould, FleetError, TimeoutError) as error:
                reason = str(error) or _("took too long")
                failed = filled("{step}: {reason}", step=step.__name__, reason=reason)
                facts = {"failed": source(failed)}
            await self._picture(step.__name__, facts, time.monotonic() - began)
            if failed:
                break
        documents.close()
        return await self._finish(failed)

    def _all(self, documents: DocumentSteps) -> tuple[Step, ...]:
        """Return the steps in their order."""
        day = DaySteps(self._app, self._folder)
        area = AreaSteps(self._app, self._truth, self._until)
        replay = ReplaySteps(self._app, self._truth, self._move)
        back = BackInTimeSteps(self._app, self._truth)
        places = PlaceSteps(self._app, self._truth)
        drivers = DriverSteps(self._app, self._truth)
        map_steps = MapSteps(self._app, area.click, self._move, self._until)
        return (
            self.fleet,
            area.polygon,
            area.answer,
            area.select,
            area.follow,
            self.task,
            self.outbox,
            documents.documents,
            documents.lost_answer,
            documents.dossier,
            self.vezma,
            self.activity,
            map_steps.streets,
            map_steps.pins,
            AddressSteps(self._app, self._folder).address,
            day.phone,
            day.day_order,
            HistorySteps(self._app, self._truth).history,
            FuelSteps(self._app, self._truth, self._folder).fuel_case,
            WorkTimeSteps(self._app, self._truth).work_time,
            ExpenseSteps(self._app).expenses,
            MonthSteps(self._app, self._truth).month,
            ReportSteps(self._app).reports,
            drivers.drivers,
            drivers.driving_times,
            drivers.bookings,
            replay.replay,
            replay.live,
            back.back_in_time,
            back.now,
            places.places,
            places.order,
            *VehicleSteps(self._app, self._truth).steps,
            self.dark,
        )

    async def _finish(self, failed: str | None) -> int:
        outcome = {
            "held": failed is None,
            "failed": source(failed),
            "seconds": round(time.monotonic() - self._began, 2),
            "platform": QGuiApplication.platformName(),
            "steps": self._steps,
        }
        text = json.dumps(outcome, ensure_ascii=False, indent=1)
        await asyncio.to_thread((self._folder / "tour.json").write_text, text, encoding="utf-8")
        if failed is None:
            return 0
        picture = self._folder / self._steps[-1]["picture"]
        complain(
            _("The tour did not hold at step {number}, {failed}. Look at {picture} and tour.json beside it.").format(
                number=len(self._steps), failed=failed, picture=picture
            )
        )
        return 1

    async def _picture(self, name: str, facts: dict[str, Any], seconds: float) -> None:
        """The window as it is now; grab() paints the map too."""
        await asyncio.sleep(LOOK_MS / 1000)
        file = f"{len(self._steps) + 1:02d}-{name}.png"
        picture = self._app.window.grab()
        await asyncio.to_thread(picture.toImage().save, str(self._folder / file))
        self._steps.append({"step": name, "picture": file, "seconds": round(seconds, 3), **facts})

    # -- the steps

    async def fleet(self) -> dict[str, Any]:
        """The fleet arrives on list and map."""
        view, store = self._app.view, self._app.store
        await self._until(lambda: any(each.placed for each in store.fleet.values()), _("no position came"))
        await self._until(lambda: bool(store.tasks), _("no task came"))
        await self._signal(view.map.pane.map.drawn)
        wanted = len((await self._truth("truth/positions"))["positions"])
        shown = view.vehicles.pane.model.rowCount()
        hold(shown == wanted, _("the list shows {shown} of {wanted} vehicles").format(shown=shown, wanted=wanted))
        return {"vehicles": shown, "tasks": len(store.tasks), "counters": dict(store.counts())}

    async def task(self) -> dict[str, Any]:
        """A task is opened and read."""
        view, store = self._app.view, self._app.store
        self._app.view.map.commands.follow()
        model = view.tasks.pane.model
        hold(model.rowCount() > 0, _("there is no task"))
        view.tasks.pane.table.selectRow(min(3, model.rowCount() - 1))
        shown = view.tasks.form.header.name.text()
        hold(shown in {task.order_ref for task in store.tasks.values()}, _("{name} is no task").format(name=shown))
        await self._move(view.map.pane.map.fit)
        return {"task": shown}

    async def outbox(self) -> dict[str, Any]:
        """Another desk makes a task by keyboard, drops it on a vehicle, loses the network, edits it, and is killed.

        Started again it sends what it had saved; the simulator has the task once, with the edit, and audited it once.
        """
        with tempfile.TemporaryDirectory(prefix="fleetdesk-tour-") as home:
            told = Path(home) / "told.json"
            await asyncio.to_thread(told.write_text, json.dumps(self._told), encoding="utf-8")
            first = await self._start_desk("live", home, told, "07a-saved-before-the-kill.png")
            assert first.stdout is not None
            line = await first.stdout.readline()
            with contextlib.suppress(ProcessLookupError):
                first.kill()
            await first.wait()
            hold(bool(line), _("the second desk did not come to the point where it is killed"))
            saved = json.loads(line)
            await self._heal()
            again = await self._start_desk("again", home, told, "07b-confirmed-after-the-restart.png")
            code = await again.wait()
        hold(code == 0, _("after the restart the desk ended with {code}").format(code=code))
        return await self._judged(saved)

    async def _start_desk(self, part: str, home: str, told: Path, picture: str) -> asyncio.subprocess.Process:
        words = ("-m", "fleetdesk.demo.tour_desk", part, home, str(told), str(self._folder / picture))
        return await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)

    async def _heal(self) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            (await client.delete(self._told["control_url"] + "faults")).raise_for_status()

    async def _judged(self, saved: dict[str, Any]) -> dict[str, Any]:
        tasks = [task for task in await self._truth("tasks") if task["order_ref"] == saved["order_ref"]]
        times = ngettext("the server has the task {count} time", "the server has the task {count} times", len(tasks))
        hold(len(tasks) == 1, times.format(count=len(tasks)))
        shown = {"unit": tasks[0]["object_id"], "notes": tasks[0]["task_notes"]}
        hold(
            all(saved[name] == value for name, value in shown.items()),
            _("the server has {values}").format(values=shown),
        )
        audit = [line for line in await self._truth("audit") if line["task"] == tasks[0]["id"]]
        audited = ngettext(
            "the server audited {count} change, not the drop and the edit",
            "the server audited {count} changes, not the drop and the edit",
            len(audit),
        )
        hold(len(audit) == 2, audited.format(count=len(audit)))
        return {**saved, "on_server": len(tasks), "audited": len(audit)}

    async def vezma(self) -> dict[str, Any]:
        """A VEZMA account is added through the dialog; its people appear on map and list."""
        store, before = self._app.store, len(self._app.store.fleet)
        self._app.view.accounts.controller.connect()
        await self._until(lambda: self._dialog() is not None, _("the dialog did not open"))
        dialog = self._dialog()
        assert dialog is not None
        dialog.service.setCurrentText("VEZMA")
        set_value(dialog.url, self._told["vezma_url"])
        set_value(dialog.secret, self._told["token"])
        dialog.store.setCurrentIndex(dialog.store.findData("session"))
        dialog.connect_.click()
        await self._until(lambda: store.counts()["people"] > 0, _("no person came"))
        await self._until(lambda: any(each.vehicle for each in store.fleet.values()), _("no person drives"))
        driving = next(key for key, each in store.fleet.items() if each.vehicle)
        store.select([driving])
        budget = store.links["VEZMA"]
        return {
            "people": store.counts()["people"],
            "units": len(store.fleet),
            "before": before,
            "requests": f"{budget.spent} of {budget.limit}",
        }

    async def activity(self) -> dict[str, Any]:
        """What happened on this desk is found again, and a line opens the task that it is about."""
        pane, form = self._app.view.activity.built(), self._app.view.tasks.form
        pane.bring_up()
        found = {}
        for name, kind in HAPPENED.items():
            set_value(pane.search, WORDS[kind])
            found[name] = pane.model.rowCount()
            hold(found[name] > 0, _("nothing says “{words}”").format(words=WORDS[kind]))
        key = pane.model.key(0) or ""
        entry = self._app.services.activity.activities[key]
        pane.table.opened.emit(key)
        hold(form.task is not None and form.task.key == entry.key, _("the line did not open its task"))
        pane.search.clear()
        pane.bring_up()  # the line was about a document, whose dock came to the front
        return {**found, "entries": pane.model.rowCount()}

    async def dark(self) -> dict[str, Any]:
        """The same in the dark."""
        self._app.appearance.choose("dark")
        await asyncio.sleep(LOOK_MS / 1000)
        return {"theme": "dark"}

    # -- hands and eyes

    def _dialog(self) -> ConnectDialog | None:
        return next((each for each in self._app.window.findChildren(ConnectDialog)), None)

    async def _truth(self, path: str, **query: str) -> Any:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(self._told["control_url"] + path, params=query)
        answer.raise_for_status()
        return answer.json()

    async def _until(self, true: Callable[[], bool], otherwise: str) -> None:
        """Looks ten times a second until it is so; the step's own deadline ends it with `otherwise`."""
        try:
            async with asyncio.timeout(STEP_S - 2):
                while not true():  # noqa: ASYNC110 - it looks at the window, which has no event for "as it should be"
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise NotAsItShould(otherwise) from None

    async def _move(self, move: Callable[[], None]) -> None:
        """Moves the map and waits until it has come to rest, or was there already."""
        rest = asyncio.ensure_future(self._signal(self._app.view.map.pane.map.view_changed))
        await asyncio.sleep(0)
        move()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(rest, REST_S)
        await asyncio.sleep(LOOK_MS / 1000)

    async def _signal(self, signal: Any) -> None:
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def hear(*_: object) -> None:
            if not heard.done():
                heard.set_result(None)

        connection = signal.connect(hear)
        try:
            await heard
        finally:
            signal.disconnect(connection)
