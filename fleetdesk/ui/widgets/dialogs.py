"""Small windows that ask one thing and never block: opened, answered by a signal, gone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from fleetdesk.base.errors import UsageError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, list_item, set_name, set_title, set_value
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.walk import step

LEAST_PX = 420
MOST_OF_SCREEN = 0.85
SHARE, COLUMN_GAP_PX = 0.7, 24
REMOVED = _("Its secret and its cached positions are removed from this computer. The service itself is untouched.")


def column(dialog: QDialog, least_px: int) -> QVBoxLayout:
    """Return the layout for a dialog's rows, at least `least_px` wide, and wider where a row needs it."""
    box = QVBoxLayout(dialog)
    box.setContentsMargins(18, 16, 18, 14)
    box.setSpacing(10)
    box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    box.addStrut(least_px - 36)
    return box


class Dialog(QDialog):
    """A dialog that is deleted when it is closed, is named as it is titled, and that Tab goes round as the eye does."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def resize_on_screen(self, width: int, height: int) -> None:
        """Resize to so many pixels, or to less where the screen is small."""
        room = self.screen().availableGeometry()
        self.resize(min(width, room.width()), min(height, round(room.height() * MOST_OF_SCREEN)))

    def focusNextPrevChild(self, forwards: bool, /) -> bool:
        """Go round the dialog on Tab."""
        return step(self, forwards=forwards)


class Small(Dialog):
    """A dialog with one primary button at the lower right."""

    def __init__(self, parent: QWidget | None, title: str, primary: str) -> None:
        super().__init__(parent, title)
        self.box = column(self, LEAST_PX)
        self.answer = Paragraph("Alarm")
        self._buttons = QHBoxLayout()
        self.go, self.cancel = button(primary, primary=True), button(_("Cancel"))
        self.go.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self._buttons.addStretch(1)
        for each in (self.cancel, self.go):
            self._buttons.addWidget(each)

    def say_refused(self, wrong: str) -> None:
        """Say what is wrong, and let the user go on."""
        self.go.setEnabled(True)
        self.answer.say(wrong)

    def send_typed(self, typed: Callable[[], object], wanted: SignalInstance) -> None:
        """Emit what was typed, once; where `typed` raises a UsageError, say that in place of it."""
        self.answer.say("")
        try:
            found = typed()
        except UsageError as error:
            self.say_refused(str(error))
            return
        self.go.setEnabled(False)
        wanted.emit(found)

    def show_it(self) -> None:
        """Add the row of buttons and open the dialog without blocking."""
        self.box.addWidget(self.answer)
        self.box.addLayout(self._buttons)
        self.open()


class Refusing(Protocol):
    """A dialog that says why what it asked for cannot be had."""

    def say_refused(self, wrong: str) -> None:
        """Say what is wrong, and let the user go on."""
        ...


def refuse(dialog: Refusing, wrong: str) -> None:
    """Say in a dialog what is wrong, unless the user has closed it meanwhile."""
    if isValid(dialog):
        dialog.say_refused(wrong)


def accept(dialog: QDialog) -> None:
    """Accept a dialog, unless the user has closed it meanwhile."""
    if isValid(dialog):
        dialog.accept()


def ask_name(parent: QWidget, title: str, text: str, done: Callable[[str], None]) -> None:
    """Ask for a name; do nothing where it is empty."""
    dialog, field = Small(parent, title, _("Save")), QLineEdit()
    field.setMaxLength(80)
    set_value(field, text)
    field.setAccessibleName(_("Name"))
    field.selectAll()
    dialog.box.addWidget(field)

    def take() -> None:
        if field.text().strip():
            done(field.text().strip())
            dialog.accept()
        else:
            dialog.answer.say(_("Write a name first."))

    dialog.go.clicked.connect(take)
    dialog.show_it()


def pick_area(
    parent: QWidget, areas: Mapping[str, str], show: Callable[[str], None], drop: Callable[[str], None]
) -> None:
    """Offer the saved areas, to show one or to delete it."""
    pick_named(parent, _("Saved areas"), _("Show"), areas, show, drop, _("Forget area"))


def pick_named(
    parent: QWidget,
    title: str,
    use: str,
    known: Mapping[str, str],
    show: Callable[[str], None],
    drop: Callable[[str], None],
    forget_name: str = _("Forget"),
) -> None:
    """Offer what is saved by name, to use one or to delete it."""
    dialog, names = Small(parent, title, use), QListWidget()
    set_name(names, title)
    for each in known:
        names.addItem(list_item(each, each))
    names.setCurrentRow(0)
    remove = button(_("Forget"), forget_name)
    dialog.box.addWidget(names)
    dialog.box.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)

    def take() -> None:
        if names.currentItem():
            show(names.currentItem().data(Qt.ItemDataRole.UserRole))
            dialog.accept()

    def forget() -> None:
        if names.currentItem():
            drop(names.takeItem(names.currentRow()).data(Qt.ItemDataRole.UserRole))

    dialog.go.clicked.connect(take)
    names.itemDoubleClicked.connect(take)
    remove.clicked.connect(forget)
    dialog.show_it()


def pick_file(parent: QWidget, title: str, kinds: str, done: Callable[[str], None], *, save: str = "") -> None:
    """Ask for a file to open, or with `save` for one to write, without blocking."""
    dialog = QFileDialog(parent, title, save, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if save:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(done)
    dialog.open()


def pick_kind(parent: QWidget, title: str, kinds: Sequence[str], done: Callable[[str, str], None], name: str) -> None:
    """Ask for a file to write and for one of several kinds, without blocking; `done` is given both."""
    dialog = QFileDialog(parent, title, name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds))
    dialog.fileSelected.connect(lambda path: done(path, dialog.selectedNameFilter()))
    dialog.open()


def ask_remove(parent: QWidget, waiting: Mapping[str, int], done: Callable[[str], None]) -> None:
    """Ask which account to remove, and show what waits of each; its cached data and its secret are deleted too.

    No account is chosen at first, and Enter does not remove one.
    """
    dialog, choice = Small(parent, _("Remove an account"), _("Remove")), QComboBox()
    choice.setAccessibleName(_("Account"))
    add_names(choice, list(waiting))
    choice.setCurrentIndex(-1)
    choice.setPlaceholderText(_("Choose the account"))
    text = Paragraph("", REMOVED, steady=True)
    dialog.go.setDefault(False)
    dialog.go.setAutoDefault(False)
    dialog.go.setEnabled(False)
    dialog.cancel.setDefault(True)

    def say() -> None:
        name = chosen(choice)
        dialog.go.say(_("Remove {account}").format(account=readable(name, NAME)))
        dialog.go.setEnabled(True)
        text.say(together(_goes_on_hold(waiting.get(name, 0)), REMOVED))

    choice.currentIndexChanged.connect(lambda _: say())
    dialog.box.addWidget(choice)
    dialog.box.addWidget(text)
    dialog.accepted.connect(lambda: done(chosen(choice)))
    dialog.go.clicked.connect(dialog.accept)
    dialog.show_it()


def _goes_on_hold(count: int) -> str:
    if not count:
        return ""
    told = ngettext(
        "{count} change is not confirmed yet and will be on hold in the outbox until the account is connected again.",
        "{count} changes are not confirmed yet and will be on hold in the outbox until the account is connected again.",
        count,
    )
    return told.format(count=count)


def ask_secret(parent: QWidget, names: list[str], done: Callable[[str, str], None]) -> None:
    """Ask for an account's password, token or API key again."""
    dialog, choice = Small(parent, _("Sign in again"), _("Sign in")), QComboBox()
    field, form = QLineEdit(), QFormLayout()
    add_names(choice, names)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    for name, each in ((_("Account"), choice), (_("Password or token"), field)):
        set_name(each, name)
        form.addRow(label(name, "Field"), each)
    dialog.box.addLayout(form)

    def take() -> None:
        if field.text():
            done(chosen(choice), field.text())
            dialog.accept()
        else:
            dialog.answer.say(_("Enter the password, the token or the API key."))

    dialog.go.clicked.connect(take)
    dialog.show_it()


