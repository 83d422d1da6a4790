"""The text of a cell as the value of a task's field, or a sentence on why it cannot be one."""

import math
import re

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.coordinates import parse_angle
from fleetdesk.domain.invisible_characters import seen
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import Field, FieldKind, Value
from fleetdesk.domain.tasks import STATUS_BY_CODE

YES = frozenset(["yes", "y", "true", "1", "x", "jah", "ja", "j", "áno", "a", "да", "д"])
NO = frozenset(["no", "n", "false", "0", "-", "ei", "e", "nie", "нет", "н"])
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?", re.ASCII)
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"})


def text(field: Field, cell: str) -> Value:
    """Return the text itself, if it is not too long for the field."""
    if len(cell) > field.longest:
        raise UsageError(_too_long(field, len(cell)))
    return cell


def _too_long(field: Field, count: int) -> str:
    return ngettext(
        "{field} has {count} character; at most {most} are sent. Shorten it.",
        "{field} has {count} characters; at most {most} are sent. Shorten it.",
        count,
    ).format(field=field.label, count=count, most=field.longest)


def number(field: Field, cell: str) -> Value:
    """Read a number with point or comma."""
    words = seen(cell).translate(_SPACES).strip()
    if not _NUMBER.fullmatch(words):
        raise UsageError(_("{field} “{cell}” is no number.").format(field=field.label, cell=cell[:40]))
    value = float(words.replace(" ", "").replace(",", "."))
    if not math.isfinite(value) or value < 0:
        raise UsageError(
            _("{field} {cell} cannot be below zero or without end.").format(field=field.label, cell=cell[:40])
        )
    return value


def whole(field: Field, cell: str) -> Value:
    """Read a whole number that fits 32 bits."""
    value = number(field, cell)
    if not isinstance(value, float) or not value.is_integer() or value > 2**31 - 1:
        raise UsageError(_("{field} “{cell}” is no whole number.").format(field=field.label, cell=cell[:40]))
    return int(value)


def degrees(field: Field, cell: str) -> Value:
    """Read a latitude or longitude in degrees, in any notation."""
    longitude = field.kind is FieldKind.LONGITUDE
    value, limit = parse_angle(cell, "EW" if longitude else "NS"), 180 if longitude else 90
    if abs(value) > limit:
        raise UsageError(
            _("{field} {angle} is beyond {limit} degrees.").format(field=field.label, angle=f"{value:g}", limit=limit)
        )
    return value


def flag(field: Field, cell: str) -> Value:
    """Read a yes or no."""
    words = seen(cell).strip().casefold()
    if words not in YES | NO:
        raise UsageError(_("{field} “{cell}” is neither yes nor no.").format(field=field.label, cell=cell[:40]))
    return words in YES


def status(field: Field, cell: str) -> Value:
    """Read a status by its word, in English or in the user's language, or by its code."""
    words = _plain_status(seen(cell))
    if words.isascii() and words.isdigit() and int(words[:9]) in STATUS_BY_CODE:
        return STATUS_BY_CODE[int(words[:9])]
    if words not in _STATUS_BY_WORD:
        names = joined(TASKS[each].word for each in STATUS_BY_CODE.values())
        raise UsageError(
            _("Status “{cell}” is not known. It is one of: {statuses}.").format(cell=cell[:40], statuses=names)
        )
    return _STATUS_BY_WORD[words]


def _plain_status(words: str) -> str:
    return re.sub(r"[\s-]+", "_", words.strip().casefold())


_STATUS_BY_WORD = {
    **{_plain_status(TASKS[each].word): each for each in STATUS_BY_CODE.values()},
    **{each.value: each for each in STATUS_BY_CODE.values()},
}


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
    """Return the value of a cell for any field that is no time; UsageError with a sentence where it is none."""
    return _READERS[field.kind](field, cell)
