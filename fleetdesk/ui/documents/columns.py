"""The columns of the table of documents."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from fleetdesk.base.translation import _, pgettext
from fleetdesk.documents.file_names import plain_name
from fleetdesk.domain.keys import account_of, split_key
from fleetdesk.domain.outbox import next_words
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.rows import DocumentRow, DocumentRows
from fleetdesk.ui.documents.thumbnails import DocumentTools
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.document_formatting import NO_FILES, short_state, type_words
from fleetdesk.ui.widgets.document_icons import document_icon, upload_icon
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole


class DocumentColumns:
    """What the columns say, and what they answer for colours, fonts and pictures."""

    def __init__(
        self,
        store: Store,
        document_rows: DocumentRows,
        tools: DocumentTools,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
    ) -> None:
        self._store, self._documents, self._tools, self._tokens, self._zone = store, document_rows, tools, tokens, zone
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def columns(self) -> list[Column[DocumentRow]]:
        """Return the columns: picture, type, name, task, state, time, person."""
        return [
            Column(
                "icon",
                "",
                lambda row: type_words(row.type),
                lambda row: row.type,
                34,
                roles=self._sign,
                hint=_("The document, where this computer has it; else a sign of its type"),
            ),
            Column(
                "type",
                pgettext("column", "Type"),
                lambda row: type_words(row.type),
                lambda row: type_words(row.type).casefold(),
                104,
                roles=self._plain,
            ),
            Column(
                "name",
                pgettext("column", "Name"),
                lambda row: row.name,
                lambda row: row.name.casefold(),
                130,
                roles=self._waits,
            ),
            Column(
                "task",
                pgettext("column", "Task"),
                self.task,
                lambda row: self.task(row).casefold(),
                112,
                roles=self._plain,
                hidden=True,
            ),
            Column("state", pgettext("column", "State"), self.state, self.state, 176, roles=self._state, rank=2),
            Column(
                "when",
                pgettext("column", "When"),
                lambda row: formatting.clock(row.at, self._zone),
                lambda row: row.at.timestamp() if row.at else 0,
                110,
                number=True,
                roles=self._time,
                rank=3,
            ),
            Column(
                "who",
                pgettext("column", "Who"),
                self.who,
                lambda row: self.who(row).casefold(),
                80,
                roles=self._plain,
                rank=4,
            ),
        ]

    def exports(self) -> Exports[DocumentRow]:
        """Return what a file of documents has in the place of columns: moments as such."""
        return Exports(instead={"when": (ExportColumn(pgettext("column", "When"), lambda row: row.at),)})

    def task(self, row: DocumentRow) -> str:
        """Return the task's order reference; its number where FleetDesk does not know the task."""
        task = self._store.tasks.get(row.task)
        if task is not None:
            return plain_name(task.name)
        return plain_name(row.op.label) if row.op and row.op.label else f"#{split_key(row.task)[1]}"

    def who(self, row: DocumentRow) -> str:
        """Return the name of whoever filed the document."""
        return plain_name(row.document.sender or formatting.NOTHING) if row.document else pgettext("person", "you")

    def state(self, row: DocumentRow) -> str:
        """Return the state in words: where an upload stands, what it becomes, or that it is on the server."""
        if row.op is not None:
            return short_state(row.op, self._documents.share(row.op))
        if row.retype is not None:
            new = type_words(str(row.retype.fields.get("type") or ""))
            known = self._documents.share(row.retype)
            stands = pgettext("status", "waiting") if row.retype.never_sent else short_state(row.retype, known)
            return _("becomes {type} – {state}").format(type=new, state=stands)
        return _("on the server, hidden") if row.document and row.document.hidden else _("on the server")

    def copy_of(self, row: DocumentRow) -> Path | None:
        """Return the path where the copy on this computer should be; None where there can be none."""
        if row.op is not None and row.op.upload is not None:
            return self._tools.document_store.folder / row.op.upload.blob
        return self._tools.document_store.copy_of(row.document) if row.document else None

    def icon(self, row: DocumentRow) -> Any:
        """Return the thumbnail, or the icon of the type while there is none."""
        return self._tools.looks.thumbnail(self.copy_of(row), row.name) or document_icon(row.type, self._tokens())

    def _sign(self, row: DocumentRow, role: int) -> Any:
        return self.icon(row) if role == Role.DecorationRole else self._plain(row, role)

    def _plain(self, row: DocumentRow, role: int) -> Any:
        if role == Role.ToolTipRole:
            return formatting.hover(self.told(row))
        return QColor(self._tokens().stopped) if role == Role.ForegroundRole and row.asks else None

    def _waits(self, row: DocumentRow, role: int) -> Any:
        """Return for a role the bold font while a write of the document waits, else the plain look."""
        return self._bold if role == Role.FontRole and (row.op or row.retype) else self._plain(row, role)

    def _time(self, row: DocumentRow, role: int) -> Any:
        if role == Role.ToolTipRole:
            return formatting.hover(formatting.moment_hover(row.at, self._zone, account_of(row.task)))
        return self._plain(row, role)

    def _state(self, row: DocumentRow, role: int) -> Any:
        op = row.op or row.retype
        if role == Role.DecorationRole and op is not None:
            return upload_icon(op, self._tokens())
        if role == Role.ForegroundRole and op is None:
            return QColor(self._tokens().dim)
        return self._plain(row, role)

    def told(self, row: DocumentRow) -> str:
        """Return all that is known of a document, on a few lines."""
        op = row.op or row.retype
        lines = [row.name, self._what(row)]
        if op is not None:
            lines.append(next_words(op, self._store.now().timestamp()))
        if self.copy_of(row) is None:
            lines.append(NO_FILES)
        return "\n".join([*lines, formatting.of_account(account_of(row.task))])

    def _what(self, row: DocumentRow) -> str:
        words = {"type": type_words(row.type), "task": self.task(row), "state": self.state(row)}
        return _("{type} of {task}, {state}").format(**words)
