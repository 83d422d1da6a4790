"""The dock "Vehicle data": everything the vendors know of the selected unit, or of a car that is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.vehicle_page.fact_sheet import FactSheet
from fleetdesk.ui.vehicle_page.page import Page
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling

NOBODY = (
    _("No vehicle selected"),
    _("Select a vehicle or a person in a list or on the map. Cars of VEZMA that nobody drives are in the box above."),
)
SELECTED = pgettext("whose data", "The selected one")
SELECTION = ""
"""The value of the choice that follows the selection."""


class VehiclePane(LatePanel):
    """Box "Whose data", buttons "Ask again", "Order to the device", "Copy as text", "Print or save as PDF".

    car_chosen: the key of a car, or SELECTION.
    """

    car_chosen = Signal(str)
    ask_wanted, order_wanted, copy_wanted, print_wanted = Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__(_("Vehicle data"), Placement(Side.MIDDLE, tabbed=True))
        self._told_cars: list[tuple[str, str]] = []

    def build(self) -> None:
        """Build buttons and page."""
        self.cars, self.sheet = QComboBox(), FactSheet()
        self.subject = Elided("EmptyTitle")
        self.alarm, self.trouble = Paragraph("Alarm", lines=3), Paragraph("Alarm", lines=4)
        self._rows = ListOrEmpty(scrolling(self.sheet), Empty(*NOBODY))
        self.again = button(_("Ask again"), _("Ask for the vehicle again"), flat=True)
        self.order = button(_("Order to the device"), _("Order to the device of the vehicle"), flat=True)
        self.text = button(_("Copy as text"), _("Copy the page of the vehicle"), flat=True)
        self.paper = button(_("Print or save as PDF"), _("Print the page of the vehicle"), flat=True)
        self._lay_out()
        self.show_cars({}, SELECTION)
        self.show_page(None)

    def _lay_out(self) -> None:
        set_name(self.cars, _("Whose data"))
        set_tip(self.cars, _("The selected vehicle or person, or a car of VEZMA"))
        set_name(self.alarm, _("Temperatures outside their limits"))
        set_name(self.trouble, _("What is missing of the vehicle"))
        self.header.add(self.cars, self.again, self.order, self.text, self.paper)
        set_name(self.subject, _("Whose data is shown"))
        for each in (self.subject, self.alarm, self.trouble):
            each.setContentsMargins(12, 6, 12, 0)
            self.box.addWidget(each)
        self.box.addWidget(self._rows, 1)
        self.cars.activated.connect(lambda row: self.car_chosen.emit(self.cars.itemData(row)))
        self.again.clicked.connect(self.ask_wanted)
        self.order.clicked.connect(self.order_wanted)
        self.text.clicked.connect(self.copy_wanted)
        self.paper.clicked.connect(self.print_wanted)

    def show_cars(self, cars: Mapping[str, str], chosen: str) -> None:
        """Offer cars by their keys, each with its words; without any there is nothing to choose."""
        told = [(SELECTION, str(SELECTED)), *cars.items()]
        if told != self._told_cars:
            self._told_cars = told
            self.cars.clear()
            for key, words in told:
                add_choice(self.cars, words, key)
            self.cars.setVisible(bool(cars))
        keys = [key for key, _words in told]
        self.cars.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)

    def show_page(self, page: Page | None, *, takes_orders: bool = False) -> None:
        """Show a page; None where nothing is selected."""
        self.order.setVisible(takes_orders)
        for each in (self.again, self.text, self.paper):
            each.setEnabled(page is not None)
        if page is None:
            self.subject.hide()
            self._say("", ())
            self.say_count("")
            self._rows.show_empty(*NOBODY)
            return
        self.subject.say(page.title)
        self.subject.show()
        self.say_count(page.asked)
        self._say(page.alarm, page.troubles)
        self.sheet.show_sections(page.sections)
        self._rows.show_list()

    def _say(self, alarm: str, troubles: Sequence[str]) -> None:
        for part, words in ((self.alarm, alarm), (self.trouble, "\n".join(troubles))):
            part.say(words)
            part.setVisible(bool(words))
