"""Where an import is from: the file, how it was read, and the zone of its times; all of it can be changed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.sheets.assembling import SOUGHT
from fleetdesk.sheets.encodings import NAMES
from fleetdesk.sheets.separated import DELIMITERS
from fleetdesk.sheets.sheet import Sheet
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.foreign_text import add_choice, add_choices, add_names, set_name
from fleetdesk.ui.widgets.labels import Elided, button, label

ENCODINGS = {key: text for key, text in NAMES.items() if key not in ("utf-8-sig",)}
KINDS = _("Tables (*.csv *.xlsx *.txt *.tsv);;All files (*)")

ENCODINGS_PX, ENCODING_LETTERS, SHEET_LETTERS = 280, 26, 16
Key = TypeVar("Key", str, int)


class SheetReading(TypedDict, total=False):
    """How read() is told to read a file; what is missing or None is guessed."""

    encoding: str | None
    delimiter: str | None
    sheet: str | None
    heading_line: int | None


class SourceBar(QWidget):
    """The file and how it is read; `reread` says that the file must be read again, `changed` that it need not."""

    picked = Signal(str)
    reread = Signal()
    changed = Signal()

    def __init__(self, accounts: Sequence[str], zone: str) -> None:
        super().__init__()
        self.file = Elided("Dim", _("Drop a CSV or XLSX file here, or choose one."))
        self.choose = button(_("Choose a file…"), _("Choose file"))
        self.account, self.encoding, self.delimiter, self.sheet, self.zone = (QComboBox() for _ in range(5))
        self.heading = QComboBox()
        self._heading_chosen = False
        add_names(self.account, accounts)
        self._fields: dict[QComboBox, QWidget] = {}
        self.choose.clicked.connect(lambda: pick_file(self, _("Import tasks"), KINDS, self.picked.emit))
        self._build()
        self.offer_zones([zone, "UTC"])
        for each in (self.encoding, self.delimiter):
            each.activated.connect(lambda _: self.reread.emit())
        self.sheet.activated.connect(lambda _: self._read_again(heading_chosen=False))
        self.heading.activated.connect(lambda _: self._read_again(heading_chosen=True))
        for each in (self.account, self.zone):
            each.activated.connect(lambda _: self.changed.emit())

    def _build(self) -> None:
        box, first, second = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.choose)
        first.addWidget(self.file, 1)
        first.setSpacing(14)
        second.setSpacing(14)
        self.encoding.setMinimumContentsLength(ENCODING_LETTERS)
        self.sheet.setMinimumContentsLength(SHEET_LETTERS)
        self.encoding.view().setMinimumWidth(ENCODINGS_PX)
        for row, name, choice in (
            (first, pgettext("field", "Account"), self.account),
            (first, _("Times are in"), self.zone),
            (second, _("Encoding"), self.encoding),
            (second, pgettext("field", "Separator"), self.delimiter),
            (second, pgettext("field", "Sheet"), self.sheet),
            (second, _("Heading in row"), self.heading),
        ):
            row.addWidget(self._field(name, choice))
        second.addStretch(1)
        box.addLayout(first)
        box.addLayout(second)
        self._show(self.account, self.account.count() > 1)
        for choice in (self.encoding, self.delimiter, self.sheet, self.heading):
            self._show(choice, False)

    def _field(self, name: str, choice: QComboBox) -> QWidget:
        field = self._fields[choice] = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(name, "Field"))
        row.addWidget(choice)
        policy = QComboBox.SizeAdjustPolicy
        steady = choice in (self.encoding, self.account, self.sheet)  # the last two are named by others
        if not steady:
            choice.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        choice.setSizeAdjustPolicy(policy.AdjustToMinimumContentsLengthWithIcon if steady else policy.AdjustToContents)
        set_name(choice, name)
        return field

    def _show(self, choice: QComboBox, whether: bool) -> None:
        self._fields[choice].setVisible(whether)

    def offer_zones(self, zones: Iterable[str]) -> None:
        """Add zones below those that are offered already."""
        known = {self.zone.itemText(place) for place in range(self.zone.count())}
        add_choices(self.zone, [each for each in zones if each not in known])

    def show_sheet(self, path: Path, sheet: Sheet) -> None:
        """Show how the file was read."""
        self.file.say(_counted(path.name, len(sheet.rows)))
        self._show(self.encoding, bool(sheet.encoding))
        self._show(self.delimiter, bool(sheet.delimiter))
        self._show(self.sheet, len(sheet.sheets) > 1)
        _offer(self.encoding, ENCODINGS, "utf-8" if sheet.encoding == "utf-8-sig" else sheet.encoding)
        _offer(self.delimiter, DELIMITERS, sheet.delimiter)
        _offer(self.sheet, {each: each for each in sheet.sheets}, sheet.sheet)
        self._show(self.heading, True)
        rows = range(1, max(SOUGHT, sheet.heading_line) + 1)
        _offer(self.heading, {row: str(row) for row in rows}, sheet.heading_line)

    def ask_encoding(self, path: Path) -> None:
        """Offer all encodings with none chosen, because the file does not tell its own."""
        self.file.say(path.name)
        self._show(self.encoding, True)
        if not self.encoding.count():
            for key, text in ENCODINGS.items():
                add_choice(self.encoding, text, key)
            self.encoding.setPlaceholderText(_("Choose…"))
            self.encoding.setCurrentIndex(-1)

    def _read_again(self, *, heading_chosen: bool) -> None:
        self._heading_chosen = heading_chosen
        self.reread.emit()

    @property
    def reading(self) -> SheetReading:
        """Return the choices as read() takes them; each is None where it was not chosen yet."""
        return SheetReading(
            encoding=self.encoding.currentData(),
            delimiter=self.delimiter.currentData(),
            sheet=self.sheet.currentData(),
            heading_line=self.heading.currentData() if self._heading_chosen else None,
        )

    def forget(self) -> None:
        """Forget the choices before another file, so that everything is guessed anew."""
        self._heading_chosen = False
        for choice in (self.encoding, self.delimiter, self.sheet):
            choice.clear()


def _counted(file: str, rows: int) -> str:
    return ngettext("{file}, {count} row", "{file}, {count} rows", rows).format(file=file, count=grouped(rows))


def _offer(choice: QComboBox, texts: Mapping[Key, str], now: Key) -> None:
    choice.clear()
    if now:
        for key, text in texts.items():
            add_choice(choice, text, key)
        choice.setCurrentIndex(choice.findData(now))
