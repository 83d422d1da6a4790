"""Window "Change an account": the address of its server, its zone, language and pace."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.profile.settings import LEAST_POLL_S, MOST_POLL_S, Account
from fleetdesk.ui.widgets.checked_field import CheckedField, none_yet, whole_number
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, complete, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, label

ADDRESS_PX = 300
TITLE = _("Change an account")
LANGUAGES = ("en", "et", "sk", "cs", "de", "fi", "lt", "lv", "pl", "ru", "uk")
PACES = _("How often its server is asked for positions; empty as for all accounts. VEZMA at most every 30 seconds.")


class AccountDialog(Small):
    """Emits the account as it is to be; say() shows why it cannot be so."""

    save_wanted = Signal(object)

    def __init__(self, accounts: Sequence[Account], usual_s: float, parent: QWidget) -> None:
        super().__init__(parent, TITLE, _("Save"))
        self._accounts = {each.name: each for each in accounts}
        self.account, self.url, self.language = QComboBox(), QLineEdit(), QLineEdit()
        self.zone = CheckedField(_("Time zone"), none_yet)
        self.pace = CheckedField(_("Seconds between two positions"), _pace, number(usual_s, 0))
        add_names(self.account, list(self._accounts))
        complete(self.language, LANGUAGES)
        self._build()
        self.account.currentIndexChanged.connect(lambda _: self.show_account(chosen(self.account)))
        self.go.clicked.connect(self._save)

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self.url.setMinimumWidth(ADDRESS_PX)
        for name, field in self._fields():
            set_name(field, name)
            form.addRow(label(name, "Field"), field)
        self.box.addLayout(form)
        self.box.addWidget(Paragraph("Dim", PACES, lines=3))

    def _fields(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (_("Account"), self.account),
            (_("Server address"), self.url),
            (_("Time zone"), self.zone),
            (_("Language"), self.language),
            (_("Seconds between two positions"), self.pace),
        )

    def show_account(self, name: str) -> None:
        """Show the fields of an account."""
        account = self._accounts[name]
        self.account.setCurrentIndex(list(self._accounts).index(name))
        set_value(self.url, account.url)
        set_value(self.language, account.language)
        self.zone.show_value(account.zone, account.zone)
        pace = round(account.poll_s)
        self.pace.show_value(pace, str(pace) if pace else "")
        self.answer.say("")

    def _save(self) -> None:
        zone, pace = self.zone.value(), self.pace.value()
        if not zone:
            self.say(_("Write a time zone like Europe/Tallinn."))
        elif pace is None:
            self.say(
                _("Write the seconds as a number from 1 to {most}, or nothing.").format(most=number(MOST_POLL_S, 0))
            )
        else:
            self.go.setEnabled(False)
            before = self._accounts[chosen(self.account)]
            url, language = self.url.text().strip(), self.language.text().strip()
            self.save_wanted.emit(replace(before, url=url, language=language, zone=zone, poll_s=float(pace)))

    def say(self, sentence: str) -> None:
        """Say why the account is not saved."""
        self.answer.say(sentence)
        self.go.setEnabled(True)


def _pace(typed: str) -> int | None:
    return whole_number(LEAST_POLL_S, MOST_POLL_S)(typed) if typed else 0
