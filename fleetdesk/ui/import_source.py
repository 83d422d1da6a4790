"""Where an import is from: the file, how it was read, and the zone of its times; all of it can be changed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.sheets.encodings import NAMES
from fleetdesk.sheets.separated import DELIMITERS
from fleetdesk.sheets.sheet import Sheet
from fleetdesk.ui.panel import button, label
from fleetdesk.ui.small_dialogs import pick_file

ENCODINGS = {key: text for key, text in NAMES.items() if key not in ("utf-8-sig",)}
KINDS = "Tables (*.csv *.xlsx *.txt *.tsv);;All files (*)"


class SourceBar(QWidget):
    """The file and four choices; `reread` says that the file must be read again, `changed` that it need not."""

    picked = Signal(str)
    reread = Signal()
    changed = Signal()

    def __init__(self, accounts: Sequence[str], zone: str) -> None:
        super().__init__()
        self.file = label("Drop a CSV or XLSX file here, or choose one.", "Dim")
        self.choose = button("Choose a file…", "Choose file")
        self.account, self.encoding, self.delimiter, self.sheet, self.zone = (QComboBox() for _ in range(5))
        self.account.addItems(list(accounts))
        self._fields: dict[str, QWidget] = {}
        self.choose.clicked.connect(lambda: pick_file(self, "Import tasks", KINDS, self.picked.emit))
        self._build()
        self.offer_zones([zone, "UTC"])
        for each in (self.encoding, self.delimiter, self.sheet):
            each.activated.connect(lambda _: self.reread.emit())
        for each in (self.account, self.zone):
            each.activated.connect(lambda _: self.changed.emit())

    def _build(self) -> None:
        box, first, second = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.choose)
        first.addWidget(self.file, 1)
        second.setSpacing(14)
        named = {"Account": self.account, "Encoding": self.encoding, "Separator": self.delimiter, "Sheet": self.sheet,
                 "Times are in": self.zone}  # fmt: skip
        for name, choice in named.items():
            second.addWidget(self._field(name, choice))
        second.addStretch(1)
        box.addLayout(first)
        box.addLayout(second)
        self._show(Account=self.account.count() > 1, Encoding=False, Separator=False, Sheet=False)

    def _field(self, name: str, choice: QComboBox) -> QWidget:
        field = self._fields[name] = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(name, "Field"))
        row.addWidget(choice)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        choice.setAccessibleName(name)
        return field

    def _show(self, **shown: bool) -> None:
        for name, whether in shown.items():
            self._fields[name].setVisible(whether)

    def offer_zones(self, zones: Iterable[str]) -> None:
        """Adds zones below those that are offered already."""
        known = {self.zone.itemText(place) for place in range(self.zone.count())}
        self.zone.addItems([each for each in zones if each not in known])

    def show_sheet(self, path: Path, sheet: Sheet) -> None:
        """Tells how the file was read."""
        self.file.setText(f"{path.name}, {len(sheet.rows)} rows")
        self._show(Encoding=bool(sheet.encoding), Separator=bool(sheet.delimiter), Sheet=len(sheet.sheets) > 1)
        _offer(self.encoding, ENCODINGS, "utf-8" if sheet.encoding == "utf-8-sig" else sheet.encoding)
        _offer(self.delimiter, DELIMITERS, sheet.delimiter)
        _offer(self.sheet, {each: each for each in sheet.sheets}, sheet.sheet)

    @property
    def reading(self) -> dict[str, str | None]:
        """The choices as read() takes them; None where nothing was chosen yet."""
        named = {"encoding": self.encoding, "delimiter": self.delimiter, "sheet": self.sheet}
        return {name: choice.currentData() for name, choice in named.items()}

    def forget(self) -> None:
        """Before another file: everything is guessed anew."""
        for choice in (self.encoding, self.delimiter, self.sheet):
            choice.clear()


def _offer(choice: QComboBox, texts: Mapping[str, str], now: str) -> None:
    choice.clear()
    if now:
        for key, text in texts.items():
            choice.addItem(text, key)
        choice.setCurrentIndex(choice.findData(now))
