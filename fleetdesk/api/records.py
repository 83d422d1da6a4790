"""Vendor rows become domain values by a table of fields; one bad row never costs the batch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from fleetdesk.api.scalars import Reader, text
from fleetdesk.base.translation import _

T = TypeVar("T")
ROW_ERRORS = (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError)


class BadRow(ValueError):
    """A row without its identity, or that is no object at all."""


@dataclass(slots=True)
class Rows(Generic[T]):
    """The values of one answer, and the reasons why the others were dropped."""

    values: list[T] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


class Record(Generic[T]):
    """How one kind of row is read: domain field -> (vendor's key, reader); `needs` must not be None."""

    def __init__(
        self,
        make: Callable[..., T],
        needs: Iterable[str] = ("id",),
        finish: Callable[[Mapping[str, Any], dict[str, Any]], None] | None = None,
        **columns: tuple[str, Reader],
    ) -> None:
        self._make, self._needs, self._finish, self._columns = make, tuple(needs), finish, columns

    @property
    def keys(self) -> frozenset[str]:
        """Return the vendor's keys that are read column by column."""
        return frozenset(key for key, _ in self._columns.values())

    def read(self, row: Any, account: str) -> T:
        """Return the domain value of one vendor row."""
        if not isinstance(row, Mapping):
            raise BadRow(_("not an object"))
        values = {name: reader(row.get(key)) for name, (key, reader) in self._columns.items()}
        if self._finish:
            self._finish(row, values)
        missing = [name for name in self._needs if values.get(name) is None]
        if missing:
            raise BadRow(_("without {fields}").format(fields=", ".join(missing)))
        return self._make(account=account, **values)

    def read_all(self, rows: Any, account: str) -> Rows[T]:
        """Return the readable values of a list; the rest is counted with its reason."""
        result: Rows[T] = Rows()
        for row in rows:
            try:
                result.values.append(self.read(row, account))
            except ROW_ERRORS as reason:
                result.dropped.append(str(reason))
        return result


def code(names: Mapping[int, Any], unknown: Any) -> Callable[[int | None], Any]:
    """Make a reader that looks a vendor's number up; an unknown one is shown as unknown and never written back."""
    return lambda value: unknown if value is None else names.get(value, unknown)


def inside(*keys: str) -> Reader:
    """Make a reader of a text some objects down: inside('category', 'categoryName')."""

    def read(value: Any) -> str | None:
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return text(value)

    return read


def spaced(moment: datetime) -> str:
    """Write a time as YYYY-MM-DD HH:MM:SS in UTC: what most Metrotec calls take."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def compact(moment: datetime) -> str:
    """Write a time as YYYY-MM-DDHH:MM:SS in UTC: what Metrotec prints for history calls and drivers.list."""
    return moment.strftime("%Y-%m-%d%H:%M:%S")
