"""Completion of what is typed into a field by what a search finds, however much there is to search."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from fleetdesk.ui.widgets.offers import MOST, Offer, Offers

Found = Sequence[tuple[str, str]]
"""What is found: words for each, and what stands in the field once it is chosen."""


class FoundCompleter(Offers):
    """Offers what `find` finds for the typed text, at most so many; `picked` carries the text that was chosen."""

    def __init__(self, editor: QLineEdit, find: Callable[[str, int], Found]) -> None:
        super().__init__(editor, eager=True)
        self._find = find
        editor.textEdited.connect(self._search)

    def _search(self, text: str) -> None:
        self.offer(Offer(*each) for each in (self._find(text, MOST) if text.strip() else ()))
