"""What the dialogs of new places share: account, coordinates, and that nothing can be changed later."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import parse_place
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, set_hint, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, label

FOR_GOOD = _("Look it over: once it is there it can be changed or deleted on {vendor}'s own pages only.")
RADIUS_WRONG = _("The radius is a whole number of metres, from 1 to {most}.")


class PlaceDialog(Small):
    """Asks for a new place. `wanted` carries what was typed; the dialog stays until accept() or say_refused().

    A subclass adds rows to `form` by add() and then calls ask().
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget, title: str, accounts: Sequence[str], primary: str) -> None:
        super().__init__(parent, title, primary)
        self.form, self._account = QFormLayout(), QComboBox()
        self._where = QLineEdit()
        add_names(self._account, accounts)
        self.add(_("Account"), self._account)
        self.form.setRowVisible(self._account, len(accounts) > 1)
        self.box.addLayout(self.form)

    @property
    def account(self) -> str:
        """Return the chosen account."""
        return chosen(self._account)

    def add(self, name: str, editor: QWidget) -> None:
        """Add a row with a field that is called so."""
        set_name(editor, name)
        self.form.addRow(label(name, "Field"), editor)

    def add_line(self, name: str, text: str = "", hint: str = "", most: int = 255) -> QLineEdit:
        """Add a row with a line of at most `most` letters."""
        made = QLineEdit()
        made.setMaxLength(most)
        set_value(made, text)
        set_hint(made, hint)
        self.add(name, made)
        return made

    def add_place(self, name: str, lat: float | None, lon: float | None) -> None:
        """Add the row of the place."""
        if lat is not None and lon is not None:
            set_value(self._where, f"{lat:.6f}, {lon:.6f}")
        set_hint(self._where, _("Latitude, longitude or a map link"))
        self.add(name, self._where)

    def say_for_good(self, vendor: str) -> None:
        """Add the sentence that nothing can be changed later."""
        self.box.addWidget(Paragraph("Dim", FOR_GOOD.format(vendor=vendor), lines=2, steady=True))

    def place(self) -> tuple[float, float]:
        """Return what was typed as latitude and longitude; UsageError where it is neither."""
        return parse_place(self._where.text())

    def ask(self, typed: Callable[[], object]) -> None:
        """Open the dialog; `typed` returns what was typed, or raises a UsageError where it cannot be."""
        self.go.clicked.connect(lambda: self.send_typed(typed, self.wanted))
        self.show_it()


def metres(text: str, most: int) -> int:
    """Return a typed radius in metres; UsageError for none."""
    typed = text.strip()
    if not typed.isdecimal() or not 1 <= int(typed) <= most:
        raise UsageError(RADIUS_WRONG.format(most=number(most)))
    return int(typed)
