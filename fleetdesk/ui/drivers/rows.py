"""The rows of the list of drivers: who drives, what they do now, and how that is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.driver_roster import RosterEntry, Standing
from fleetdesk.domain.drivers import ACTIVITY_WORDS, Booking
from fleetdesk.domain.units import Position
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting

STANDINGS = {
    Standing.DRIVING: pgettext("driver", "in a vehicle"),
    Standing.FREE: pgettext("driver", "in no vehicle"),
    Standing.LEFT: pgettext("driver", "deactivated"),
}
ORDER = tuple(Standing)
PRESENT, ABSENT = pgettext("card", "in"), pgettext("card", "out")


@dataclass(frozen=True, slots=True)
class DriverRow:
    """Somebody who drives, with where they are and what their unit does, as far as that is known."""

    entry: RosterEntry
    name: str
    position: Position | None = None
    motion: str = ""

    @property
    def phone(self) -> str:
        """Return the phone as the vendor wrote it; empty for none."""
        return self.entry.person.phone

    @property
    def account(self) -> str:
        """Return the account that tells of them."""
        return self.entry.person.account


def driver_rows(entries: Mapping[str, RosterEntry], fleet: Mapping[str, Seen]) -> dict[str, DriverRow]:
    """Return a row of each entry, by its key."""
    return {key: _row(entry, fleet.get(entry.unit or "")) for key, entry in entries.items()}


def _row(entry: RosterEntry, seen: Seen | None) -> DriverRow:
    name = entry.person.name or entry.person.id
    shown = name.title() if name.isupper() else name
    return DriverRow(entry, shown) if seen is None else DriverRow(entry, shown, seen.position, seen.motion.reason)


def state_words(row: DriverRow, zone: ZoneInfo) -> str:
    """Return what somebody does now: the tachograph's word and since when, else what their unit does."""
    entry = row.entry
    if entry.standing is Standing.LEFT:
        left = formatting.clock(entry.person.deactivated_at, zone)
        return _("deactivated {time}").format(time=left)
    state = entry.driving
    if state is not None and state.activity != "unknown":
        word = ACTIVITY_WORDS.get(state.activity, state.activity)
        since = _("since {time}").format(time=formatting.clock(state.state_changed_at, zone))
        return joined((word, since if state.state_changed_at else ""), " ")
    return row.motion if entry.standing is Standing.DRIVING else STANDINGS[entry.standing]


def card_words(row: DriverRow) -> str:
    """Return whether the card is in the tachograph; empty where nobody tells."""
    state = row.entry.driving
    if state is None or state.card_present is None:
        return ""
    return PRESENT if state.card_present else ABSENT


def minutes(row: DriverRow, name: str) -> int | None:
    """Return a figure of the tachograph in minutes; None where it is unknown."""
    value = getattr(row.entry.driving, name, None)
    return value if isinstance(value, int) else None


def booking_words(booking: Booking | None, zone: ZoneInfo) -> str:
    """Return a booking in a line: its time, vehicle and purpose; empty for none."""
    if booking is None:
        return ""
    time = formatting.window(booking.started_at, booking.ended_at, zone)
    parts = (time, booking.unit, booking.purpose)
    return joined((readable(each, NAME) for each in parts if each), " · ")
