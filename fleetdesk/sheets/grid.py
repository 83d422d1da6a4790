"""A table on its way out: headings, cells of text, numbers and moments, and the zone that moments are told in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from fleetdesk.domain.local_times import is_doubtful, written

Cell = str | float | int | datetime | None


@dataclass(frozen=True, slots=True)
class Grid:
    """What is written; moments must know their zone. `widths` are in characters, guessed where they are missing."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    zone: ZoneInfo
    widths: Sequence[int] = ()

    def told_headings(self) -> list[str]:
        """Return the headings, with the zone in those of columns that hold moments."""
        timed = {place for row in self.rows for place, cell in enumerate(row) if isinstance(cell, datetime)}
        return [f"{each} ({self.zone.key})" if place in timed else each for place, each in enumerate(self.headings)]

    def clock(self, moment: datetime) -> datetime | str:
        """Return a moment as the zone's clock shows it, without zone; text with the offset where that is twice."""
        if is_doubtful(moment, self.zone):
            return written(moment, self.zone)
        local: tzinfo = self.zone
        return moment.astimezone(UTC).astimezone(local).replace(tzinfo=None, microsecond=0)
