"""The desk of the soak, a process of its own: python -m tests.soak.desk FOLDER HOURS VEHICLES TASKS SEED; tells JSON.

Everything is the program's own but the clock and the answers of the server: poller, store, cache, recording, window and
the map's page.
"""

import json
import os
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from fleetdesk.app import main as program
from fleetdesk.base import log
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Folders, Settings
from fleetdesk.sync.poller import Pace, Poller
from tests.soak.day import ACCOUNT, LISTED_EVERY, STEP_S, Day
from tests.soak.figures import figures
from tests.sync.fakes import FakeProvider
from tests.waiting import until

QUARTERS = 16
"""So often figures are taken in the day."""
PATIENCE_S = 300
NEVER_S = 10_000.0


class Desk:
    """Lets the day pass and uses the window as a dispatcher does."""

    def __init__(self, app, day, folder, hours, seed):
        self._app, self._day, self._folder, self._dice = app, day, folder, random.Random(seed)
        self._steps = round(hours * 3600 / STEP_S)
        provider: Any = FakeProvider(ACCOUNT)
        self._provider = provider
        self._provider.answers |= {"units": day.units, "tasks": day.tasks}
        pace = Pace(*(NEVER_S,) * 6)
        services = app.services
        self._poller = Poller(self._provider, services.live, services.cache, app.background, pace)
        services.providers[ACCOUNT] = self._provider

    async def run(self):
        """Return the figures of each part of the day, the first taken after the first part."""
        map_, told, began = self._app.view.map.pane.map, [], time.monotonic()
        self._poller.start()
        every = max(1, self._steps // QUARTERS)
        for step in range(1, self._steps + 1):
            self._day.step()
            self._provider.answers["positions"] = self._day.positions
            await self._poller.refreshed("positions")
            if step % LISTED_EVERY == 0:
                await self._poller.refreshed("tasks")
            self._use(step)
            await until(lambda: map_.lifecycle.bridge.settled, PATIENCE_S)
            if step % every == 0:
                told.append(
                    {
                        "hours": round(step * STEP_S / 3600, 2),
                        **figures(self._folder, self._app.window, map_.lifecycle.page),
                    }
                )
                sys.stderr.write(f"{time.monotonic() - began:7.0f} s {json.dumps(told[-1])}\n")
        await self._poller.close()
        return told

    def _use(self, step):
        """Select a vehicle, open a task, search, look elsewhere: one of them each minute."""
        view, store = self._app.view, self._app.store
        if step % 6 or not store.fleet:
            return
        seen = store.fleet[self._dice.choice(tuple(store.fleet))]
        what = step // 6 % 5
        if what == 0:
            store.select([seen.key])
        elif what == 1 and store.tasks:
            view.tasks.controller.open(store.tasks[self._dice.choice(tuple(store.tasks))])
        elif what == 2:
            view.vehicles.pane.search.setText(self._dice.choice(("", "12", "speed>80")))
        elif what == 3 and seen.position is not None and seen.position.lat is not None:
            view.map.pane.map.center_on(seen.position.lat, seen.position.lon, self._dice.choice((7, 9, 12)))
        else:
            view.map.pane.map.fit()


def main():
    """Run the day and tell what was seen on the last line."""
    folder, hours, vehicles, tasks, seed = Path(sys.argv[1]), float(sys.argv[2]), *map(int, sys.argv[3:])
    folders = Folders(folder / "settings", folder / "data", folder / "cache", folder / "logs")
    folders.make()
    log.start(folders.logs)
    day = Day(vehicles, tasks, seed)
    profile = Profile(folders, Settings(zone="Europe/Tallinn"), Secrets(folders.settings))
    told = []

    async def script(app):
        told.extend(await Desk(app, day, folder, hours, seed).run())
        return 0

    code = program.run(profile, script, partial(program.App, now=day.clock))
    sys.stdout.write(json.dumps(told) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
