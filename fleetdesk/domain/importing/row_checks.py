"""What a row's values mean together and beside what is there already: its window, its place, its reference."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.importing.lookalikes import look
from fleetdesk.domain.importing.mapping import PLACE
from fleetdesk.domain.importing.reference_data import ReferenceData
from fleetdesk.domain.importing.row_reasons import RowReading
from fleetdesk.domain.order_ref import propose
from fleetdesk.domain.plausibility import OVER, odd_place, wrong_window
from fleetdesk.domain.task_fields import BY_NAME, Fields, Value, changes, to_plain

Values = tuple[tuple[str, Value], ...]
_LIKE_A_ROW = _("{reference} looks like {other} of row {row}, and is not the same. Are they one order?")
_LIKE_A_TASK = _(
    "{reference} looks like {other} of a task that is there already, and is not the same. Are they one order?"
)


def twins(reading: RowReading, seen: dict[Values, list[int]], number: int) -> int:
    """Return the number of earlier rows without a reference that hold the very same; the user is told of the last."""
    if "order_ref" in reading.fields:
        return 0
    key = tuple(sorted(reading.fields.items()))
    before = seen.setdefault(key, [])
    if before:
        reading.doubt(
            "order_ref",
            _("Row {row} holds the same. Leave one out, unless both are to be done.").format(row=before[-1]),
        )
    before.append(number)
    return len(before) - 1


def reference(fields: Fields, twin: int, zone: ZoneInfo) -> str:
    """Make a reference for a row without one, the same for the same values, so that a second import finds it."""
    text = json.dumps([to_plain(fields), twin], sort_keys=True, default=str)
    start = fields["start_at"]
    assert isinstance(start, datetime)
    return propose(start.astimezone(zone), Random(hashlib.sha256(text.encode()).digest()))


def judge(
    reading: RowReading,
    refs: dict[str, int],
    looks: dict[str, tuple[str, int]],
    number: int,
    reference_data: ReferenceData,
) -> bool:
    """Add what is wrong with the row as a whole; return whether the very same task is there already.

    `looks` holds by its look each reference before this one and its row, which is 0 for a task that is there.
    """
    _window(reading, reference_data.now)
    _whereabouts(reading, reference_data)
    ref = str(reading.fields["order_ref"])
    if ref in refs:
        reading.wrong(
            "order_ref",
            _("Row {row} has the reference {reference} too. A reference names one task.").format(
                row=refs[ref], reference=ref
            ),
        )
        return False
    refs[ref] = number
    if ref in reference_data.known:
        return _is_there(reading, ref, reference_data.known[ref])
    _look(reading, ref, looks, number)
    return False


def _look(reading: RowReading, ref: str, looks: dict[str, tuple[str, int]], number: int) -> None:
    other, row = looks.setdefault(look(ref), (ref, number))
    if other != ref:
        sentence = _LIKE_A_ROW if row else _LIKE_A_TASK
        reading.doubt("order_ref", sentence.format(reference=ref, other=other, row=row))


def _is_there(reading: RowReading, ref: str, known: Fields) -> bool:
    differing = changes(known, reading.fields)
    if not differing:
        reading.errors.clear()
        return True
    names = joined(BY_NAME[name].within for name in differing)
    reading.wrong(
        "order_ref",
        _("{reference} is there already with another {fields}. Change it there, or give a new reference.").format(
            reference=ref, fields=names
        ),
    )
    return False


def _window(reading: RowReading, now: datetime) -> None:
    start, stop = reading.fields["start_at"], reading.fields["stop_at"]
    assert isinstance(start, datetime)
    assert isinstance(stop, datetime)
    if fault := wrong_window(start, stop):
        reading.wrong("stop_at", fault)
    elif stop < now:
        reading.doubt("stop_at", OVER)


def _whereabouts(reading: RowReading, reference_data: ReferenceData) -> None:
    doubt = odd_place(_number(reading.fields, "lat"), _number(reading.fields, "lon"), reference_data.bounds)
    if doubt:
        reading.doubt(PLACE if PLACE in reading.headings else "lat", doubt)


def _number(fields: Mapping[str, Value], name: str) -> float:
    value = fields[name]
    assert isinstance(value, float)
    return value
