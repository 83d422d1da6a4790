"""A dispatcher who does everything at once, with texts and files of strangers; and what of it is known to be kept."""

import asyncio
import collections
import secrets
from datetime import UTC, datetime, timedelta

from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.drafts import create_draft
from fleetdesk.domain.geo import Area
from fleetdesk.profile.settings import Tiles
from fleetdesk.ui.widgets.file_drops import Carried
from tests.heartbeat import files
from tests.hostile_text.strings import Kinds

PAUSE_S = 0.3
DIALOG_S = 2.0
START = datetime(2030, 11, 26, 8, tzinfo=UTC)


class Person:
    """Uses a running desk. `kept` has the references of the tasks that the desk called saved."""

    def __init__(self, app, folder, dice):
        self._app, self._folder, self._dice = app, folder, dice
        self._texts = list(Kinds(dice.random(), "file:///nothing").kinds.values())
        self._strange = files.make(folder)
        self.kept, self.did, self._number = [], collections.Counter(), 0

    async def run(self):
        """Until it is cancelled."""
        acts = (
            self._search,
            self._select,
            self._new_task,
            self._edit,
            self._give,
            self._drop_good,
            self._drop_strange,
            self._file,
            self._import,
            self._draw,
            self._open,
            self._learn,
            self._use_map,
        )
        while True:
            act = self._dice.choice(acts)
            try:
                await act()
            except FleetError:
                self.did["refused"] += 1
            self.did[act.__name__.strip("_")] += 1
            await asyncio.sleep(self._dice.uniform(0.2, 1) * PAUSE_S)

    def _text(self):
        return self._dice.choice(self._texts)()

    def _task(self):
        tasks = [task for task in self._app.store.tasks.values() if task.account == "Metrotec"]
        return self._dice.choice(tasks) if tasks else None

    def _unit(self):
        return self._dice.choice([unit for key, unit in self._app.store.fleet.items() if key.startswith("Metrotec/")])

    async def _search(self):
        self._app.view.vehicles.pane.search.setText(self._text()[:2000] if self._dice.random() < 0.5 else "")

    async def _select(self):
        keys = list(self._app.store.fleet)
        self._app.store.select(self._dice.sample(keys, min(len(keys), self._dice.choice((1, 1, 5, 200)))))

    async def _new_task(self):
        ref = f"HB-{secrets.token_hex(5)}"
        fields = {
            "order_ref": ref,
            "unit": self._unit().unit.id,
            "lat": 59.4,
            "lon": 24.7,
            "address": "Tamme 1",
            "start_at": START,
            "stop_at": START + timedelta(hours=4),
        }
        await self._app.services.task_service.save([create_draft("Metrotec", fields, proposed=False)])
        self.kept.append(ref)

    async def _edit(self):
        if task := self._task():
            await self._app.services.task_service.edit(
                task, {"notes": self._text()[:200].encode("utf-8", "replace").decode()}
            )

    async def _give(self):
        if task := self._task():
            await self._app.services.task_service.give([task.key], self._unit().unit.id)

    async def _drop_good(self):
        self._number += 1
        path = await asyncio.to_thread(files.good_document, self._folder, self._number, self._dice)
        self._drop([path])

    async def _drop_strange(self):
        self._drop([self._dice.choice(self._strange[self._dice.choice(("scans", "scans", "no files"))])])

    def _drop(self, paths):
        task = self._task()
        self._app.view.filing.controller.take(Carried(tuple(paths)), task.key if task else "")

    async def _file(self):
        sheet = self._app.view.filing.controller.panel
        if len(sheet.rows) > 5:
            sheet.file_wanted.emit()
            sheet.discard_wanted.emit()

    async def _import(self):
        dialog = self._app.view.importing.open()
        if dialog is not None:
            dialog.open_file(self._dice.choice(self._strange["tables"]))
            await asyncio.sleep(DIALOG_S)
            dialog.close()
            dialog.deleteLater()

    async def _draw(self):
        west, south = self._dice.uniform(22, 27), self._dice.uniform(57.5, 59)
        corners = [(west, south), (west + 1, south), (west + 1, south + 0.6), (west, south + 0.6)]
        self._app.view.map.pane.show_area(Area.of(corners))

    async def _open(self):
        if task := self._task():
            self._app.view.tasks.controller.open(task)

    async def _learn(self):
        from fleetdesk.ui.accounts.learn_dialog import LearnDialog

        self._app.view.accounts.addresses.open("Metrotec")
        dialog = self._app.window.findChildren(LearnDialog)[-1]
        dialog.try_wanted.emit("Metrotec", str(self._dice.choice(self._strange["documents"])))
        await asyncio.sleep(DIALOG_S)
        if isValid(dialog):
            dialog.close()
            dialog.deleteLater()

    async def _use_map(self):
        self._app.view.map.streets.show_tiles(Tiles(str(self._dice.choice(self._strange["maps"]))))
