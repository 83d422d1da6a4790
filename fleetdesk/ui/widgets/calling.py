"""Phone numbers: called with the program that the system dials with, or copied."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.phones import dialled
from fleetdesk.ui.widgets.foreign_text import add_entry, copy
from fleetdesk.ui.widgets.notices import Notices

NO_DIALLER = _("No program on this computer dials {number}. The number is copied.")


def offer_phone(menu: QMenu, phone: str, notices: Notices, who: str = "") -> None:
    """Add to a menu that a number is called, where it is one, and copied; `who` names whose it is, among several."""
    number = dialled(phone)
    if number:
        whom = _("Call {name}, {number}").format(name=readable(who, NAME), number=number)
        words = whom if who else _("Call {number}").format(number=number)
        add_entry(menu, words).triggered.connect(lambda _on=False: call(number, notices))
    if phone:
        whose = _("Copy the phone number of {name}").format(name=readable(who, NAME))
        words = whose if who else _("Copy the phone number")
        add_entry(menu, words).triggered.connect(lambda _on=False: copy_phone(phone, notices))


def call(number: str, notices: Notices) -> None:
    """Have the system dial a number; where nothing does, copy it and say so."""
    if not QDesktopServices.openUrl(QUrl(f"tel:{number}")):
        copy(number)
        notices.say(NO_DIALLER.format(number=number))


def copy_phone(phone: str, notices: Notices) -> None:
    """Copy a number as it was written, and say so."""
    copy(phone)
    notices.say(_("Copied {text}").format(text=readable(phone, NAME)))
