"""The manual in the window: its chapters beside their text, with a search through all of them."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import list_item, set_name
from fleetdesk.ui.widgets.search_field import SearchField

SIZE, CHAPTERS_PX, MARGIN_PX = (980, 680), 250, 18


class ManualDialog(Dialog):
    """Shows one chapter at a time. `chapters` are the texts in Markdown by the names of their files, in order."""

    def __init__(self, parent: QWidget, folder: Path, chapters: Mapping[str, str]) -> None:
        super().__init__(parent, _("Manual"))
        self._texts = chapters
        self.chapters, self.text = QListWidget(), QTextBrowser()
        self.search = SearchField(_("Search the manual"), _("Search the manual"))
        set_name(self.chapters, _("Chapters"))
        set_name(self.text, _("Text of the manual"))
        self.text.setSearchPaths([str(folder)])
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.chapters.currentItemChanged.connect(lambda _now, _before: self._show_chapter())
        self._build()
        self._narrow()
        self.resize(*SIZE)

    def _build(self) -> None:
        left, row = QVBoxLayout(), QHBoxLayout(self)
        left.addWidget(self.search)
        left.addWidget(self.chapters, 1)
        self.chapters.setMaximumWidth(CHAPTERS_PX)
        self.search.setMaximumWidth(CHAPTERS_PX)
        row.addLayout(left)
        row.addWidget(self.text, 1)

    def _narrow(self) -> None:
        """Offer the chapters that hold every typed word, and show the first."""
        words = self.search.text().casefold().split()
        self.chapters.clear()
        for name, text in self._texts.items():
            if all(word in text.casefold() for word in words):
                self.chapters.addItem(list_item(heading(text), name))
        self.chapters.setCurrentRow(0)

    def _show_chapter(self) -> None:
        item = self.chapters.currentItem()
        text = self._texts[item.data(Qt.ItemDataRole.UserRole)] if item is not None else ""
        self.text.setMarkdown(text or _("No chapter holds that."))
        self.text.document().setDocumentMargin(MARGIN_PX)
        if words := self.search.text().split():
            self.text.find(words[0], QTextDocument.FindFlag(0))

    def _follow(self, link: QUrl) -> None:
        """Go to another chapter; nothing else is opened from here."""
        self.search.clear()
        for row in range(self.chapters.count()):
            item = self.chapters.item(row)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == link.path():
                self.chapters.setCurrentRow(row)


def heading(text: str) -> str:
    """Return the heading of a chapter."""
    return text.partition("\n")[0].lstrip("# ").strip()
