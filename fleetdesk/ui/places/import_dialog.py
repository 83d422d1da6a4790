"""The dialog "Import places": what a file names, what each would become, what is wrong or there already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QTreeWidget, QTreeWidgetItem, QWidget

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import WITH_MAC
from fleetdesk.domain.place_import import Judged, Verdict
from fleetdesk.ui.places.place_dialog import FOR_GOOD
from fleetdesk.ui.places.rows import PURPOSES
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_choice, add_names, chosen, set_name, tree_item
from fleetdesk.ui.widgets.labels import Paragraph, label

WIDE_PX, TALL_PX = 720, 320
TICKED, UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ImportPlacesDialog(Small):
    """Boxes "Account", "Points become", list "Places of the file"; button "Make the places".

    wanted: the account, the purpose of points, and the FoundPlaces that are ticked. again: the account was changed, so
    that what is there already is another.
    """

    wanted = Signal(str, str, object)
    again = Signal()

    def __init__(self, parent: QWidget, name: str, accounts: Sequence[str], vendor: str) -> None:
        super().__init__(parent, _("Import places of {file}").format(file=name), _("Make the places"))
        self._account, self._purpose, self.list = QComboBox(), QComboBox(), QTreeWidget()
        self._told, self._judged = Paragraph("", lines=1), list[Judged]()
        add_names(self._account, accounts)
        for purpose, words in PURPOSES.items():
            if purpose not in WITH_MAC:
                add_choice(self._purpose, words, purpose)
        form = QFormLayout()
        for words, editor in ((_("Account"), self._account), (_("Points become"), self._purpose)):
            set_name(editor, words)
            form.addRow(label(words, "Field"), editor)
        form.setRowVisible(self._account, len(accounts) > 1)
        set_name(self.list, _("Places of the file"))
        self.list.setHeaderItem(tree_item(_("Place"), _("Becomes"), _("Where"), _("Remark")))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setMinimumSize(WIDE_PX, TALL_PX)
        self.list.itemChanged.connect(lambda _item, _column: self._count())
        self.box.addLayout(form)
        for each in (self.list, self._told, Paragraph("Dim", FOR_GOOD.format(vendor=vendor), lines=2, steady=True)):
            self.box.addWidget(each)
        self._account.currentIndexChanged.connect(lambda _row: self.again.emit())
        self.go.clicked.connect(self._send)
        self.show_it()

    @property
    def account(self) -> str:
        """Return the chosen account."""
        return chosen(self._account)

    def show_judged(self, judged: Sequence[Judged]) -> None:
        """List what the file names: new places are ticked, those that are there can be, wrong ones cannot."""
        self._judged = list(judged)
        self.list.blockSignals(True)  # thousands of ticks would be counted one by one
        self.list.clear()
        self.list.addTopLevelItems([_line(each) for each in judged])
        for column in range(self.list.columnCount() - 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column), WIDE_PX // 3))
        self.list.blockSignals(False)
        self._count()

    def _ticked(self) -> list[Judged]:
        states = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [
            each
            for each, item in zip(self._judged, states, strict=True)
            if item is not None and each.verdict is not Verdict.WRONG and item.checkState(0) is TICKED
        ]

    def _count(self) -> None:
        ticked, wrong = len(self._ticked()), sum(each.verdict is Verdict.WRONG for each in self._judged)
        double = sum(each.verdict is Verdict.DOUBLE for each in self._judged)
        told = _("To be made: {count} of {all} · there already: {double} · cannot be made: {wrong}")
        counts = {"count": ticked, "all": len(self._judged), "double": double, "wrong": wrong}
        self._told.say(told.format(**{name: grouped(each) for name, each in counts.items()}))
        self.go.setEnabled(ticked > 0)

    def _send(self) -> None:
        self.answer.say("")
        self.go.setEnabled(False)
        self.wanted.emit(self.account, chosen(self._purpose), [each.found for each in self._ticked()])


def _line(judged: Judged) -> QTreeWidgetItem:
    found = judged.found
    where = f"{found.lat:.5f}, {found.lon:.5f}" if found.lat is not None and found.lon is not None else ""
    becomes = _("Geozone, {metres} m").format(metres=number(found.radius_m or 0)) if judged.is_zone else _("Place")
    item = tree_item(found.name, "" if judged.verdict is Verdict.WRONG else becomes, where, judged.reason)
    if judged.verdict is Verdict.WRONG:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setDisabled(True)
    else:
        item.setCheckState(0, TICKED if judged.verdict is Verdict.NEW else UNTICKED)
    return item
