"""Sections of facts below each other, whose values can be selected; it is built anew only where other facts come."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fleetdesk.ui.vehicle_page.page import Section
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Paragraph

NAME_PX, ABOVE_PX, LINES, CHARACTERS = 150, 8, 8, 2_000


class FactSheet(QWidget):
    """A heading over each section, and in it names at the left and what is known at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[tuple[str, str, int], Paragraph] = {}
        """What is shown, by heading, name and row."""
        self._parts: list[Paragraph] = []
        self._below = 0  # the row that takes the room that is left
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, NAME_PX)
        self._grid.setColumnStretch(1, 1)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show facts; where only values changed nothing moves and what is selected stays."""
        facts = {
            (section.heading, name, row): words
            for section in sections
            for row, (name, words) in enumerate(section.facts)
        }
        if list(facts) != list(self.values):
            self._build(sections)
        for key, words in facts.items():
            if self.values[key].text() != words:
                self.values[key].say(words)

    def _build(self, sections: Sequence[Section]) -> None:
        for each in self._parts:
            self._grid.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._parts, self.values = [], {}
        self._grid.setRowStretch(self._below, 0)
        line = 0
        for section in sections:
            heading = Paragraph("PanelName", section.heading, lines=1)
            heading.setContentsMargins(0, ABOVE_PX if line else 0, 0, 0)
            self._place(heading, line, 0, 2)
            for row, (name, _words) in enumerate(section.facts):
                line += 1
                self._add_fact(line, section.heading, name, row)
            line += 1
        self._below = line
        self._grid.setRowStretch(line, 1)

    def _add_fact(self, line: int, heading: str, name: str, row: int) -> None:
        value = Paragraph("", lines=LINES, characters=CHARACTERS)
        set_name(value, f"{heading}: {name}")
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._place(Paragraph("Field", name, lines=2), line, 0, 1)
        self._place(value, line, 1, 1)
        self.values[heading, name, row] = value

    def _place(self, part: Paragraph, line: int, column: int, columns: int) -> None:
        self._grid.addWidget(part, line, column, 1, columns, Qt.AlignmentFlag.AlignTop)
        self._parts.append(part)
