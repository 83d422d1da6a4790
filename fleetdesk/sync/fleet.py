"""What the desk knows of one unit, and the change that one answer of a server makes. No Qt."""

from dataclasses import dataclass
from datetime import datetime

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.keys import UnitKey
from fleetdesk.domain.located import place_of
from fleetdesk.domain.motion import FUTURE_TOLERANCE, UNHEARD, Motion, judge, last_known
from fleetdesk.domain.readings import fuel_l, sensors_heard, temperatures
from fleetdesk.domain.temperature_limits import Breach, breaches
from fleetdesk.domain.units import Position, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Delta:
    """The keys that changed and the keys that are gone; `only_moved` says that names are as they were."""

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    only_moved: bool = False


@dataclass(slots=True)
class Seen:
    """One unit on the desk. Changed only by the store."""

    unit: Unit
    position: Position | None = None
    motion: Motion = UNHEARD
    driving: TachoState | None = None
    vehicle: str | None = None
    suspect: bool = False
    lost: bool = False  # its account sends no positions any more
    vehicle_since: datetime | None = None  # when the trip with the vehicle began
    sensors: frozenset[int] = frozenset()  # the temperature sensors that have shown other than 0 on this desk

    @property
    def key(self) -> UnitKey:
        """Return the text that names the unit across all accounts."""
        return self.unit.key

    @property
    def label(self) -> str:
        """Return the short name that a dispatcher says: plate, else name, else id."""
        return self.unit.plate or self.unit.name or self.unit.id

    @property
    def placed(self) -> bool:
        """Return whether it can be drawn."""
        return place_of(self.position) is not None

    @property
    def driver(self) -> str | None:
        """Return who drives it now, as the tachograph says."""
        return self.driving.driver_name if self.driving else None

    @property
    def temperatures(self) -> tuple[float | None, ...]:
        """Return the temperatures of the cargo in °C, the first sensor's first; None where there is no sensor."""
        return temperatures(self.position, self.known_sensors)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Return the temperatures of the cargo that are outside their limits."""
        limits = self.unit.temperature_limits
        return breaches(self.temperatures, limits) if limits else ()

    @property
    def known_sensors(self) -> frozenset[int]:
        """Return the numbers (from 1) of the temperature sensors that it has shown or its vendor tells of."""
        return self.sensors.union(self.unit.temperature_sensors)

    @property
    def fuel_l(self) -> float | None:
        """Return the litres in its tank; None where they are not known."""
        return fuel_l(self.position, self.unit)

    def update(self, position: Position, now: datetime) -> bool:
        """Take a newer position over; one older than what is known changes nothing."""
        known = self.position
        # Most that come are new; comparing the time first costs a tenth of comparing all.
        if known is not None and (
            (position.received_at == known.received_at and position == known) or _older(position, known, now)
        ):
            return False
        self.position = position
        if known is None or position.temperatures != known.temperatures:
            self.sensors |= sensors_heard(position)
        self.motion = self._judged(now)
        return True

    def judge(self, now: datetime) -> bool:
        """Judge the state anew; return whether its icon changes."""
        before, self.motion = self.motion, self._judged(now)
        return before.state is not self.motion.state or before.fade != self.motion.fade

    def _judged(self, now: datetime) -> Motion:
        motion = judge(self.position, now)
        return last_known(motion) if self.lost else motion


def _older(new: Position, known: Position, now: datetime) -> bool:
    """Return whether a position is older than the one known; a known time in the future counts for nothing."""
    if known.fixed_at is None or new.fixed_at is None:
        return False
    return new.fixed_at < known.fixed_at <= now + FUTURE_TOLERANCE


def placeholder(position: Position) -> Unit:
    """Make a unit for a position that came before its name."""
    plate = position.unit if position.unit_kind is UnitKind.VEHICLE else None
    return Unit(position.account, position.unit, plate=plate, kind=position.unit_kind)
