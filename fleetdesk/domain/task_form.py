"""The task form's texts as values of a task: what is wrong is said field by field, what is odd too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import Bounds
from fleetdesk.domain.importing.reference_data import unit_called
from fleetdesk.domain.importing.row_values import value_of
from fleetdesk.domain.plausibility import OVER, odd_place, wrong_window
from fleetdesk.domain.task_fields import BY_NAME, LATER, NEVER_EMPTY, FieldKind, Fields, Value, same
from fleetdesk.domain.time_spans import ends
from fleetdesk.domain.typed_times import Near, typed_span, typed_time

NO_PLACE = _("No place is known for this address. Choose one from its list, pick it on the map, or paste coordinates.")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the texts are read against; `whose` says of an order reference which other task has it, empty if none."""

    account: str
    zone: ZoneInfo
    now: datetime
    units: Mapping[str, str | None] = field(default_factory=dict)
    whose: Callable[[str], str] = lambda reference: ""
    bounds: Bounds | None = None


@dataclass(slots=True)
class FormReading:
    """The values that could be read, what must be corrected, and what is only doubtful."""

    fields: dict[str, Value] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Return whether the form can be saved."""
        return not self.wrong


def read_form(texts: Mapping[str, str], setting: Setting, before: Fields | None = None) -> FormReading:
    """Read all fields; `before` are the values of a task that is there already, None for a new one."""
    reading = FormReading()
    for name, text in _with_ends(texts, setting).items():
        try:
            reading.fields[name] = _value(name, text.strip(), setting, before, reading)
        except UsageError as error:
            reading.wrong[name] = str(error)
    _window(reading, setting.now, before)
    _reference(reading, setting)
    _address(reading, texts)
    _place(reading, "lat", "lon", setting)
    _place(reading, "start_lat", "start_lon", setting)
    return reading


def _with_ends(texts: Mapping[str, str], setting: Setting) -> Mapping[str, str]:
    """Return the texts, with a span of time at the start split into start and stop where there is no other stop."""
    start, stop = texts.get("start_at", "").strip(), texts.get("stop_at", "").strip()
    typed = typed_span(start)
    if typed and not stop:
        return {**texts, "start_at": typed[0], "stop_at": typed[1]}
    try:
        both = ends(start, stop, setting.zone)
    except UsageError:
        return texts  # the start's own sentence says what is wrong
    return {**texts, "start_at": both[0], "stop_at": both[1]} if both != (start, stop) else texts


def _value(name: str, text: str, setting: Setting, before: Fields | None, reading: FormReading) -> Value:
    known = BY_NAME[name]
    if not text:
        return _empty(name, before)
    if known.kind is FieldKind.TIME:
        return typed_time(text, setting.zone, near(name, reading.fields.get("start_at"), setting.now, before))
    return _unit(text, setting, before) if name == "unit" else value_of(known, text)


def near(name: str, start: Value, now: datetime, before: Fields | None) -> Near:
    """Return what a typed time is read against: now, the start for a stop, and what an existing task had."""
    had = before.get(name) if before else None
    return Near(
        now,
        after=start if name == "stop_at" and isinstance(start, datetime) else None,
        before=had if isinstance(had, datetime) else None,
    )


def _empty(name: str, before: Fields | None) -> Value:
    known = BY_NAME[name]
    if name in LATER:
        _later(name, before)
        return None
    if known.required and (before is None or before.get(name) is not None):
        raise UsageError(_("{field} is missing.").format(field=known.label))
    if known.kind in NEVER_EMPTY and before is not None and before.get(name) is not None:
        raise UsageError(_("{field} cannot be emptied on the server. Write a number.").format(field=known.label))
    return None


def _later(name: str, before: Fields | None) -> None:
    """Allow a task to lack what can come later, as long as it never had it."""
    if before is not None and before.get(name):
        raise UsageError(_("{field} is missing.").format(field=BY_NAME[name].label))


def _unit(text: str, setting: Setting, before: Fields | None) -> str:
    """Return the vendor's id of a vehicle by its id, plate or name; what the task has already stays as it is."""
    if before is not None and text == before.get("unit"):
        return text
    return unit_called(text.split(" · ")[0], setting.units, setting.account, text)


def _window(reading: FormReading, now: datetime, before: Fields | None) -> None:
    start, stop = reading.fields.get("start_at"), reading.fields.get("stop_at")
    if not isinstance(start, datetime) or not isinstance(stop, datetime):
        return
    if fault := wrong_window(start, stop):
        reading.wrong["stop_at"] = fault
    elif stop < now and (before is None or not same("stop_at", before.get("stop_at"), stop)):
        reading.doubtful["stop_at"] = OVER


def _reference(reading: FormReading, setting: Setting) -> None:
    ref = reading.fields.get("order_ref")
    if isinstance(ref, str) and (whose := setting.whose(ref)):
        reading.wrong["order_ref"] = _("{reference} is taken: {whose}. A reference names one task.").format(
            reference=ref, whose=whose
        )


def _address(reading: FormReading, texts: Mapping[str, str]) -> None:
    """Say once what an address without coordinates needs, and not what each of its two numbers lacks."""
    address, lat, lon = (texts.get(name, "").strip() for name in ("address", "lat", "lon"))
    if address and not lat and not lon and {"lat", "lon"} <= reading.wrong.keys():
        del reading.wrong["lon"]
        reading.wrong["lat"] = NO_PLACE


def _place(reading: FormReading, lat_name: str, lon_name: str, setting: Setting) -> None:
    lat, lon = reading.fields.get(lat_name), reading.fields.get(lon_name)
    if isinstance(lat, float) and isinstance(lon, float):
        if doubt := odd_place(lat, lon, setting.bounds):
            reading.doubtful[lat_name] = doubt
    elif (lat is None) != (lon is None) and lat_name not in reading.wrong and lon_name not in reading.wrong:
        missing = lat_name if lat is None else lon_name
        reading.wrong[missing] = _("{field} is missing: a place has both.").format(field=BY_NAME[missing].label)
