"""What an import is judged against: the fleet, its whereabouts, and the tasks that are there already."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import Bounds, bounds_of
from fleetdesk.domain.invisible_characters import seen
from fleetdesk.domain.task_fields import Fields, fields_of
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """The state of one account; `units` maps plain words for a vehicle to its id, or to None where two share them.

    `known` holds the fields of every task by its order reference, those that wait to be sent among them. `places` are
    those found for addresses of the table.
    """

    account: str
    zone: ZoneInfo
    units: Mapping[str, str | None]
    known: Mapping[str, Fields] = field(default_factory=dict)
    bounds: Bounds | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)


LONGEST = 1000
"""More letters than this are no plate and no name."""


def plain_unit(words: str) -> str:
    """Return a plate, id or name without case, spaces and hyphens."""
    return re.sub(r"[\s\-‐‑–—_.]", "", unicodedata.normalize("NFKC", seen(words)).casefold())


def unit_words(units: Iterable[Unit]) -> dict[str, str | None]:
    """Map plain words to the id of each vehicle. Its id goes before any plate, a plate before any name."""
    vehicles = [unit for unit in units if unit.kind is UnitKind.VEHICLE]
    found: dict[str, str | None] = {}
    for part in ("name", "plate", "id"):
        found.update(_words(vehicles, part))
    return found


def _words(vehicles: Iterable[Unit], part: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for unit in vehicles:
        said = getattr(unit, part) or ""
        for word in {plain_unit(said[:LONGEST]), plain_unit(readable(said))} - {""}:
            found[word] = None if found.get(word, unit.id) != unit.id else unit.id
    return found


def unit_called(name: str, units: Mapping[str, str | None], account: str, said: str) -> str:
    """Return the id of a vehicle by its id, plate or name; UsageError that quotes `said` where that is not one."""
    word = plain_unit(name)
    if word not in units:
        raise UsageError(
            _("{account} has no vehicle “{name}”. Write its plate as in the vehicle list.").format(
                account=account, name=readable(said, 40)
            )
        )
    found = units[word]
    if found is None:
        raise UsageError(_("Two vehicles are called “{name}”. Write the plate.").format(name=readable(said, 40)))
    return found


def known_tasks(tasks: Iterable[Task]) -> dict[str, Fields]:
    """Return the fields of tasks by their order reference."""
    return {task.order_ref.strip(): fields_of(task) for task in tasks if task.order_ref and task.order_ref.strip()}


def reference_data(
    account: str,
    zone: ZoneInfo,
    units: Iterable[Unit],
    tasks: Iterable[Task],
    positions: Iterable[Position] = (),
    waiting: Mapping[str, Fields] | None = None,
    now: datetime | None = None,
) -> ReferenceData:
    """Return the reference data of an account; `waiting` are the fields of unsent tasks, by order reference."""
    bounds = bounds_of((each.lat, each.lon) for each in positions)
    known = {**known_tasks(tasks), **(waiting or {})}
    return ReferenceData(account, zone, unit_words(units), known, bounds, now or datetime.now(UTC))
