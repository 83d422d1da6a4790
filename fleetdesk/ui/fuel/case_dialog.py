"""The case of a change of fuel: one page with the level around it and what is known, to print or to copy."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.fuel.case import FuelCase
from fleetdesk.ui.fuel.case_words import facts_of, text_of, title_of
from fleetdesk.ui.fuel.level_chart import LevelChart, mark_of, paint_levels
from fleetdesk.ui.widgets.dialogs import Dialog, column
from fleetdesk.ui.widgets.foreign_text import copy, set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.paper import SMALL, Paper
from fleetdesk.ui.widgets.theme import Tokens

WIDE_PX, CHART_PX = 620, 180
CHART_PART = 0.25  # of the page's height
NOT_A_THEFT = _("A drop is what the level tells. A hose, a heater or a broken sensor make one as well as a thief.")


class CaseDialog(Dialog):
    """Chart "Level around the change"; buttons "Show on the map", "Copy as text", "Print or save as PDF"."""

    place_wanted = Signal(float, float)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None, case: FuelCase, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(parent, _("Fuel case"))
        self.case, self._zone = case, zone
        self.box = column(self, WIDE_PX)
        heading = Paragraph("EmptyTitle", title_of(case), lines=2)
        set_name(heading, _("What happened"))
        self.box.addWidget(heading)
        chart = LevelChart(_("Level around the change"), tokens, zone, CHART_PX)
        chart.show_levels(case.levels, [mark_of(case.event)])
        self.box.addWidget(chart)
        self.box.addLayout(self._facts())
        self.box.addWidget(Paragraph("Dim", NOT_A_THEFT))
        self.box.addLayout(self._buttons())

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(facts_of(self.case, self._zone)):
            value = Paragraph("", words, lines=4)
            set_name(value, name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(Paragraph("Dim", name, lines=1), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnMinimumWidth(0, 150)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        on_map = button(_("Show on the map"))
        on_map.setEnabled(self.case.place is not None)
        on_map.clicked.connect(self._show_place)
        text, paper = button(_("Copy as text")), button(_("Print or save as PDF"))
        text.clicked.connect(lambda: copy(text_of(self.case, self._zone)))
        paper.clicked.connect(self.print_wanted)
        close = button(_("Close"), primary=True)
        close.clicked.connect(self.accept)
        for each in (on_map, text, paper):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show_place(self) -> None:
        if self.case.place is not None:
            self.place_wanted.emit(*self.case.place)


def print_case(case: FuelCase, zone: ZoneInfo, paper: Paper) -> None:
    """Write the page: heading, chart, facts, and what a drop is."""
    paper.heading(title_of(case))
    marks = [mark_of(case.event)]
    paper.drawing(CHART_PART, lambda painter, place: paint_levels(painter, place, case.levels, marks, zone))
    paper.facts(facts_of(case, zone))
    paper.paragraph(NOT_A_THEFT, SMALL)
