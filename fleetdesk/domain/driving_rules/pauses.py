"""What a rest is by its length: a break, or a daily or weekly rest (Regulation (EC) 561/2006, articles 4, 7 and 8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.driving_rules.stretches import Doing, Stretch

MINUTE, HOUR = 60.0, 3600.0


class PauseKind(StrEnum):
    """What a rest counts as."""

    WEEKLY = "weekly"
    SHORT_WEEKLY = "short weekly"
    DAILY = "daily"
    SHORT_DAILY = "short daily"
    BREAK = "break"
    SECOND_PART = "second part"
    FIRST_PART = "first part"


LEAST_S = {
    PauseKind.WEEKLY: 45 * HOUR,
    PauseKind.SHORT_WEEKLY: 24 * HOUR,
    PauseKind.DAILY: 11 * HOUR,
    PauseKind.SHORT_DAILY: 9 * HOUR,
    PauseKind.BREAK: 45 * MINUTE,
    PauseKind.SECOND_PART: 30 * MINUTE,
    PauseKind.FIRST_PART: 15 * MINUTE,
}
"""How long each is at least, the longest first."""
WORDS = {
    PauseKind.WEEKLY: pgettext("rest", "weekly rest"),
    PauseKind.SHORT_WEEKLY: pgettext("rest", "reduced weekly rest"),
    PauseKind.DAILY: pgettext("rest", "daily rest"),
    PauseKind.SHORT_DAILY: pgettext("rest", "reduced daily rest"),
    PauseKind.BREAK: pgettext("rest", "break"),
    PauseKind.SECOND_PART: pgettext("rest", "second part of a break"),
    PauseKind.FIRST_PART: pgettext("rest", "first part of a break"),
}


def kind_of(seconds: float) -> PauseKind | None:
    """Return what a rest of so many seconds counts as; None for one that counts for nothing."""
    return next((kind for kind, least in LEAST_S.items() if seconds >= least), None)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which somebody rested, or may have: nothing else is known of it."""

    parts: tuple[Stretch, ...]

    @property
    def length_s(self) -> float:
        """Return its length in seconds, with what is unknown."""
        return self.parts[-1].ends - self.parts[0].begins

    @property
    def is_known(self) -> bool:
        """Return whether all of it is a rest."""
        return all(each.doing is Doing.REST for each in self.parts)

    def known_rest(self, least_s: float) -> tuple[bool, bool]:
        """Return whether a rest so long is in it for sure, and whether all after the last such one is known."""
        rests = [each for each in _rests(self.parts) if each.length_s >= least_s]
        if not rests:
            return False, False
        return True, not any(each.doing is Doing.UNKNOWN and each.begins >= rests[-1].ends for each in self.parts)


def _rests(parts: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield rests, those that follow each other in other vehicles as one."""
    since: Stretch | None = None
    for each in (*parts, None):
        if each is not None and each.doing is Doing.REST:
            since = Stretch(since.begins if since else each.begins, each.ends, Doing.REST)
        elif since is not None:
            yield since
            since = None


def rests(covered: Sequence[Stretch]) -> list[tuple[Stretch, PauseKind]]:
    """Return the rests that count for something, with what they count as."""
    found = ((each, kind_of(each.length_s)) for each in _rests(covered))
    return [(each, kind) for each, kind in found if kind is not None]


def with_pauses(covered: Iterable[Stretch]) -> Iterator[Stretch | Pause]:
    """Yield what was done in order of time, with neighbours that are or may be rests as one pause."""
    parts: list[Stretch] = []
    for each in covered:
        if each.doing in (Doing.REST, Doing.UNKNOWN):
            parts.append(each)
            continue
        if parts:
            yield Pause(tuple(parts))
            parts = []
        yield each
    if parts:
        yield Pause(tuple(parts))
