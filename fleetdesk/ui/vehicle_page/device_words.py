"""What the device of a vehicle can do, what it is tied to, and what it was told, in words."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.creation_drafts import HANDLED, order_words
from fleetdesk.domain.creations import OTHER
from fleetdesk.domain.outbox import Op, state_words
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.ui.vehicle_page.fact_words import moment_words, said, yes_or_no
from fleetdesk.ui.vehicle_page.page import NOT_TOLD_BY, UNKNOWN, Facts, Section

MOST_EVENTS = 40
SETTINGS, ZONES, ORDERS = _("Settings of the device"), _("Geozones with alarms"), _("Orders to the device")


def untold_sections(vendor: str) -> tuple[Section, ...]:
    """Return the sections of a device where the vendor tells nothing of devices."""
    told = ((_("All"), NOT_TOLD_BY.format(vendor=vendor)),)
    return Section(SETTINGS, told), Section(ZONES, told), Section(ORDERS, told)


def device_sections(
    settings: VehicleSettings | None, waiting: Sequence[Op], zone: ZoneInfo, name_of_zone: Callable[[int], str]
) -> tuple[Section, ...]:
    """Return what the settings tell, None before they came; `waiting` are the orders that are still on their way."""
    if settings is None:
        facts: Facts = ((_("All"), UNKNOWN),)
        return Section(SETTINGS, facts), Section(ORDERS, (*_waiting(waiting), *facts))
    return (
        Section(SETTINGS, _settings(settings)),
        Section(ZONES, _zones(settings, name_of_zone)),
        Section(ORDERS, (*_waiting(waiting), *_events(settings.events, zone))),
    )


def _settings(settings: VehicleSettings) -> Facts:
    light = settings.has_light_sensor, settings.has_light_tamper
    return (
        (_("Towing is noticed"), yes_or_no(settings.has_tow)),
        (_("Takes geozones"), yes_or_no(settings.has_geozones)),
        (_("Takes a reporting interval"), yes_or_no(settings.has_reporting_interval)),
        (_("Reporting intervals"), joined(settings.reporting_intervals) or UNKNOWN),
        (_("Light sensor"), yes_or_no(light[0])),
        (_("Light tells of tampering"), yes_or_no(light[1])),
        (_("Outputs"), _outputs(settings)),
        (_("Alarm"), said(settings.alarm)),
    )


def _outputs(settings: VehicleSettings) -> str:
    if settings.outputs is None:
        return UNKNOWN
    return joined(settings.outputs) or pgettext("outputs", "none")


def _zones(settings: VehicleSettings, name_of_zone: Callable[[int], str]) -> Facts:
    if not settings.geozones:
        return ((_("Tied to"), pgettext("geozones", "none")),)
    return tuple(
        (_("Geozone {number}").format(number=each), name_of_zone(each) or UNKNOWN) for each in settings.geozones
    )


def _waiting(waiting: Sequence[Op]) -> Facts:
    return tuple((_wish(op), joined(filter(None, (state_words(op), op.reason)), " · ")) for op in waiting)


def _wish(op: Op) -> str:
    kind, text = op.fields.get("event_type"), op.fields.get("description")
    return order_words(kind if isinstance(kind, int) else OTHER, str(text or ""))


def _events(events: Sequence[VehicleEvent], zone: ZoneInfo) -> Facts:
    if not events:
        return ((_("Told before"), pgettext("orders", "none")),)
    newest = sorted(events, key=lambda each: each.id, reverse=True)
    facts = [(_order(each), _became(each, zone)) for each in newest[:MOST_EVENTS]]
    if len(newest) > MOST_EVENTS:
        facts.append((_("Older ones"), number(len(newest) - MOST_EVENTS)))
    return tuple(facts)


def _order(event: VehicleEvent) -> str:
    return order_words(event.event_type or OTHER, event.description or "")


def _became(event: VehicleEvent, zone: ZoneInfo) -> str:
    return joined((HANDLED[event.handled], moment_words(event.requested_at or event.recorded_at, zone)), " · ")
