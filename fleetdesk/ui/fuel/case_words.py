"""What is known of a change of fuel, in words: the same on the screen, on paper and on the clipboard."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.fuel.case import FuelCase
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.replay import NEAR_M
from fleetdesk.ui.fuel.columns import CHANGES
from fleetdesk.ui.fuel.rows import price_words, signed, where, who_knows
from fleetdesk.ui.widgets import formatting

UNKNOWN = pgettext("fuel case", "unknown")
Facts = Sequence[tuple[str, str]]


def title_of(case: FuelCase) -> str:
    """Return what happened to whom: "Drop −38 l · 242KDN"."""
    return joined((f"{CHANGES[case.event.change]} {signed(case.event)}", case.label), " · ")


def facts_of(case: FuelCase, zone: ZoneInfo) -> Facts:
    """Return what is known, each with its name; times in the company's zone and in UTC."""
    event = case.event
    facts = [
        (_("From"), formatting.both_clocks(event.begins, zone)),
        (_("To"), formatting.both_clocks(event.ends, zone)),
        (_("Who knows of it"), who_knows(event)),
        (_("Level"), _level(case)),
        (_("Price"), price_words(event)),
        (_("Vehicle"), _motion(case)),
        (_("Ignition"), _ignition(case)),
        (_("It stood"), _stand(case, zone)),
        (_("Place"), "" if case.place is None else f"{case.place[0]:.5f}, {case.place[1]:.5f}"),
        (_("Address of the vendor"), where(event)),
        (_("Nearest known place"), _nearest(case)),
        (_("Driver"), case.driver or UNKNOWN),
        (_("Beside it"), _beside(case)),
    ]
    return [(name, words) for name, words in facts if words]


def text_of(case: FuelCase, zone: ZoneInfo) -> str:
    """Return the case as lines of text."""
    return "\n".join((title_of(case), *(f"{name}: {words}" for name, words in facts_of(case, zone))))


def _level(case: FuelCase) -> str:
    level = case.event.level
    if level is None:
        return ""
    return _("{before} l before, {after} l after").format(before=number(level.before_l), after=number(level.after_l))


def _motion(case: FuelCase) -> str:
    if case.drove is None:
        return UNKNOWN
    return pgettext("fuel case", "driving") if case.drove else pgettext("fuel case", "standing")


def _ignition(case: FuelCase) -> str:
    if case.ignition is None:
        return UNKNOWN
    return pgettext("ignition", "on for a part of the time") if case.ignition else pgettext("ignition", "off")


def _stand(case: FuelCase, zone: ZoneInfo) -> str:
    if case.stand is None:
        return ""
    begins, ends = map(moment, case.stand)
    span = formatting.hours(round((ends - begins).total_seconds() / 60))
    return _("{span} hours, from {begins} to {ends}").format(
        span=span, begins=formatting.clock(begins, zone), ends=formatting.clock(ends, zone)
    )


def _nearest(case: FuelCase) -> str:
    if case.place is None:
        return UNKNOWN
    if case.nearest is None:
        return _("none within 1 km")
    label, metres = case.nearest
    return _("{place}, {metres} m away").format(place=label, metres=number(metres))


def _beside(case: FuelCase) -> str:
    """Return who else was near, and of how many of the others this computer knows where they were."""
    if case.place is None or not case.known_of:
        return _("unknown: no track of another vehicle at that time is on this computer")
    named = joined(
        (_("{vehicle} ({metres} m)").format(vehicle=each.label, metres=number(each.metres)) for each in case.beside),
        ", ",
    ) or _("nobody within {metres} m").format(metres=number(NEAR_M))
    known = ngettext(
        "known of {known} of {count} other vehicle", "known of {known} of {count} other vehicles", case.fleet
    ).format(known=number(case.known_of), count=number(case.fleet))
    return f"{named} ({known})"
