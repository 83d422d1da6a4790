"""The columns of the vehicle list."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.drivers import minutes_to_rest, rest_soon_words
from fleetdesk.domain.motion import State
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.reading_words import cargo_text, fuel_text, state_hover
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.breach_words import appearance_of, breach_mark, breach_sentences
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import unit_icon
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
CHECK = _("Check the coordinates: far from the rest of the fleet.")


def columns(store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo, whereabouts: Whereabouts) -> list[Column[Seen]]:
    """Return the columns: state, plate, name, driver, speed, driving time left, age; the others are hidden at first."""
    look = _Look(tokens, zone, whereabouts)
    return [*_who_it_is(look), *_what_it_does(look, store), *_hidden_at_first(look)]


def _who_it_is(look: "_Look") -> list[Column[Seen]]:
    return [
        Column(
            "state",
            "",
            lambda seen: seen.motion.reason,
            lambda seen: seen.motion.state.value,
            26,
            roles=look.sign,
            hint=_("State: arrow moving, circle idling, square stopped, ring silent"),
        ),
        Column(
            "plate",
            pgettext("column", "Plate"),
            lambda seen: seen.label,
            lambda seen: formatting.folded(seen.label),
            104,
            roles=look.bold,
            rank=1,
            least=92,
            stays=True,
        ),
        Column(
            "name",
            pgettext("column", "Name"),
            name_of,
            lambda seen: formatting.folded(name_of(seen)),
            110,
            roles=look.cargo,
            rank=2,
            least=64,
        ),
        Column(
            "driver",
            pgettext("column", "Driver"),
            driver_of,
            lambda seen: formatting.folded(driver_of(seen)),
            84,
            roles=look.plain,
            rank=3,
            least=66,
        ),
    ]


def _what_it_does(look: "_Look", store: Store) -> list[Column[Seen]]:
    return [
        Column("speed", pgettext("column", "km/h"), speed_of, speed_kmh, 46, number=True, roles=look.plain),
        Column(
            "left",
            pgettext("column", "Left"),
            left_of,
            minutes_left,
            60,
            number=True,
            roles=look.left,
            hint=_("Driving time left until the daily rest, as the tachograph says. For information only."),
        ),
        Column(
            "age",
            pgettext("column", "Age"),
            lambda seen: age_of(seen, store),
            lambda seen: -_heard(seen),
            58,
            number=True,
            roles=look.age,
            hint=_("How long ago the last message came"),
        ),
    ]


def _hidden_at_first(look: "_Look") -> list[Column[Seen]]:
    return [
        Column(
            "where",
            pgettext("column", "Where"),
            lambda seen: look.whereabouts.of(seen.position),
            _from_north,
            170,
            roles=look.plain,
            hidden=True,
            rank=4,
            least=110,
            hint=_("Where it is by its street and the towns around it, from north to south"),
            ready=look.look_up,
        ),
        Column(
            "group",
            pgettext("column", "Group"),
            lambda seen: seen.unit.group or seen.unit.category or "",
            lambda seen: formatting.folded(seen.unit.group or seen.unit.category or ""),
            90,
            roles=look.dim,
            hidden=True,
            stays=True,
        ),
        Column(
            "fuel",
            pgettext("column", "Fuel"),
            fuel_text,
            lambda seen: -1.0 if seen.fuel_l is None else seen.fuel_l,
            70,
            number=True,
            roles=look.dim,
            hint=_("What is in the tank, where the vendor counts it"),
            hidden=True,
        ),
        Column(
            "cargo",
            pgettext("column", "Cargo"),
            cargo_text,
            lambda seen: next((each for each in seen.temperatures if each is not None), float("-inf")),
            90,
            number=True,
            roles=look.cargo,
            hint=_("Temperatures of the cargo, where there are sensors"),
            hidden=True,
        ),
        Column(
            "account",
            pgettext("column", "Account"),
            lambda seen: seen.unit.account,
            lambda seen: seen.unit.account,
            80,
            roles=look.dim,
            hidden=True,
            stays=True,
        ),
    ]


def name_of(seen: Seen) -> str:
    """Return the unit's own name, for a person the vehicle of the open trip; before it what is wrong."""
    name = (seen.vehicle if seen.unit.kind is UnitKind.PERSON else seen.unit.name) or ""
    warning = _("no position") if not seen.placed else _("check coordinates") if seen.suspect else ""
    return " · ".join(part for part in (breach_mark(seen.breaches), warning, name) if part)


def driver_of(seen: Seen) -> str:
    """Return the driver now, the first name as an initial; empty without one."""
    parts = readable(seen.driver or "").split()
    return f"{parts[0][0]}. {' '.join(parts[1:]).title()}" if len(parts) > 1 else "".join(parts)


