"""Lays out the board's days: at once, or of very many tasks and vehicles some milliseconds at a time."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.board import DayBoard
from fleetdesk.sync.sliced import Sliced
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.view import BoardView

AT_ONCE, FEW = 1000, 200
"""So many tasks and lanes are laid out at once, and so many changes taken over."""


class BoardLaying(QObject):
    """The board in sight stays until the one that comes is laid out. `changed` says that something else is shown."""

    changed = Signal()

    def __init__(self, view: BoardView, store: Store) -> None:
        super().__init__(view)
        self._view, self._store = view, store
        self._coming: DayBoard | None = None
        self._then: Callable[[], None] | None = None
        self._waiting: dict[str, None] = {}
        self._sliced = Sliced(self)

    @property
    def busy(self) -> bool:
        """Return whether the board in sight is not yet as it is to be."""
        return self._sliced.busy

    @property
    def board(self) -> DayBoard:
        """Return the board that is shown, or will be as soon as it is laid out."""
        return self._coming or self._view.board

    def then(self, do: Callable[[], None] | None) -> None:
        """Do this as soon as the board that comes is shown; now where none comes."""
        if do is not None and self._coming is not None:
            self._then = do
        elif do is not None:
            do()

    def lay(self, board: DayBoard, everyone: Iterable[str], then: Callable[[], None] | None = None) -> None:
        """Lay all tasks out on a board, show it in place of the one in sight, then do what is to be done there."""
        everyone = tuple(everyone)
        self._coming, self._then = board, then
        few = len(self._store.tasks) + len(everyone) <= AT_ONCE
        self._sliced.start(self._laying(board, everyone), now=few)

    def lay_again(self, board: DayBoard, everyone: Iterable[str]) -> None:
        """Lay out the same days anew, and still do what was to be done there."""
        self.lay(board, everyone, self._then)

    def touch(self, keys: Iterable[str]) -> None:
        """Take over what became of these tasks."""
        self._waiting.update(dict.fromkeys(keys))
        if not self._sliced.busy:
            self._sliced.start(self._catching_up(), now=len(self._waiting) <= FEW)

    def _laying(self, board: DayBoard, everyone: Iterable[str]) -> Iterator[None]:
        self._waiting.clear()
        yield from board.filling(self._store.tasks, everyone)
        yield from self._catching_up_with(board)
        self._coming = None
        self._view.show_board(board, self._view.geometry_.axis.first)
        then, self._then = self._then, None
        self.changed.emit()
        if then is not None:
            then()

    def _catching_up(self) -> Iterator[None]:
        yield from self._catching_up_with(self._view.board)
        self._view.refresh()
        self.changed.emit()

    def _catching_up_with(self, board: DayBoard) -> Iterator[None]:
        while self._waiting:
            keys, self._waiting = tuple(self._waiting), {}
            yield from board.touching(self._store.tasks, keys)
