"""The text of a cell as the value of a task's field, or a sentence on why it cannot be one."""

import math
import re

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import parse_angle
from fleetdesk.domain.invisible_characters import seen
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import Field, FieldKind, Value
from fleetdesk.domain.tasks import STATUS_BY_CODE, TaskStatus

YES = frozenset(["yes", "y", "true", "1", "x", "jah", "ja", "j", "áno", "a", "да", "д"])
NO = frozenset(["no", "n", "false", "0", "-", "ei", "e", "nie", "нет", "н"])
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?", re.ASCII)
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"})


def text(field: Field, cell: str) -> Value:
    """The text itself, if it is not too long for the field."""
    if len(cell) > field.longest:
        raise UsageError(
            _("{label} has {count} characters; at most {longest} are sent. Shorten it.").format(
                label=field.label, count=len(cell), longest=field.longest
            )
        )
    return cell


def number(field: Field, cell: str) -> Value:
    """A number with point or comma."""
    words = seen(cell).translate(_SPACES).strip()
    if not _NUMBER.fullmatch(words):
        raise UsageError(_("{label} “{cell}” is no number.").format(label=field.label, cell=cell[:40]))
    value = float(words.replace(" ", "").replace(",", "."))
    if not math.isfinite(value) or value < 0:
        raise UsageError(
            _("{label} {cell} cannot be below zero or without end.").format(label=field.label, cell=cell[:40])
        )
    return value


def whole(field: Field, cell: str) -> Value:
    """A whole number that fits 32 bits."""
    value = number(field, cell)
    if not isinstance(value, float) or not value.is_integer() or value > 2**31 - 1:
        raise UsageError(_("{label} “{cell}” is no whole number.").format(label=field.label, cell=cell[:40]))
    return int(value)


def degrees(field: Field, cell: str) -> Value:
    """A latitude or longitude in degrees, in any notation."""
    longitude = field.kind is FieldKind.LONGITUDE
    value, limit = parse_angle(cell, "EW" if longitude else "NS"), 180 if longitude else 90
    if abs(value) > limit:
        raise UsageError(
            _("{label} {value:g} is beyond {limit} degrees.").format(label=field.label, value=value, limit=limit)
        )
    return value


def flag(field: Field, cell: str) -> Value:
    """Yes or no."""
    words = seen(cell).strip().casefold()
    if words not in YES | NO:
        raise UsageError(_("{label} “{cell}” is neither yes nor no.").format(label=field.label, cell=cell[:40]))
    return words in YES


def status(field: Field, cell: str) -> Value:
    """A status by its word or its code."""
    words = re.sub(r"[\s-]+", "_", seen(cell).strip().casefold())
    if words.isascii() and words.isdigit() and int(words[:9]) in STATUS_BY_CODE:
        return STATUS_BY_CODE[int(words[:9])]
    if words not in set(TaskStatus) - {TaskStatus.UNKNOWN}:
        names = ", ".join(TASKS[each].word for each in STATUS_BY_CODE.values())
        raise UsageError(_("Status “{cell}” is not known. It is one of: {names}.").format(cell=cell[:40], names=names))
    return TaskStatus(words)


_READERS = {
    FieldKind.TEXT: text,
    FieldKind.NUMBER: number,
    FieldKind.WHOLE: whole,
    FieldKind.LATITUDE: degrees,
    FieldKind.LONGITUDE: degrees,
    FieldKind.FLAG: flag,
    FieldKind.STATUS: status,
}


def value_of(field: Field, cell: str) -> Value:
    """The value of a cell for any field that is no time; a UsageError with a sentence where it is none."""
    return _READERS[field.kind](field, cell)