def speed_kmh(seen: Seen) -> float:
    """Return the speed that was told last, 0 where none was, -1 of a unit without a position."""
    return seen.position.speed_kmh or 0.0 if seen.position else -1.0


def speed_of(seen: Seen) -> str:
    """Return the speed in km/h while the unit moves; empty while it stands."""
    return number(speed_kmh(seen)) if seen.motion.state is State.MOVING else ""


def minutes_left(seen: Seen) -> int:
    """Return the minutes until the daily rest, a million where they are not known."""
    left = seen.driving.until_daily_rest_min if seen.driving else None
    return 10**6 if left is None else left


def left_of(seen: Seen) -> str:
    """Return the hours and minutes until the daily rest; empty where they are unknown."""
    return formatting.hours(seen.driving.until_daily_rest_min) if seen.driving else ""


def _heard(seen: Seen) -> float:
    heard = seen.position.seen_at if seen.position else None
    return heard.timestamp() if heard else 0.0


def age_of(seen: Seen, store: Store) -> str:
    """Return the age of the last message by the clock, not by the last poll; "never" in words without one."""
    heard = seen.position.seen_at if seen.position else None
    return formatting.age(max(store.now() - heard, _ZERO)) if heard else pgettext("heard", "never")


_ZERO = timedelta()


class _Look:
    """What the columns answer for colours, fonts and pictures."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, whereabouts: Whereabouts) -> None:
        self._tokens, self._zone, self.whereabouts = tokens, zone, whereabouts
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    async def look_up(self, shown: Sequence[Seen]) -> None:
        """Have the addresses and streets known where some units are."""
        await self.whereabouts.look_up(seen.position for seen in shown)

    def sign(self, seen: Seen, role: int) -> Any:
        """Return for a role the icon of the state, or the tooltip with its reason."""
        if role == Role.DecorationRole:
            heading = seen.position.heading_deg if seen.position else None
            return unit_icon(seen.motion.state, heading, seen.motion.fade, self._tokens())
        return formatting.hover(state_hover(seen)) if role == Role.ToolTipRole else None

    def bold(self, seen: Seen, role: int) -> Any:
        """Return for a role the bold font of the plate, or what plain() returns."""
        if role == Role.FontRole:
            return self._bold
        return self.plain(seen, role)

    def plain(self, seen: Seen, role: int) -> Any:
        """Return for a role the tooltip with what is known of the unit, or a dim colour for a faded one."""
        if role == Role.ToolTipRole:
            return formatting.hover(_told(seen, self.whereabouts.of(seen.position)))
        if role == Role.ForegroundRole and seen.motion.fade == 3:
            return QColor(self._tokens().dim)
        return None

    def cargo(self, seen: Seen, role: int) -> Any:
        """Return for a role the colour of a temperature outside its limits, or what plain() returns."""
        if role == Role.ForegroundRole and (found := seen.breaches):
            return QColor(self._tokens().of(appearance_of(found[0]).colour))
        return self.plain(seen, role)

    def dim(self, seen: Seen, role: int) -> Any:
        """Return for a role the dim colour of secondary text."""
        return QColor(self._tokens().dim) if role == Role.ForegroundRole else None

    def age(self, seen: Seen, role: int) -> Any:
        """Return for a role the dim colour, or the tooltip with the times in both zones and the account."""
        if role == Role.ToolTipRole:
            return formatting.hover(formatting.heard(seen.position, self._zone))
        if role == Role.ForegroundRole and seen.lost:
            return QColor(self._tokens().stopped)
        return self.dim(seen, role)

    def left(self, seen: Seen, role: int) -> Any:
        """Return for a role red where the daily rest is near, and its words as the tooltip."""
        rest = minutes_to_rest(seen.driving)
        if role == Role.ForegroundRole and rest is not None:
            return QColor(self._tokens().stopped)
        return formatting.hover(rest_soon_words(rest)) if role == Role.ToolTipRole and rest is not None else None


def _told(seen: Seen, where: str) -> str:
    told = f"{readable(seen.label, NAME)} {readable(name_of(seen), NAME)}: {seen.motion.reason}."
    rest = rest_soon_words(minutes_to_rest(seen.driving))
    cargo = breach_sentences(seen.breaches)
    return together(
        told, cargo, f"{rest}." if rest else "", CHECK if seen.suspect else where and f"{where[:1].upper()}{where[1:]}."
    )


def _from_north(seen: Seen) -> float:
    lat = seen.position.lat if seen.position else None
    return 91.0 if lat is None else -lat
