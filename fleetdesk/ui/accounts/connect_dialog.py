"""Connects an account: which service, where, who, and where the secret is kept. Tries it before keeping it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.dialogs import Dialog, column
from fleetdesk.ui.widgets.foreign_text import add_choice, add_choices, set_hint, set_name, set_value
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label

LEAST_PX = 460
SERVICES = {"Metrotec": "metrotec", "VEZMA": "vezma"}
SIGN_INS = {"password": _("User name and password"), "api_key": _("API key")}
STORES = {
    "keyring": _("In the system keyring"),
    "file": _("In a file that only I can read"),
    "session": _("Nowhere: ask me again next time"),
}

_WANTED = {
    "password": _("Enter the password."),
    "api_key": _("Enter the API key. It is made in the admin panel of Metrotec's web application."),
    "token": _("Enter VEZMA's token (Settings, REST API token, in its web application)."),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user has filled in."""

    name: str
    provider: str
    url: str
    username: str
    secret: str
    store: str
    sign_in: str = "password"


class ConnectDialog(Dialog):
    """Emits what to test and what to connect; the answer comes back through say()."""

    test_wanted = Signal(object)
    connect_wanted = Signal(object)
    learn_wanted = Signal(object)

    def __init__(self, urls: Mapping[str, str], has_keyring: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Connect an account"))
        self._urls = urls
        self.service, self.store, self.sign_in = QComboBox(), QComboBox(), QComboBox()
        self._secret_label = Elided("Field", cap_px=200)
        self.name, self.url, self.username, self.secret = (QLineEdit() for _ in range(4))
        self._answer = Paragraph()
        self._fill(has_keyring)
        self._build()
        self.service.currentTextChanged.connect(self._service_chosen)
        self.sign_in.currentIndexChanged.connect(self._show_rows)
        self._service_chosen("Metrotec")

    def _fill(self, has_keyring: bool) -> None:
        add_choices(self.service, SERVICES)
        for key, text in SIGN_INS.items():
            add_choice(self.sign_in, text, key)
        for key, text in STORES.items():
            if key != "keyring" or has_keyring:
                add_choice(self.store, text, key)
        if not has_keyring:
            self.store.setToolTip(_("This system has no keyring, so the secret is kept in a file or not at all."))
            self.store.setCurrentIndex(self.store.findData("session"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)

    def _build(self) -> None:
        box = column(self, LEAST_PX)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        for text, field in self._rows():
            set_name(field, text)
            self._form.addRow(self._secret_label if field is self.secret else label(text, "Field"), field)
        box.addLayout(self._form)
        self._answer.setAccessibleName(_("Answer"))
        self._answer.setMinimumHeight(36)
        box.addWidget(self._answer)
        box.addLayout(self._buttons())

    def _rows(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (_("Service"), self.service),
            (_("Name on this desk"), self.name),
            (_("Server address"), self.url),
            (_("Sign in with"), self.sign_in),
            (_("User name"), self.username),
            (_("Password or token"), self.secret),
            (_("Keep the secret"), self.store),
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.test = button(
            _("Test"), _("Test connection"), hint=_("Signs in and asks for the positions; keeps nothing")
        )
        self.connect_ = button(_("Connect"), _("Connect account"), primary=True)
        cancel = button(_("Cancel"), _("Cancel connect"))
        hint = _("Keeps the account and asks for the service's document, which says its addresses")
        self.learn = button(_("Connect and learn"), _("Connect and learn the addresses"), hint=hint)
        self.learn.hide()
        self.learn.clicked.connect(lambda: self._want(self.learn_wanted))
        self.test.clicked.connect(lambda: self._want(self.test_wanted))
        self.connect_.clicked.connect(lambda: self._want(self.connect_wanted))
        cancel.clicked.connect(self.reject)
        self.connect_.setDefault(True)
        row.addWidget(self.test)
        row.addWidget(self.learn)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.connect_)
        return row

    def _service_chosen(self, service: str) -> None:
        provider = SERVICES[service]
        set_value(self.url, self._urls.get(provider, ""))
        set_value(self.name, service)
        self._show_rows()

    @property
    def _is_metrotec(self) -> bool:
        return SERVICES[self.service.currentText()] == "metrotec"

    def _show_rows(self) -> None:
        """Show the fields that the service and the way to sign in need."""
        metrotec, key = self._is_metrotec, self._way == "api_key"
        self._form.setRowVisible(self.sign_in, metrotec)
        self._form.setRowVisible(self.username, metrotec and not key)
        name = _("Token") if not metrotec else _("API key") if key else _("Password")
        self._secret_label.say(name)
        set_name(self.secret, _("API key") if metrotec and key else _("Password or token"))
        set_hint(self.secret, _("Made in Metrotec's admin panel") if metrotec and key else "")

    @property
    def _way(self) -> str:
        return str(self.sign_in.currentData()) if self._is_metrotec else "password"

    @property
    def wish(self) -> Wish:
        """Return what is filled in now."""
        return Wish(
            self.name.text().strip(),
            SERVICES[self.service.currentText()],
            self.url.text().strip(),
            "" if self._way == "api_key" else self.username.text().strip(),
            self.secret.text(),
            str(self.store.currentData()),
            self._way,
        )

    def _want(self, signal: object) -> None:
        if not self.wish.secret:
            self.say(_WANTED[self._way if self._is_metrotec else "token"])
            self.secret.setFocus()
            return
        self.say(_("Asking the server…"), busy=True)
        signal.emit(self.wish)  # type: ignore[attr-defined]

    def say(self, sentence: str, *, busy: bool = False, good: bool = False, unknown_paths: bool = False) -> None:
        """Show the server's answer, or why it was not asked; `unknown_paths` offers to learn its addresses."""
        self.learn.setVisible(unknown_paths or (busy and self.learn.isVisible()))
        self._answer.setObjectName("Strong" if good else "Alarm" if not busy else "Dim")
        self._answer.style().polish(self._answer)
        self._answer.say(sentence)
        for each in (self.test, self.connect_, self.learn):
            each.setEnabled(not busy)
