"""One row an operation: how it is asked and what comes back; an account can override where it lives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from fleetdesk.api.records import Record
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _


class Answer(StrEnum):
    """What an operation answers with."""

    LIST = "list"
    ONE = "one"
    PAGE = "page"
    PLAIN = "plain"


class OperationKind(StrEnum):
    """How a parameter is written on the wire and read from a command line."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    TIME = "time"
    TIMES = "times"
    LIST = "list"
    INTEGERS = "integers"
    JSON = "json"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it travels (query, path, json, form), and whether it must be there."""

    name: str
    place: str
    kind: OperationKind = OperationKind.TEXT
    required: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a vendor's API. `source` says whether its path is documented or assumed."""

    name: str
    method: str
    path: str
    source: str
    answer: Answer
    record: Record[Any] | None = None
    parameters: tuple[Parameter, ...] = ()
    time: str = "spaced"
    items: str = ""
    may_be_empty: bool = False

    @property
    def reads_only(self) -> bool:
        """Return whether asking twice is harmless."""
        return self.method == "GET"

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, with or without the [] of a repeated one; None without one."""
        bare = name.removesuffix("[]")
        return next((each for each in self.parameters if each.name == bare), None)

    def overridden(self, change: Mapping[str, str]) -> "Operation":
        """Return the operation with an account's own verb, path or time format."""
        known = {key: value for key, value in change.items() if key in {"method", "path", "time"}}
        return replace(self, source="override" if known else self.source, **known)  # type: ignore[arg-type]


class OperationTable(dict[str, Operation]):
    """The operations of one back end by name."""

    def find(self, name: str) -> Operation:
        """Return the operation; UsageError with the nearest names where there is none."""
        if name in self:
            return self[name]
        group = [each for each in self if each.split(".")[0] == name.split(".")[0]] or sorted(self)
        raise UsageError(
            _("There is no operation {name}. Did you mean {operations}?").format(
                name=name, operations=", ".join(group[:6])
            )
        )


def parameters(place: str, spec: str) -> tuple[Parameter, ...]:
    """Read 'object_id! lat:number! datetime[]:times' into parameters; ! is required, [] repeated."""
    return tuple(_parameter(place, word) for word in spec.split())


def _parameter(place: str, word: str) -> Parameter:
    required = word.endswith("!")
    name, _, kind = word.rstrip("!").partition(":")
    return Parameter(name.removesuffix("[]"), place, OperationKind(kind or "text"), required, name.endswith("[]"))
