"""From what a user wants made on a server to the writes that do it, by the vendor's rules."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from fleetdesk.base.errors import UsageError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.creations import ENTER, INTERVAL, LEAVE, LIGHT, OTHER
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.task_fields import Fields, Value, to_plain

WITH_MAC = frozenset({"wifi_router", "bluetooth_beacon"})
"""The purposes whose comment has to be a MAC address."""
LONGEST_NAME, LONGEST_COMMENT = 50, 255
GROUPS = range(1, 10)
RADIUS_M, WIDEST_M = 50, 100_000
_GROUP_ID = re.compile(r"[a-zA-Z0-9_-]{1,10}")
_MAC = re.compile(r"[0-9a-f]{12}")
COMMENT_LACKS = _("The vendor wants a comment with every place. Write one, or a name.")
NO_REPORT_OF = _(
    "The vendor makes no report of “{name}” alone: its id has other characters than letters, digits, - and _, or "
    "more than 10 of them. Order one of all vehicles."
)
NO_MAC = _("A Wi-Fi router or beacon is known by its MAC address: write it as the comment, like AD-6A-9F-DA-13-7D.")


def poi_draft(account: str, poi: Poi) -> Draft:
    """Make the draft of a new place; UsageError where the vendor's rules want it otherwise."""
    name, comment = (poi.name or "").strip(), _comment(poi)
    if poi.lat is None or poi.lon is None:
        raise UsageError(_("Say where the place is."))
    if len(name) > LONGEST_NAME or len(comment) > LONGEST_COMMENT:
        told = _("A name has at most {name} characters, a comment {comment}.")
        raise UsageError(told.format(name=LONGEST_NAME, comment=LONGEST_COMMENT))
    fields: dict[str, Value] = {
        "lat": poi.lat,
        "lon": poi.lon,
        "name": name,
        "purpose": poi.purpose,
        "comment": comment,
        "type": poi.type if poi.type in GROUPS else 1,
        "radius_m": round(poi.radius_m or RADIUS_M),
        "address": poi.address,
        "phone": poi.phone,
        "country_code": poi.country_code,
        "contact": poi.contact,
    }
    return _draft(account, OpKind.POI, fields, name or comment)


def _comment(poi: Poi) -> str:
    """Return the comment as the vendor wants it: a MAC address for some purposes, and never empty."""
    comment = (poi.comment or "").strip()
    if poi.purpose in WITH_MAC:
        digits = re.sub(r"[-:. ]", "", comment).lower()
        if not _MAC.fullmatch(digits):
            raise UsageError(NO_MAC)
        return "-".join(digits[each : each + 2] for each in range(0, 12, 2)).upper()
    if not (comment or (poi.name or "").strip()):
        raise UsageError(COMMENT_LACKS)
    return comment or (poi.name or "").strip()


def zone_draft(account: str, zone: Geozone) -> Draft:
    """Make the draft of a new geozone, which is a circle; UsageError where the vendor's rules want it otherwise."""
    name, radius_m = (zone.name or "").strip(), zone.radius_m or 0.0
    if not name:
        raise UsageError(_("Write a name for the geozone."))
    if zone.lat is None or zone.lon is None or not 0 < radius_m <= WIDEST_M:
        raise UsageError(_("A geozone needs a middle, and a radius of at most 100 km."))
    fields: dict[str, Value] = {"name": name, "lat": zone.lat, "lon": zone.lon, "radius_m": round(radius_m, 1)}
    return _draft(account, OpKind.ZONE, fields, name)


def tie_draft(zone: Geozone | Draft, unit: str, plate: str, events: Iterable[int]) -> Draft:
    """Make the draft that ties a vehicle, by the vendor's id of it, to a geozone or to one that is still to be made."""
    wanted = sorted(events)
    if not wanted:
        raise UsageError(_("Tick what the alarm is for: entering, leaving or both."))
    of_draft = isinstance(zone, Draft)
    name = zone.label if isinstance(zone, Draft) else zone.name or ""
    fields: dict[str, Value] = {
        "unit": unit,
        "zone": None if isinstance(zone, Draft) else zone.id,
        "enter": ENTER in wanted,
        "leave": LEAVE in wanted,
    }
    label = joined((readable(plate, NAME), readable(name, NAME), event_words(wanted)), " · ")
    task = zone.task if isinstance(zone, Draft) else ""
    assert of_draft or fields["zone"] is not None
    return _draft(zone.account, OpKind.TIE, fields, label, task)


def order_draft(account: str, unit: str, plate: str, event_type: int, description: str) -> Draft:
    """Make the draft of an order to a vehicle's device."""
    words = description.strip()
    if not words:
        raise UsageError(_("Write what the device is to do."))
    fields: dict[str, Value] = {"unit": unit, "event_type": event_type, "description": words}
    label = joined((readable(plate, NAME), order_words(event_type, words)), " · ")
    return _draft(account, OpKind.ORDER, fields, label)


def report_draft(
    account: str, kind: str, group: str, period: tuple[datetime, datetime], label: str,
    type_id: int | None = None, group_id: str | None = None,
) -> Draft:  # fmt: skip
    """Make the draft of a report on a period (UTC); `kind` and `group` are the vendor's own words.

    UsageError for an id that the vendor's rules do not let a report be asked for.
    """
    if group_id and not _GROUP_ID.fullmatch(group_id):
        raise UsageError(NO_REPORT_OF.format(name=readable(group_id, NAME)))
    fields: dict[str, Value] = {
        "type": kind,
        "type_id": type_id,
        "group": group,
        "group_id": group_id,
        "start_at": period[0],
        "stop_at": period[1],
    }
    return _draft(account, OpKind.REPORT, to_plain(fields), label)


def event_words(events: Iterable[int]) -> str:
    """Say what a tie tells of."""
    words = {ENTER: pgettext("alarm", "entering"), LEAVE: pgettext("alarm", "leaving")}
    return joined(words[each] for each in events if each in words)


HANDLED = {True: _("the device has it"), False: _("waits for the device"), None: _("unknown whether it has it")}
"""What became of an order, by what the vendor says of it."""


def order_words(event_type: int, description: str) -> str:
    """Say what an order wants of a device."""
    named = {INTERVAL: _("reporting interval {value}"), LIGHT: _("light {value}"), OTHER: _("other: {value}")}
    return named.get(event_type, "{value}").format(value=readable(description, NAME))


def _draft(account: str, kind: OpKind, fields: Fields, label: str, task: str = "") -> Draft:
    filled = {name: value for name, value in fields.items() if value is not None and value != ""}
    return Draft(account, task or new_creation_id(), kind, filled, {}, label)


def new_creation_id() -> str:
    """Return a name of our own for what is to be made; it is no number, so nothing of a server has it."""
    return f"new-{secrets.token_hex(6)}"
