"""The one door to the user: a bar that says what happened and what to do, and goes away by itself or by a click."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.ui.labels import Paragraph, button

SHOWN_MS = 9000
MOST, MOST_LINES = 4, 3


class Notices(QWidget):
    """Notices under the counters; trouble stays until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Notices")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(6, 0, 6, 0)
        self._box.setSpacing(4)
        self._shown: dict[str, QFrame] = {}
        self.hide()

    def say(self, sentence: str, *, trouble: bool = False, action: str = "", do: Callable[[], None] | None = None,
            ) -> None:  # fmt: skip
        """Shows a sentence once, with one thing to do where there is one."""
        if sentence in self._shown:
            return
        if len(self._shown) >= MOST:
            self.drop(next(iter(self._shown)))
        bar = self._shown[sentence] = self._bar(sentence, trouble, action, do)
        self._box.addWidget(bar)
        self.show()
        if not trouble:
            QTimer.singleShot(SHOWN_MS, bar, lambda: self.drop(sentence))

    def _bar(self, sentence: str, trouble: bool, action: str, do: Callable[[], None] | None) -> QFrame:
        bar = QFrame()
        bar.setObjectName("Notice")
        bar.setProperty("kind", "trouble" if trouble else "news")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 6, 4)
        text = Paragraph("", sentence, lines=MOST_LINES)
        text.setAccessibleName("Notice")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text, 1)
        if do:
            act = button(action)
            act.clicked.connect(do)
            row.addWidget(act)
        close = button("✕", "Close notice", flat=True)
        close.clicked.connect(lambda: self.drop(sentence))
        row.addWidget(close)
        return bar

    def drop(self, sentence: str) -> None:
        """Takes a notice away."""
        bar = self._shown.pop(sentence, None)
        if bar is not None:
            self._box.removeWidget(bar)  # or it keeps its room until it is deleted
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._shown))
