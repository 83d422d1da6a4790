"""Everything that one running simulator holds."""

import secrets
import time
from collections import deque

from fleetdesk.simulator.clock import WorldClock
from fleetdesk.simulator.operations import Table
from fleetdesk.simulator.quirks import Quirks
from fleetdesk.simulator.store import Store
from fleetdesk.simulator.world.estonia import ESTONIA
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.live import Live
from fleetdesk.simulator.world.slovakia import SLOVAKIA


class Simulation:
    """Clock, both fleets, the store, the quirks, and who may sign in."""

    def __init__(self, seed: int, vehicles: int, db: str, clock: WorldClock, layout: str = "assumed") -> None:
        self.seed = seed
        self.clock = clock
        self.store = Store(db)
        self.quirks = Quirks()
        self.table = Table(layout)
        self.fleet = Fleet(ESTONIA, seed, vehicles)
        self.live = Live(self.fleet)
        self.people = Fleet(SLOVAKIA, seed, max(5, vehicles // 10))
        self.username = "dispatcher"
        self.password = "fleetdesk-demo"
        self.token = self.store.setting("token", "SIM" + secrets.token_hex(16).upper())
        self.api_key = self.store.setting("api_key", "KEY" + secrets.token_hex(20))
        self.logins = 0
        self.vezma_times: deque[float] = deque()
        self.vezma_refused: deque[float] = deque()
        self.blacklisted = False

    def sign_in(self, username: str) -> tuple[str, int]:
        """Return a new token and its `expires`, by the world's clock and in the unit that the quirks ask for."""
        jwt = ".".join(secrets.token_urlsafe(n) for n in (18, 48, 32))
        until = time.time() + self.quirks.token_life
        self.store.add_token(jwt, until, username)
        self.logins += 1
        # A token lives in real time, so that moving the world's clock signs nobody out.
        shown = self.clock.now() + self.quirks.token_life
        readings = {"milliseconds": shown * 1000, "lifetime": self.quirks.token_life, "zero": 0}
        return jwt, int(readings.get(self.quirks.expires, shown))

    def user_of(self, jwt: str) -> str | None:
        """Return whose token that is while it is good; the API key is good for ever."""
        if secrets.compare_digest(jwt.encode(), self.api_key.encode()):
            return self.username
        found = self.store.token(jwt)
        return found[1] if found and found[0] > time.time() else None

    def set_hostile(self, on: bool) -> None:
        """Switch the rows that are wrong on purpose."""
        self.live.hostile = on
        self.live.forget()
