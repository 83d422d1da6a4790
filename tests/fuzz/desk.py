"""The part of the desk that asks: a client of each vendor, its poller, the store and the cache, filled once."""

import hashlib
import sqlite3
import time
from dataclasses import replace

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.poller import Pace, Poller
from fleetdesk.sync.store import Store
from tests.api.parameters import SQUARE
from tests.fuzz.sound import NOW, clients

KINDS = {
    ("metrotec", "vehicles.list"): ("units",),
    ("metrotec", "positions.list"): ("positions",),
    ("metrotec", "tasks.list"): ("tasks", "finished"),
    ("metrotec", "tacho.vehicles"): ("driving",),
    ("vezma", "users.list"): ("units",),
    ("vezma", "positions.list"): ("positions",),
    ("vezma", "trips.list"): ("pairings",),
    ("vezma", "vehicles.list"): ("pairings",),
}
"""The operations that the desk asks by itself, and as which of the poller's kinds."""
NOT_KEPT = "cannot be kept"
LONGEST_PAUSE_S = 100_000.0
"""More than a client lets a server ask for."""


class Asking:
    """Asks an operation in one of the ways the program has for it, and tells what it changed in store and cache."""

    def __init__(self, urls, given, folder):
        self._skipped_s = 0.0
        self.given, self.clients = given, clients(urls, clock=lambda: time.monotonic() + self._skipped_s)
        self.cache, self.store, self.said = Cache(folder / "cache.db"), Store(lambda: NOW), []
        self._kept = sqlite3.connect(folder / "cache.db")
        self.store.keep_finished(True)
        self._background = Background(lambda name, error: self.said.append(f"{name}: {error!r}"))
        self._pollers = {}
        self._file = folder / "paper.png"
        self._file.write_bytes(PNG)

    async def fill(self):
        """Store and cache from sound answers, as they were before the first case."""
        for vendor, client in self.clients.items():
            self.store.forget(client.account)
            self.cache.forget(client.account)
            self._pollers[vendor] = Poller(client, self.store, self.cache, self._background, Pace(), self.said.append)
            for kind in ("units", "positions", "tasks", "finished", "driving", "pairings"):
                if kind in self._kinds(vendor):
                    await self._kinds(vendor)[kind]()
        self.said.clear()

    def _kinds(self, vendor):
        return self._pollers[vendor].kinds()

    def ways(self, vendor, name):
        """Functions that ask: by the operation's name as the command `call` does, and as the desk does of itself."""
        client, given = self.clients[vendor], self.given[vendor, name]
        ways = [lambda: client.call(name, given)]
        ways += [self._poll(vendor, kind) for kind in KINDS.get((vendor, name), ())] * 3
        ways += [self._upload] * (name == "files.upload")
        return ways + WAYS.get((vendor, name), lambda _: [])(client)

    def _poll(self, vendor, kind):
        async def poll():
            if vendor == "vezma":
                self.clients[vendor].trips.forget_names()
            await self._kinds(vendor)[kind]()

        return poll

    async def _upload(self):
        copy = Outgoing(self._file, DOCUMENT.sha256)
        try:
            return await self.clients["metrotec"].documents.file(1, DOCUMENT, "a.png", copy)
        finally:
            copy.close()

    def rows(self):
        """Everything that a read may change."""
        fleet = {key: replace(seen) for key, seen in self.store.fleet.items()}
        return fleet, dict(self.store.tasks), self._kept.execute(KEPT).fetchall()

    def dropped(self):
        """How many rows could not be read until now."""
        return sum(each.dropped for each in self.clients.values())

    def lost(self, before):
        """What is not there any more; to be asked where rows could not be read, which may be these."""
        now = self.rows()
        fleet, tasks = ({*was} - {*now[part]} for part, was in enumerate(before[:2]))
        kept = {key for key, _ in before[2]} - {key for key, _ in now[2]}
        gone = sorted({*fleet, *tasks, *kept})
        return [f"rows went though some could not be read: {', '.join(gone[:3])}"] if gone else []

    def unpause(self):
        """What one answer wanted for an hour would end the trial."""
        self._skipped_s += LONGEST_PAUSE_S

    async def close(self):
        for each in self.clients.values():
            await each.close()
        await self._background.close()
        self._kept.close()
        self.cache.close()


FIELDS = {"unit": "U", "order_ref": "R", "lat": 59.4, "lon": 24.7, "start_at": NOW, "stop_at": NOW}
PNG = b"\x89PNG\r\n\x1a\n"
DOCUMENT = Upload(hashlib.sha256(PNG).hexdigest(), len(PNG), "image/png", "a.png", DocumentType.CMR)
KEPT = " UNION ALL ".join(f"SELECT key, body FROM {each}" for each in ("unit", "position", "task"))
WAYS = {
    ("metrotec", "auth.login"): lambda client: [client.sign_in, lambda: client.call("auth.login")],
    ("metrotec", "tasks.list"): lambda client: [
        lambda: client.tasks.listing(everything=True),
        lambda: client.tasks.find(1),
        lambda: client.tasks.with_refs(["x"]),
        lambda: client.tasks.with_refs(["x", "y"]),
    ],
    ("metrotec", "tasks.create"): lambda client: [lambda: client.tasks.create(FIELDS)],
    ("metrotec", "tasks.update"): lambda client: [lambda: client.tasks.update(1, FIELDS)],
    ("metrotec", "positions.list"): lambda client: [client.positions],
    ("metrotec", "vehicles.in_area"): lambda client: [lambda: client.area.units_in(SQUARE)],
    ("metrotec", "files.list"): lambda client: [lambda: client.documents.of_task(1), client.documents.everywhere],
    ("metrotec", "files.set_type"): lambda client: [lambda: client.documents.set_type(1, DocumentType.CMR)],
    ("metrotec", "tacho.vehicles"): lambda client: [client.tachograph.driving],
    ("vezma", "version"): lambda client: [client.sign_in],
    ("vezma", "users.list"): lambda client: [client.units],
    ("vezma", "trips.list"): lambda client: [client.trips.pairings],
}
