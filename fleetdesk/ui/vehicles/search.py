"""What a search in the vehicle list understands."""

import operator
import re
from collections.abc import Callable, Sequence

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import VEHICLES
from fleetdesk.domain.units import Unit
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicles.columns import minutes_left, speed_kmh
from fleetdesk.ui.widgets.breach_words import breach_mark
from fleetdesk.ui.widgets.rows import SEARCHED

Check = Callable[[Seen], bool]
_TERM = re.compile(r"(\w+)(<=|>=|<|>|=|:)(\S+)$")
_COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq}
_MEASURES: dict[str, Callable[[Seen], float]] = {"speed": speed_kmh, "left": minutes_left}
_STATES = {state: f"{state.value} {VEHICLES[state].word}".casefold() for state in State}
KEPT = 2**16
"""So many units' names are kept in lower case; each letter of a search looks through those of the whole fleet."""
_kept: dict[str, tuple[Unit, str | None, str | None, str]] = {}
"""By the vendor's id: unit, driver and vehicle that they were made of, and the names. One entry a unit, however often
a server gives it another name.
"""


def search(text: str) -> Check:
    """Return the filter for all words in plate, name, driver, group or account; speed>80 and left<60 compare."""
    return all_of([_check(word) for word in text.casefold().split()])


def all_of(checks: Sequence[Check]) -> Check:
    """Return the filter that leaves what each of these leaves."""
    return checks[0] if len(checks) == 1 else lambda seen: all(check(seen) for check in checks)


def _check(word: str) -> Check:
    found = _TERM.match(word)
    measure = _MEASURES.get(found[1]) if found else None
    if found and measure and found[2] in _COMPARE and found[3].replace(".", "", 1).isdigit():
        compare, limit = _COMPARE[found[2]], float(found[3])
        return lambda seen: compare(measure(seen), limit)
    states = frozenset(state for state, words in _STATES.items() if word in words)
    return lambda seen: word in _names_of(seen) or seen.motion.state in states or word in _breaches(seen)


def haystack(seen: Seen) -> str:
    """Return all texts of a unit that a search looks through, in lower case."""
    return f"{_names_of(seen)} {_STATES[seen.motion.state]} {_breaches(seen)}"


def _names_of(seen: Seen) -> str:
    """Return the names of a unit in lower case, kept until one of them is another."""
    unit, driver, vehicle = seen.unit, seen.driver, seen.vehicle
    kept = _kept.get(unit.id)
    if kept is not None and kept[0] is unit and kept[1] == driver and kept[2] == vehicle:
        return kept[3]
    if len(_kept) >= KEPT:
        _kept.clear()
    names = unit.plate, unit.name, unit.id, driver, vehicle, unit.group, unit.category, unit.account
    made = " ".join(each[:SEARCHED] for each in names if each).casefold()
    _kept[unit.id] = unit, driver, vehicle, made
    return made


def _breaches(seen: Seen) -> str:
    return breach_mark(seen.breaches).casefold() if seen.unit.temperature_limits else ""
