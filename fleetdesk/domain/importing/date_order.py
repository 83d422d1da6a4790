"""Whether the day or the month comes first in the dates of a table: one cell may be read both ways, a column says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fleetdesk.base.translation import _
from fleetdesk.domain.date_words import in_figures

_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d:])", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}([-./])(\d{1,2})\1(\d{1,2})(?!\d)", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}\.\d{2}\.\d{2}", re.ASCII)  # 08.00.00 is a time of day
_MONTH_FIRST = _(
    "Other dates of this table can only be read with the month before the day, so this one is read so too."
)
_YEAR_DAY = _("Other dates of this table can only be read as year, day, month, so this one is read so too.")
_MIXED = _("Some dates of this table have the month before the day and some after it. This one may be read wrongly.")
_OPEN = _("No date of this table tells whether the day or the month comes first. The day is taken to be first.")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the dates are read: the day before the month, and year, month, day, unless said otherwise here."""

    month_first: bool = False
    year_day_month: bool = False
    doubt: str = ""

    def doubt_of(self, cell: str) -> str:
        """Return a doubt about a date, as a sentence; empty for nothing and for a text that holds no date."""
        if not self.doubt or self.doubt != _OPEN:
            return self.doubt if _date(cell) else ""
        found = _DAY_FIRST.match(in_figures(cell))
        return self.doubt if found and found[2] != "." and found[1] != found[3] else ""


USUAL = DateOrder()


def order_of(cells: Iterable[str]) -> DateOrder:
    """Return the order that all these dates can be read in, with a doubt where it is unusual or not told."""
    days, months, open_, turned, straight = False, False, False, False, False
    for cell in cells:
        words = in_figures(cell)
        if _CLOCK.fullmatch(words):
            continue
        if found := _DAY_FIRST.match(words):
            one, other = int(found[1]), int(found[3])
            days, months = days or one > 12 >= other, months or other > 12 >= one
            open_ = open_ or (found[2] != "." and one <= 12 and other <= 12 and one != other)
        elif found := _YEAR_FIRST.match(words):
            one, other = int(found[2]), int(found[3])
            turned, straight = turned or one > 12 >= other, straight or other > 12 >= one
    if (days and months) or (turned and straight):
        return DateOrder(doubt=_MIXED)
    if months or turned:
        return DateOrder(months, turned, _MONTH_FIRST if months else _YEAR_DAY)
    return DateOrder(doubt=_OPEN if open_ and not days else "")


def _date(cell: str) -> bool:
    words = in_figures(cell)
    return not _CLOCK.fullmatch(words) and bool(_DAY_FIRST.match(words) or _YEAR_FIRST.match(words))