def scrolled(body: QWidget, parent: QWidget) -> QScrollArea:
    """Put the body of a dialog into an area that is as large as it, or scrolls where the parent's screen is small."""
    area, hint, room = scrolling(body), body.sizeHint(), parent.screen().availableGeometry().height()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it, because nothing in it has the focus
    set_name(area, _("Page"))
    area.setMinimumSize(
        hint.width() + area.verticalScrollBar().sizeHint().width(), min(hint.height(), round(room * SHARE))
    )
    return area


def show_keys(parent: QWidget, rows: list[tuple[str, str]]) -> None:
    """Show the dialog that lists the keys, in two columns."""
    dialog, body = Small(parent, _("Keys"), _("Close")), QWidget()
    dialog.cancel.hide()
    grid, half = QGridLayout(body), (len(rows) + 1) // 2
    grid.setHorizontalSpacing(14)
    for place, (key, text) in enumerate(rows):
        column = 3 * (place // half)
        grid.addWidget(label(key, "Strong"), place % half, column)
        grid.addWidget(label(text), place % half, column + 1)
    grid.setColumnMinimumWidth(2, COLUMN_GAP_PX)
    dialog.box.addWidget(scrolled(body, parent), 1)
    dialog.go.clicked.connect(dialog.accept)
    dialog.show_it()
