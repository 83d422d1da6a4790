"""Metrotec's positions, decoded in one pass: 10,000 rows a second pass through here."""

from codecs import BOM_UTF8
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from fleetdesk.api.lenient import decode
from fleetdesk.api.metrotec.records import VENDOR_ZONE
from fleetdesk.api.records import BadRow, Rows
from fleetdesk.api.scalars import arrival, degrees, integer, latitude, longitude, number, text, unset, utc
from fleetdesk.base.translation import _
from fleetdesk.domain.readings import ignition
from fleetdesk.domain.units import Position, UnitKind

Scalar = str | int | float | bool | None


class PositionRow(msgspec.Struct):
    """One row of routelog/ (docs/vendors/metrotec.md#positions); every scalar may come as number or text."""

    objectID: Scalar = None  # noqa: N815
    Xpos: Scalar = None
    Ypos: Scalar = None
    Counter1: Scalar = None
    Counter2: Scalar = None
    GMTime: Scalar = None
    Speed: Scalar = None
    Heading: Scalar = None
    Input: Scalar = None
    LastCommunicationLocalTime: Scalar = None
    Power: Scalar = None
    BatLevel: Scalar = None
    NoGPSFix: Scalar = None
    t1: Scalar = None
    t2: Scalar = None
    t3: Scalar = None
    t4: Scalar = None


_WHOLE = msgspec.json.Decoder(list[PositionRow])


def read_positions(
    body: bytes, account: str, zone: ZoneInfo = VENDOR_ZONE, charset: str | None = None
) -> Rows[Position]:
    """Return all readable positions of an answer of positions.list or positions.get; errors as lenient.decode()."""
    result: Rows[Position] = Rows()
    for row in _rows(body, result.dropped, charset):
        try:
            result.values.append(_position(row, account, zone))
        except (ValueError, OverflowError) as reason:
            result.dropped.append(str(reason))
    return result


def _rows(body: bytes, dropped: list[str], charset: str | None) -> list[PositionRow]:
    """Decode the whole list at once; only where that fails, row by row, so that one bad row costs itself alone."""
    plain = body.removeprefix(BOM_UTF8)
    plain = plain if plain.lstrip()[:1] == b"[" else b"[" + plain + b"]"
    try:
        return _WHOLE.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError):
        values = decode(body, charset)
        return _one_by_one(values if isinstance(values, list) else [values], dropped)


def _one_by_one(values: list[Any], dropped: list[str]) -> list[PositionRow]:
    rows = []
    for value in values:
        try:
            rows.append(msgspec.convert(value, PositionRow))
        except msgspec.ValidationError as reason:
            dropped.append(str(reason))
    return rows


def _position(row: PositionRow, account: str, zone: ZoneInfo) -> Position:
    unit = text(row.objectID)
    if unit is None:
        raise BadRow(_("without {fields}").format(fields="objectID"))
    fixed = utc(row.GMTime)
    return Position(
        account,
        unit,
        UnitKind.VEHICLE,
        *_place(row),
        number(row.Speed),
        degrees(row.Heading),
        fixed,
        _received(row, fixed, zone),
        _ignition(row.Input),
        unset(row.NoGPSFix),
        number(row.Power),
        number(row.BatLevel),
        (number(row.t1), number(row.t2), number(row.t3), number(row.t4)),
        number(row.Counter1),
        number(row.Counter2),
        integer(row.Input),
        text(row.LastCommunicationLocalTime),
    )


def _place(row: PositionRow) -> tuple[float | None, float | None]:
    """Return latitude (Ypos) and longitude; None for 0,0, which a device without a fix reports."""
    lat, lon = latitude(row.Ypos), longitude(row.Xpos)
    return (None, None) if lat is None or lon is None or (lat == 0 and lon == 0) else (lat, lon)


def _received(row: PositionRow, fixed: datetime | None, zone: ZoneInfo) -> datetime | None:
    return arrival(row.LastCommunicationLocalTime, fixed, zone)


def _ignition(value: Any) -> bool | None:
    """Read Input, whose bits the vendor does not name; in its examples bit 0 is set while the engine runs."""
    return ignition(integer(value))
