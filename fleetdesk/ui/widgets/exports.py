"""What an export of a list writes besides what its columns show: moments and numbers as such, places, every field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from fleetdesk.sheets.grid import Cell

Item = TypeVar("Item")


class ExportColumn(NamedTuple):
    """One column of the file: its heading, and the value of an item."""

    heading: str
    value: Callable[[Any], Cell]


@dataclass(frozen=True)
class Exports(Generic[Item]):
    """`instead` stands for a column of the list by its key, `always` after all of them, `more` where all is wanted."""

    instead: Mapping[str, Sequence[ExportColumn]] = field(default_factory=dict)
    always: Sequence[ExportColumn] = ()
    more: Sequence[ExportColumn] = ()
