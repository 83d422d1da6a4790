"""The columns of two reports compared, and what a file of them holds."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.reports import Difference, VisitSum
from fleetdesk.ui.reports.columns import length
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of
from fleetdesk.ui.widgets.rows import Column

BEFORE, CHANGE = "_before", "_change"
"""How the columns of the figure before, and of its change, are keyed."""
Role = Qt.ItemDataRole
Labels = Callable[[str], str]
Of = Callable[[Difference], float | None]


class DifferenceColumns:
    """The columns of two reports compared; `label_of` gives what a vehicle is called by its key."""

    def __init__(self, label_of: Labels) -> None:
        self._label_of = label_of
        self.account = ""

    def columns(self) -> list[Column[Difference]]:
        """Return the columns: each figure of this report, of the one before, and how it has changed."""
        return [
            self._words("place", pgettext("column", "Place"), lambda row: row.place, 150),
            self._words("vehicle", pgettext("column", "Vehicle"), self.label, 100),
            *self._figure("visits", pgettext("column", "Visits"), lambda told: told.visits, _count),
            *self._figure("stay", pgettext("column", "Stay"), lambda told: told.stay_s, length),
            *self._figure("engine", pgettext("column", "Engine"), lambda told: told.engine_s, length, hidden=True),
            *self._figure("km", pgettext("column", "km"), lambda told: told.distance_km, _km),
        ]

    def exports(self) -> Exports[Difference]:
        """Return what a file of them holds: hours as numbers."""
        instead = {}
        figures: tuple[tuple[str, str, Callable[[VisitSum], float | None]], ...] = (
            ("stay", pgettext("column", "Stay, hours"), lambda told: told.stay_s),
            ("engine", pgettext("column", "Engine, hours"), lambda told: told.engine_s),
        )
        for key, title, of in figures:
            for suffix, words, value in _three(title, of):
                instead[key + suffix] = (ExportColumn(words, _in_hours(value)),)
        return Exports(instead=instead)

    def label(self, row: Difference) -> str:
        """Return what the vehicle of a row is called."""
        return self._label_of(unit_key(self.account, row.unit)) if row.unit else ""

    def _words(self, key: str, title: str, of: Callable[[Difference], str], width: int) -> Column[Difference]:
        return Column(key, title, of, lambda row: formatting.folded(of(row)), width, rank=1, least=110, roles=self._tip)

    def _figure(
        self, key: str, title: str, of: Callable[[VisitSum], float | None], text: Callable[[float | None], str],
        *, hidden: bool = False,
    ) -> list[Column[Difference]]:  # fmt: skip
        made = []
        for suffix, words, value in _three(title, of):
            shown = _signed(text) if suffix == CHANGE else text
            made.append(
                Column(
                    key + suffix,
                    words,
                    _shown(shown, value),
                    _ordered(value),
                    72,
                    number=True,
                    roles=self._tip,
                    value=value,
                    hidden=hidden,
                )
            )
        return made

    def _tip(self, row: Difference, role: int) -> Any:
        if role != Role.ToolTipRole:
            return None
        untold = row.before.untold + row.after.untold
        told = untold_words(untold) if untold else ""
        before = _("Before: {figures}").format(figures=_figures(row.before))
        now = _("In this report: {figures}").format(figures=_figures(row.after))
        return formatting.hover(
            joined([each for each in (row.place, self.label(row), now, before, told) if each], "\n")
        )


def _three(title: str, of: Callable[[VisitSum], float | None]) -> list[tuple[str, str, Of]]:
    """Return how a figure of this report, of the one before and its change are named, and the value of each."""

    def change(row: Difference) -> float | None:
        after, before = of(row.after), of(row.before)
        return None if after is None or before is None else round(after - before, 3)

    return [
        ("", title, lambda row: of(row.after)),
        (BEFORE, _("{figure} before").format(figure=title), lambda row: of(row.before)),
        (CHANGE, _("{figure} ±").format(figure=title), change),
    ]


def _signed(text: Callable[[float | None], str]) -> Callable[[float | None], str]:
    def shown(value: float | None) -> str:
        if not value:
            return text(value)
        return ("+" if value > 0 else "−") + text(abs(value))

    return shown


def _figures(told: VisitSum) -> str:
    visits = ngettext("{count} visit", "{count} visits", told.visits).format(count=grouped(told.visits))
    distance = _("{distance} km").format(distance=_km(told.distance_km)) if told.distance_km is not None else ""
    return joined([each for each in (visits, length(told.stay_s), distance) if each])


def untold_words(count: int) -> str:
    """Say how many rows lack a figure."""
    return ngettext("{count} row lacks a figure", "{count} rows lack a figure", count).format(count=grouped(count))


def _shown(text: Callable[[float | None], str], of: Of) -> Callable[[Difference], str]:
    return lambda row: text(of(row))


def _ordered(of: Of) -> Callable[[Difference], float]:
    return lambda row: float("-inf") if (value := of(row)) is None else value


def _in_hours(of: Of) -> Of:
    return lambda row: hours_of(of(row))


def _count(value: float | None) -> str:
    return formatting.optional(value)


def _km(value: float | None) -> str:
    return formatting.optional(value, 1)
