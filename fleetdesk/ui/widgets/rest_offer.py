"""A button that asks vendors for the rest of an answer, and what that costs in words beside it."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.count_words import count_vehicles
from fleetdesk.domain.motion import in_words
from fleetdesk.sync.history.budget import Budget
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Elided, button


class RestOffer(QWidget):
    """A button with this text and name, seen only while there is a rest; `cost_name` names the words beside it."""

    wanted = Signal()

    def __init__(self, text: str, name: str, cost_name: str) -> None:
        super().__init__()
        self.button = button(text, name, hint=_("Fetch the missing tracks; each closed day is asked for once"))
        self.cost = Elided("Dim")
        set_name(self.cost, cost_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 2)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.cost, 1)
        self.button.clicked.connect(self.wanted)
        self.show_budget(None)

    def show_budget(self, budget: Budget | None) -> None:
        """Offer the rest and say what that costs; None or an empty budget for nothing to ask for."""
        self.setVisible(budget is not None and bool(budget.units))
        self.cost.say(budget_words(budget) if budget else "")


def budget_words(budget: Budget) -> str:
    """Return what the rest costs: "12 vehicles, 84 days: about 24 requests, 30 s"."""
    requests = ngettext("{count} request", "{count} requests", budget.requests)
    days = ngettext("{count} day", "{count} days", budget.days).format(count=grouped(budget.days))
    return pgettext("budget", "{vehicles}, {days}: about {requests}, {time}").format(
        vehicles=count_vehicles(len(budget.units)),
        days=days,
        requests=requests.format(count=grouped(budget.requests)),
        time=in_words(timedelta(seconds=budget.seconds)),
    )
