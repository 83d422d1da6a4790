"""How what a driver does is shown, and how the driving rules are said: once for list, strip and file."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.drivers import ACTIVITY_WORDS
from fleetdesk.domain.driving_rules.counts import LONG_DAY_S, LONG_DAYS, Count, Counts
from fleetdesk.domain.driving_rules.stretches import Doing
from fleetdesk.domain.statuses import HOLLOW, Colour

NOTICE = _(
    "For information only, and no legal record: what the tachograph sent, by the simple case of Regulation (EC) "
    "561/2006, with weeks of the company's clock. What is not known is told to be unknown, and counts as neither "
    "driving nor rest."
)


@dataclass(frozen=True, slots=True)
class DoingAppearance:
    """The dot of an activity, its colour, how tall it is on the strip from 0 to 1, and its word."""

    mark: str
    colour: Colour
    tall: float
    word: str


DOINGS: Mapping[Doing, DoingAppearance] = {
    Doing.DRIVE: DoingAppearance("▸", Colour.MOVING, 1.0, ACTIVITY_WORDS["drive"]),
    Doing.WORK: DoingAppearance("+", Colour.PROGRESS, 0.75, ACTIVITY_WORDS["work"]),
    Doing.AVAILABLE: DoingAppearance("!", Colour.IDLING, 0.55, ACTIVITY_WORDS["available"]),
    Doing.REST: DoingAppearance("–", Colour.SILENT, 0.35, ACTIVITY_WORDS["rest"]),
    Doing.UNKNOWN: DoingAppearance(HOLLOW, Colour.STOPPED, 0.12, ACTIVITY_WORDS["unknown"]),
}
UNBROKEN, DAY = pgettext("driving rule", "Without a break"), pgettext("driving rule", "Day")
WEEK, FORTNIGHT = pgettext("driving rule", "Week"), pgettext("driving rule", "Two weeks")

RULES = (UNBROKEN, DAY, WEEK, FORTNIGHT)


def hours_words(seconds: float) -> str:
    """Return seconds as hours and minutes: 4:30. What is left is never rounded up, so minutes are cut."""
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def count_words(count: Count) -> str:
    """Return what was driven of what is allowed, and what is left: "3:10 of 4:30, 1:20 left"."""
    driven_s = ceil(count.driven_s / 60) * 60  # as what is left is cut to minutes
    told = {"driven": hours_words(driven_s), "limit": hours_words(count.limit_s)}
    if count.is_over:
        return _("{driven} of {limit}: {over} too long").format(
            **told, over=hours_words(count.driven_s - count.limit_s)
        )
    if count.left_s is None:
        return _("at least {driven} of {limit}, the rest is unknown").format(**told)
    return _("{driven} of {limit}, {left} left").format(**told, left=hours_words(count.left_s))


def long_days_words(found: Counts) -> str:
    """Return how many days of more than 9 hours the week had before this one."""
    if found.day.limit_s < LONG_DAY_S and found.long_days < LONG_DAYS:
        return _("whether it may be a day of 10 h is unknown")
    return _("{used} of {most} days of 10 h used").format(used=found.long_days, most=LONG_DAYS)


def rule_words(found: Counts | None) -> list[tuple[str, str, bool]]:
    """Return each rule: its name, what was used and is left, and whether it is broken; unknown where nothing is."""
    if found is None:
        return [(name, pgettext("figure", "unknown"), False) for name in RULES]
    rules = (found.unbroken, found.day, found.week, found.fortnight)
    told = [(name, count_words(count), count.is_over) for name, count in zip(RULES, rules, strict=True)]
    told[1] = (DAY, joined((told[1][1], long_days_words(found)), " · "), told[1][2])
    return told
