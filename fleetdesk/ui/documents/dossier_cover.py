"""The first page of a dossier: the task's facts, times and places, and the list of its documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.count_words import count_documents
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets import formatting

DPI = 150
DIM, STRONG = "#5b6472", 600
CELL_CHARACTERS, CELL_LINES = 6000, 120
_ENDLESS = re.compile(r"\S{30}")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the page; all text is the vendor's or the user's and is written as it is, never as HTML."""

    title: str
    facts: Sequence[tuple[str, str]]
    document_rows: Sequence[tuple[str, ...]]  # type, name, when, who, and what stands in this file of it
    made: str


def cover_of(
    task: Task, unit: Sequence[tuple[str, str]], document_rows: Sequence[tuple[str, ...]], made: str, zone: ZoneInfo
) -> Cover:
    """Return the cover of a task; `unit` has the facts about its vehicle. Times are in the company's zone."""

    def clock(name: str, moment: datetime | None) -> tuple[str, str]:
        return name, formatting.both_clocks(moment, zone) if moment else formatting.NOTHING

    place = formatting.NOTHING if task.lat is None or task.lon is None else f"{task.lat:.6f}, {task.lon:.6f}"
    begins = task.start.address if task.start and task.start.address else formatting.NOTHING
    facts = [
        (_("Order reference"), task.order_ref or formatting.NOTHING),
        (_("Number on the server"), str(task.id or formatting.NOTHING)),
        (_("Account"), task.account),
        (_("Status"), TASKS[task.status].word),
        *unit,
        (_("Customer"), task.details or formatting.NOTHING),
        (_("Description"), task.description or formatting.NOTHING),
        (_("Notes"), task.notes or formatting.NOTHING),
        (_("Start address"), begins),
        (_("Address"), task.address or formatting.NOTHING),
        (_("Coordinates"), place),
        clock(_("Window from"), task.start_at),
        clock(_("Window to"), task.stop_at),
        clock(_("Entered"), task.entered_at),
        clock(_("Work begun"), task.work_started_at),
        clock(_("Work finished"), task.work_finished_at),
        clock(_("Left"), task.left_at),
        (_("Planned km"), formatting.figure(task.planned_km)),
        (_("Driven km"), formatting.figure(task.distance_km)),
        clock(_("Created"), task.created_at),
        clock(_("Last change"), task.updated_at),
        (_("By"), task.sender or formatting.NOTHING),
    ]
    return Cover(task.name, facts, document_rows, made)


def write_cover(cover: Cover, path: Path) -> None:
    """Write the page as a PDF. This takes milliseconds and uses the disk: call it in a thread."""
    document = QTextDocument()
    document.setDefaultFont(QFont("DejaVu Sans", 9))
    cursor = QTextCursor(document)
    _line(cursor, cover.title, size=18, strong=True)
    _line(cursor, cover.made, colour=DIM)
    _table(cursor, [(name, value) for name, value in cover.facts], (24, 76))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    count = count_documents(len(cover.document_rows)) if cover.document_rows else _("No documents")
    _line(cursor, count, size=13, strong=True)
    if cover.document_rows:
        _table(cursor, cover.document_rows, (15, 31, 16, 16, 22))
    writer = QPdfWriter(str(path))
    writer.setTitle(readable(cover.title))
    writer.setCreator("FleetDesk")
    writer.setResolution(DPI)
    # Qt's own 2 cm and page numbers come on top, as the document has no size of its own (QTextDocument::print).
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    document.print_(writer)


def _line(cursor: QTextCursor, text: str, *, size: int = 9, strong: bool = False, colour: str = "#111111") -> None:
    cursor.insertText(readable(text), _format(size, strong=strong, colour=colour))
    cursor.insertBlock()


def _cell(text: str) -> str:
    """Return the text of a cell, cut to some paragraphs, with break points in words wider than the cell."""
    return _ENDLESS.sub(lambda run: run[0] + "\u200b", readable(text, CELL_CHARACTERS, CELL_LINES))


def _format(size: int = 9, *, strong: bool = False, colour: str = "#111111") -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontPointSize(size)
    made.setFontWeight(STRONG if strong else QFont.Weight.Normal)
    made.setForeground(QBrush(QColor(colour)))
    return made


def _table(cursor: QTextCursor, rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> None:
    form = QTextTableFormat()
    form.setBorder(0)
    form.setCellPadding(3)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, each) for each in widths])
    table = cursor.insertTable(len(rows), len(widths), form)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            colour = DIM if column == 0 else "#111111"
            table.cellAt(number, column).firstCursorPosition().insertText(_cell(text), _format(colour=colour))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
