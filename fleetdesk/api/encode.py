"""Parameters, from Python or from a command line, written the way an operation wants them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fleetdesk.api.operations import Operation, OperationKind, Parameter
from fleetdesk.api.records import compact, spaced
from fleetdesk.api.scalars import flag, integer, number, utc
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _


@dataclass(slots=True)
class Encoded:
    """A path with its ids filled in, and the parameters by where they travel."""

    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    json: dict[str, Any] | None = None
    form: dict[str, str] = field(default_factory=dict)
    file: Any = None


def encode(operation: Operation, given: Mapping[str, Any]) -> Encoded:
    """Return the request's parts; refuse unknown, missing and unreadable parameters in words."""
    values = {name.removesuffix("[]"): value for name, value in given.items() if value is not None}
    _check_names(operation, values)
    result = Encoded(operation.path)
    if any(each.place == "json" for each in operation.parameters):
        result.json = {}
    for parameter in operation.parameters:
        if parameter.name in values:
            _place(result, parameter, _written(operation, parameter, values[parameter.name]))
    return result


def _check_names(operation: Operation, values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if operation.parameter(name) is None]
    if unknown:
        raise UsageError(_unknown_sentence(operation, ", ".join(unknown)))
    missing = [each.name for each in operation.parameters if each.required and values.get(each.name) in (None, "")]
    if missing:
        raise UsageError(
            _("{operation} needs {parameters}.").format(operation=operation.name, parameters=", ".join(missing))
        )


def _unknown_sentence(operation: Operation, unknown: str) -> str:
    known = ", ".join(each.name for each in operation.parameters)
    sentence = (
        _("{operation} has no parameter {parameters}. It takes: {known}.")
        if known
        else _("{operation} has no parameter {parameters}. It takes: none.")
    )
    return sentence.format(operation=operation.name, parameters=unknown, known=known)


def _place(result: Encoded, parameter: Parameter, value: Any) -> None:
    if parameter.place == "path":
        result.path = result.path.replace(f"{{{parameter.name}}}", quote(str(value), safe=""))
    elif parameter.place == "json":
        assert result.json is not None
        result.json[parameter.name] = value
    elif parameter.kind is OperationKind.FILE:
        result.file = value
    elif parameter.place == "form":
        result.form[parameter.name] = _word(value)
    else:
        name = f"{parameter.name}[]" if parameter.repeated else parameter.name
        each = value if isinstance(value, list) else [value]
        result.query.extend((name, _word(item)) for item in each)


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _written(operation: Operation, parameter: Parameter, value: Any) -> Any:
    try:
        written = _WRITERS[parameter.kind](value, operation.time)
        if parameter.kind is not OperationKind.FILE:
            # Half a surrogate (a byte of the command line that is no UTF-8) and NaN cannot be sent.
            json.dumps(written, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError as error:
        raise UsageError(
            _("{parameter} of {operation} holds a character that is none.").format(
                parameter=parameter.name, operation=operation.name
            )
        ) from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        sentence = _("{parameter} of {operation}: {reason}")
        raise UsageError(sentence.format(parameter=parameter.name, operation=operation.name, reason=error)) from error
    return written


def _time(value: Any, style: str) -> str:
    moment = value if isinstance(value, datetime) else utc(str(value))
    if moment is None:
        raise ValueError(_("{value!r} is no time. Write 2026-11-23T08:00:00Z.").format(value=value))
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return compact(moment) if style == "compact" else spaced(moment)


def _whole(value: Any, _type: str) -> int:
    found = number(value)
    if found is None or found != int(found):
        raise ValueError(_("{value!r} is no whole number.").format(value=value))
    return int(found)


def _number(value: Any, _type: str) -> float:
    found = number(value)
    if found is None:
        raise ValueError(_("{value!r} is no number.").format(value=value))
    return found


def _truth(value: Any, _type: str) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    found = words.get(str(value).lower(), flag(value))
    if found is None:
        raise ValueError(_("{value!r} is neither true nor false.").format(value=value))
    return found


def _list(value: Any, _type: str) -> list[Any]:
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [part for part in value.split(",") if part]
    return list(value)


def _integers(value: Any, style: str) -> list[int]:
    read = [integer(item) for item in (_list(value, style) if not isinstance(value, int) else [value])]
    if None in read:
        raise ValueError(_("{value!r} is no list of whole numbers.").format(value=value))
    return [item for item in read if item is not None]


def _times(value: Any, style: str) -> list[str]:
    return [_time(item, style) for item in _list(value, style)]


def _json(value: Any, _type: str) -> str:
    if isinstance(value, str):
        json.loads(value)
        return value
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _file(value: Any, _type: str) -> Any:
    if not isinstance(value, (str, Path)):
        return value
    if not Path(value).is_file():
        raise ValueError(_("there is no file {file}.").format(file=value))
    return Path(value)


_WRITERS: dict[OperationKind, Callable[[Any, str], Any]] = {
    OperationKind.TEXT: lambda value, _: str(value),
    OperationKind.INTEGER: _whole,
    OperationKind.NUMBER: _number,
    OperationKind.FLAG: _truth,
    OperationKind.TIME: _time,
    OperationKind.TIMES: _times,
    OperationKind.LIST: _list,
    OperationKind.INTEGERS: _integers,
    OperationKind.JSON: _json,
    OperationKind.FILE: _file,
}
