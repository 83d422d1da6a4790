"""What is known of a VEZMA car in words, whether anybody drives it or not."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.units import Unit
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicle_page.fact_words import moment_words, said
from fleetdesk.ui.vehicle_page.page import NOT_TOLD_BY, UNKNOWN, Section
from fleetdesk.ui.vehicle_page.unit_words import care_section

NO_OPEN_TRIP = _("in no open trip")


def car_label(car: Unit, driver: Seen | None) -> str:
    """Return a car for a box of choices: its name, and who is in it or that nobody is."""
    return joined((car.name or car.id, driver.label if driver is not None else NO_OPEN_TRIP), " · ")


def car_sections(
    car: Unit, driver: Seen | None, services: Sequence[str] | None, vendor: str, zone: ZoneInfo
) -> tuple[Section, ...]:
    """Return what a vendor tells of a car; `services` are the kinds that the company has, None before they came."""
    untold = NOT_TOLD_BY.format(vendor=vendor)
    identity = (
        (_("Name"), said(car.name)),
        (_("Number"), car.id),
        (_("Note"), said(car.note)),
        (_("Driver now"), driver.label if driver is not None else NO_OPEN_TRIP),
        *(((_("Since"), moment_words(driver.vehicle_since, zone)),) if driver is not None else ()),
        (_("Account"), joined((vendor, car.account), " · ")),
    )
    kinds = UNKNOWN if services is None else joined(services) or pgettext("services", "none")
    done = _("not told by {vendor} of a single car; what was done is among its expenses").format(vendor=vendor)
    names = (
        _("Make"), _("Category"), _("Tank"), _("Temperature limits"), _("Settings of the device"), _("Outputs"),
        _("Geozones with alarms"), _("Orders to the device"),
    )  # fmt: skip
    return (
        Section(_("Car"), identity),
        care_section(car, zone, maintenance=untold),
        Section(_("Services"), ((_("Kinds the company has"), kinds), (_("Due or done"), done))),
        Section(_("What this vendor does not have"), tuple((name, untold) for name in names)),
    )
