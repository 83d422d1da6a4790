"""Figures of a desk turned back: what a minute takes on the disk, reading one, and the window's longest gap."""

import asyncio
import math
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from fleetdesk.api.parts import Listing
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.app.loop import new_loop
from fleetdesk.domain.recording.picture import AccountPicture, UnitPicture
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.storage.recording import RecordingFile
from fleetdesk.sync import shown_store
from fleetdesk.sync.past_picture import PastPicture, past_picture, taken_of
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.store import Link, LinkStatus
from tests.bench.fleet import NOW
from tests.bench.measure import RUNS, Figure, Row, longest_gap, row, timed
from tests.conftest import application
from tests.ui.conftest import Desk

VEHICLES, TASKS, MINUTES, DRIVING = 1000, 1000, 120, 0.4
DAYS, DAY_M, TURNS = 14, 24 * 60, 5


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = RecordingFile(Path(folder) / "recording.db", 1e12, DAYS)
        file.load()
        pictures = list(_pictures())
        turn = count()
        kept = timed(lambda: file.add([pictures[next(turn)]]))
        for picture in pictures[RUNS + 1 :]:
            file.add([picture])
        day_mb = file.size / MINUTES * DAY_M / 1e6
        size = f"{VEHICLES:,} vehicles, {DRIVING:.0%} driving, {TASKS:,} tasks"
        yield Row(f"recording of a day, {size}", Figure((day_mb,)), unit="MB")
        yield row("recording, one minute kept in a thread", kept, None, "")
        minutes, chance = file.minutes(), random.Random(1)
        yield row(
            "recording, any minute read in a thread",
            timed(lambda: past_picture(file.pictures(chance.choice(minutes))), 40),
            None,
            "",
        )
        past = past_picture(file.pictures(minutes[40]))
        file.close()
    assert past is not None
    with asyncio.Runner(loop_factory=lambda: new_loop(application())) as runner:
        taken, ours, theirs = runner.run(_gaps(pictures[-1], past))
    yield row("recording, what the window's thread does for a minute", taken, None, "")
    yield row("desk turned back and to now: window's longest gap", ours, theirs, "all units and tasks at once")


def _pictures() -> Iterator[AccountPicture]:
    """A fleet of which a part drives; who stands reports each five minutes."""
    chance, begins = random.Random(1), NOW - timedelta(minutes=MINUTES)
    fleet = [_Driven(chance, number) for number in range(VEHICLES)]
    tasks = [_task(number, begins) for number in range(TASKS)]
    for minute in range(MINUTES):
        at = begins + timedelta(minutes=minute, milliseconds=chance.randrange(900))
        units = tuple(each.later(at, minute) for each in fleet)
        for number in chance.sample(range(TASKS), 4):
            tasks[number] = replace(tasks[number], status=chance.choice(list(TaskStatus)), updated_at=at)
        yield AccountPicture("m", at.timestamp(), units, tuple(tasks), {"account": "m", "provider": "Metrotec"})


class _Driven:
    """One vehicle that goes straight on for a while, and stands for a while."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self._chance, self._number, self._drives = chance, number, chance.random() < DRIVING
        self._lat, self._lon, self._way = 58 + 2 * chance.random(), 22 + 5 * chance.random(), chance.randrange(360)
        self._odometer_km, self._fix = 100_000.0 + number, NOW - timedelta(hours=3)
        self._unit = Unit("m", str(number), name=f"Truck {number}", plate=f"{number:03d}ABC")

    def later(self, at: datetime, minute: int) -> UnitPicture:
        """The vehicle a minute later."""
        chance, kmh = self._chance, 0.0
        if chance.random() < 0.02:
            self._drives = chance.random() < DRIVING
        if self._drives:
            kmh = float(chance.randrange(20, 90))
            self._way = (self._way + chance.randrange(-15, 16)) % 360
            self._lat += kmh / 60 / 111 * math.cos(math.radians(self._way))
            self._lon += kmh / 60 / 58 * math.sin(math.radians(self._way))
            self._odometer_km += kmh / 60
        if self._drives or minute % 5 == self._number % 5:
            self._fix = (at - timedelta(seconds=chance.randrange(10))).replace(microsecond=0)
        if minute % 10 == 0:
            self._unit = replace(self._unit, odometer_km=round(self._odometer_km, 1))
        position = Position(
            "m", self._unit.id, UnitKind.VEHICLE, round(self._lat, 6), round(self._lon, 6), kmh, self._way, self._fix,
            self._fix, self._drives, True, 27.6 if self._drives else 25.1, input=1,
            temperatures=(round(4 + chance.random() / 3, 1), None, None, None) if self._number % 3 == 0 else (),
        )  # fmt: skip
        return UnitPicture(self._unit, position)


def _task(number: int, begins: datetime) -> Task:
    start = begins + timedelta(minutes=number % 600)
    return Task(
        "m", number, unit=str(number % VEHICLES), order_ref=f"ORD-{number}", status=TaskStatus.CREATED, status_code=1,
        lat=58.5, lon=25.0, address=f"Tartu mnt {number}, Tallinn", start_at=start, stop_at=start + timedelta(hours=2),
    )  # fmt: skip


async def _gaps(now: AccountPicture, past: PastPicture) -> tuple[Figure, Figure, Figure]:
    """How long a whole window is away while it is turned; and how long while all is told in one signal."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), ZoneInfo("Europe/Tallinn"))
        desk.window.resize(1366, 768)
        desk.window.show()
        live, shown = desk.services.live, desk.services.store
        live.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
        live.apply_units("m", [each.unit for each in now.units])
        live.apply_positions([each.position for each in now.units if each.position])
        await live.apply_list("m", Listing(list(now.tasks)), live.task_store.mark())
        collector = GarbageCollector()
        await asyncio.sleep(1)
        taken = timed(lambda: taken_of(live))
        ours = [await _turned(shown, past) for _ in range(TURNS)]
        shown_store.AT_ONCE = VEHICLES + TASKS
        theirs = [await _turned(shown, past) for _ in range(TURNS)]
        collector.close()
        desk.close()
    return taken, Figure(tuple(ours)), Figure(tuple(theirs))


async def _turned(shown: ShownStore, past: PastPicture) -> float:
    async def there_and_back() -> None:
        await shown.show_past(past)
        await asyncio.sleep(0.1)
        await shown.show_live()
        await asyncio.sleep(0.1)

    return await longest_gap(there_and_back)
