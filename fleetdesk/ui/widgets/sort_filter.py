"""Brings the rows of a model to a wanted order: at once, or very many some milliseconds at a time between events."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from time import thread_time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from fleetdesk.base.slices import slices
from fleetdesk.sync.sliced import Sliced
from fleetdesk.ui.widgets.sorted_keys import SLICE, Ordered
from fleetdesk.ui.widgets.throttle import Throttle

NOWHERE = QModelIndex()
FEW, AT_ONCE = 2_000, 20_000
"""So many rows are arranged at once; more than the first only if that takes no longer than AT_ONCE_S."""
AT_ONCE_S = 0.008


# Qt's own metaclass and abc's do not mix, so what a model must give raises instead of being an abstract method.
class Arranging(QAbstractTableModel):
    """A model whose rows are the keys of an Ordered; never a reset, so selection and scroll stay."""

    settled = Signal()  # the rows are as wanted; later than the call that wanted it where there are very many

    def __init__(self) -> None:
        super().__init__()
        self._shown = Ordered()
        self._sliced = Sliced(self)
        self._sliced.done.connect(self._arranged)
        self._bringing = False
        self._meanwhile: set[str] = set()
        self._later = Throttle(self._arrange_unless_begun, self)

    @property
    def arranging(self) -> bool:
        """Return whether a large number of rows is still to be sorted."""
        return self._sliced.busy or self._later.waiting

    def _wanted(self) -> Iterator[Ordered | None]:
        raise NotImplementedError

    def _how_many(self) -> int:
        raise NotImplementedError

    def touch(self, changed: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Update the rows of items that changed or are gone."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Sort and filter the rows, at once or, where there are very many, between other events."""
        if self._bringing:
            self._sliced.finish()  # half brought, the rows are in no order that could be gone on from
        self._meanwhile.clear()
        self._sliced.start(self._arranging(), now=self._how_many() <= FEW)
        if self._how_many() <= AT_ONCE:
            self._sliced.go_on(AT_ONCE_S, thread_time)  # for as long as nobody sees a delay

    def arrange_changed(self) -> None:
        """Do the same where many rows of a list have changed; of a long list that keeps changing less often."""
        if self._how_many() <= FEW:
            self.arrange()
        else:
            self._later.ask()

    def _arrange_unless_begun(self) -> None:
        if not self._sliced.busy:  # else what has changed is looked at when that is done
            self.arrange()

    def then(self, do: Callable[[], None]) -> None:
        """Do this when the rows are as wanted: now, where they are."""
        if not self.arranging:
            do()
        else:
            self.settled.connect(do, Qt.ConnectionType.SingleShotConnection)

    def _arranging(self) -> Iterator[None]:
        """Sort and filter the items, then update the rows; yield where the work may pause."""
        for made in self._wanted():
            if made is not None:
                self._bringing = True
                yield from self._bring(made)
            yield None
        self._bringing = False

    def _arranged(self) -> None:
        self.touch(tuple(self._meanwhile))
        self.settled.emit()

    def _bring(self, wanted: Ordered) -> Iterator[None]:
        """Remove rows, add the new ones at the end, then move them, so that the model needs no reset."""
        before = self._shown
        if wanted.keys == before.keys:
            self._shown = wanted
            return
        kept, gone, added = list[str](), list[str](), list[str]()
        yield from _part(before.keys, wanted.of, kept, gone)
        if gone:
            self._remove(kept, gone)
            yield from self._pause()
        yield from _part(wanted.keys, before.of, [], added)
        if added:
            self.beginInsertRows(NOWHERE, len(kept), len(kept) + len(added) - 1)
            self._shown.keys = [*kept, *added]
            self.endInsertRows()
            yield from self._pause()
        self._reorder(wanted)

    def _pause(self) -> Iterator[None]:
        """Let other events run between two steps of very many rows; no row is found by its key then."""
        if self._how_many() > AT_ONCE:
            yield None

    def _remove(self, kept: list[str], gone: list[str]) -> None:
        """Move the rows to be removed to the end, then remove them all at once."""
        rest = Ordered()
        rest.keys = [*kept, *gone]
        self._reorder(rest)
        self.beginRemoveRows(NOWHERE, len(kept), len(rest.keys) - 1)
        del rest.keys[len(kept) :]
        self.endRemoveRows()

    def _reorder(self, wanted: Ordered) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        names = [self._shown.keys[index.row()] for index in before]
        self._shown = wanted
        rows = self._rows_of(set(names))
        after = [self.index(rows[name], index.column()) for name, index in zip(names, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _rows_of(self, names: set[str]) -> dict[str, int]:
        """Return the rows of these few keys, while the rows may not be sorted by value."""
        return {key: row for row, key in enumerate(self._shown.keys) if key in names} if names else {}


def _part(keys: Sequence[str], known: Container[str], there: list[str], other: list[str]) -> Iterator[None]:
    """Add each key to those that are `there` or to the `other` ones; yield where the work may pause."""
    for some in slices(keys, SLICE):
        for key in some:
            (there if key in known else other).append(key)
        yield None
