"""The field "Place" of a new report: one place or geozone, or none for all of them."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from fleetdesk.base.errors import UsageError
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.foreign_text import complete, set_hint, set_value

UNKNOWN_PLACE = _(
    "No place of this account is called so. Choose one of those that are offered, or leave the field empty for a "
    "report of all of them."
)
ALL_OF_THEM = _("All of them; or the name of one")
NONE_LISTED = _("All of them; no list of places has come yet")


class PlaceField(QLineEdit):
    """Offers the places of one account and type by what they are called."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[int, str] = {}

    def offer(self, names: Mapping[int, str]) -> None:
        """Offer these places by their ids; one that stands there and is none of them goes."""
        self._names = names
        if self.text().strip() and self._found() is None:
            set_value(self, "")
        complete(self, sorted(names.values(), key=str.casefold))
        set_hint(self, ALL_OF_THEM if names else NONE_LISTED)

    def choose(self, number: int) -> None:
        """Choose a place that is offered."""
        set_value(self, self._names.get(number, ""))

    def chosen(self) -> tuple[int | None, str]:
        """Return the id of the place and what it is called, None for all of them; UsageError for an unknown one."""
        if not self.text().strip():
            return None, ""
        found = self._found()
        if found is None:
            raise UsageError(UNKNOWN_PLACE)
        return found, self._names[found]

    def _found(self) -> int | None:
        typed = self.text().strip().casefold()
        rows = self._names.items()
        return next((number for number, name in rows if typed in (name.casefold(), readable(name).casefold())), None)
