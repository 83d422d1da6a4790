"""Takes the page that is shown to the clipboard, and to paper or a PDF."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.ui.vehicle_page.page import Page, print_page, text_of
from fleetdesk.ui.vehicle_page.pane import VehiclePane
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.printing import Printing

COPIED = _("The data of {vehicle} is in the clipboard.")


class PageOut(QObject):
    """Binds two buttons of the dock; `shown` returns the page, None where there is none."""

    def __init__(
        self, pane: VehiclePane, shown: Callable[[], Page | None], notices: Notices, printing: Printing
    ) -> None:
        super().__init__(pane)
        self._pane, self._shown, self._notices, self._printing = pane, shown, notices, printing
        pane.copy_wanted.connect(self._copy)
        pane.print_wanted.connect(self._print)

    def _copy(self) -> None:
        page = self._shown()
        if page is not None:
            copy(text_of(page))
            self._notices.say(COPIED.format(vehicle=readable(page.title, NAME)))

    def _print(self) -> None:
        page = self._shown()
        if page is not None:
            self._printing.preview(self._pane.window(), page.title, lambda paper: print_page(page, paper))
