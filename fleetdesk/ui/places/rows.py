"""The rows of the places dock: what the vendors list of places, and who is there now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.located import place_of
from fleetdesk.domain.outbox import Op, state_words
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.domain.units_within import units_within
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.named_places import Named

PURPOSES = {
    "poi": pgettext("kind of place", "Point of interest"),
    "customer": pgettext("kind of place", "Customer"),
    "wifi_router": pgettext("kind of place", "Wi-Fi router"),
    "bluetooth_beacon": pgettext("kind of place", "Bluetooth beacon"),
}
GEOZONE, VISITED = pgettext("kind of place", "Geozone"), pgettext("kind of place", "Visited place")
MOST_NAMED = 10
"""So many of those who are at a place are told by name."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place; `here` are the labels of who is there now, None where the vendor tells no radius.

    `tied` are the ids of the vehicles of which a geozone tells; `op` is the write that makes the place, where it waits.
    """

    key: str
    kind: str
    name: str
    account: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    comment: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    here: tuple[str, ...] | None = None
    tied: tuple[str, ...] = ()
    op: Op | None = None
    place: Named | None = None

    @property
    def state(self) -> str:
        """Return where the write stands that makes the place; empty for one that the vendor lists."""
        return state_words(self.op) if self.op is not None else ""


def place_rows(places: Iterable[Named]) -> dict[str, PlaceRow]:
    """Return a row of each place, by its key."""
    rows = (_row(each, number) for number, each in enumerate(places))
    return {row.key: row for row in rows}


def waiting_rows(waiting: Iterable[tuple[Op, Named]]) -> dict[str, PlaceRow]:
    """Return a row of each place that is still to be made, by its key."""
    rows = (replace(_row(place, op.id), key=f"{op.account}/waiting/{op.id}", op=op) for op, place in waiting)
    return {row.key: row for row in rows}


def _row(each: Named, number: int) -> PlaceRow:
    key = f"{each.account}/{type(each).__name__}/{number if each.id is None else each.id}"
    common = PlaceRow(key, "", each.name or "", each.account, place=each)
    common = replace(common, lat=each.lat, lon=each.lon, radius_m=each.radius_m)
    if isinstance(each, Poi):
        kind = PURPOSES.get(each.purpose, _("Unknown kind"))
        return replace(
            common,
            kind=kind,
            address=each.address or "",
            contact=each.contact or "",
            phone=each.phone or "",
            comment=each.comment or "",
        )
    if isinstance(each, Place):
        return replace(common, kind=VISITED, address=each.address or "")
    return replace(common, kind=GEOZONE, tied=each.units)


def with_who_is_here(rows: Mapping[str, PlaceRow], fleet: Sequence[Seen]) -> dict[str, PlaceRow]:
    """Return the rows with who is there; some thousand places take some tenths of a second."""
    placed = [(seen.label, place) for seen in fleet if (place := place_of(seen.position)) is not None]
    round_ = {key: row for key, row in rows.items() if row.radius_m and place_of(row) is not None}
    asked = [(row.lat or 0.0, row.lon or 0.0, row.radius_m or 0.0) for row in round_.values()]
    found = units_within(asked, [place for _label, place in placed])
    here = {key: tuple(placed[each][0] for each in units) for key, units in zip(round_, found, strict=True)}
    return {key: replace(row, here=here.get(key)) for key, row in rows.items()}


def tied_words(row: PlaceRow) -> str:
    """Return how many vehicles a geozone tells of; empty for another place."""
    return str(len(row.tied)) if isinstance(row.place, Geozone) else ""


def here_words(row: PlaceRow) -> str:
    """Return who is at a place by name, the first of many."""
    if not row.here:
        return ""
    more = len(row.here) - MOST_NAMED
    named = ", ".join(row.here[:MOST_NAMED])
    return _("{names} and {count} more").format(names=named, count=more) if more > 0 else named
