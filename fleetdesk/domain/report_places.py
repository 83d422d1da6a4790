"""Of which one place a report can be ordered alone, and what that is called."""

from collections import Counter
from collections.abc import Iterable

from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.reports import ReportType

WITH_PLACES = frozenset({ReportType.PLACES, ReportType.ZONES})
"""The types whose reports can be of one place or geozone alone."""


def type_of(place: Poi | Geozone) -> ReportType:
    """Return the type of the reports that tell of visits to such a place."""
    return ReportType.ZONES if isinstance(place, Geozone) else ReportType.PLACES


def place_names(places: Iterable[object], account: str, kind: str | None) -> dict[int, str]:
    """Return what each place of an account is called of which a report of this type can be, by its id.

    Several that are called the same have their ids with them.
    """
    known = {
        each.id: _name(each)
        for each in places
        if isinstance(each, Poi | Geozone) and each.id is not None and (each.account, type_of(each)) == (account, kind)
    }
    often = Counter(name.casefold() for name in known.values())
    return {number: f"{name} ({number})" if often[name.casefold()] > 1 else name for number, name in known.items()}


def _name(place: Poi | Geozone) -> str:
    comment = place.comment if isinstance(place, Poi) else None
    return (place.name or "").strip() or (comment or "").strip() or str(place.id)
