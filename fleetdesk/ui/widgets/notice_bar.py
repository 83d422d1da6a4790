"""One notice on the screen: its sentence, a button for one action, and one that closes it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.foreign_text import set_description, set_name
from fleetdesk.ui.widgets.labels import Button, Paragraph, button
from fleetdesk.ui.widgets.theme import set_look

SHOWN_MS = 9000
MOST_LINES, BUSY_PX = 3, 90


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: trouble stays until it is closed; `count` is how often the sentence was said meanwhile.

    What is `under_way` stays until it has ended, with a bar that moves.
    """

    sentence: str
    trouble: bool
    action: str = ""
    do: Callable[[], None] | None = None
    count: int = 1
    under_way: bool = False

    @property
    def stays(self) -> bool:
        """Return whether the notice does not go by itself."""
        return self.trouble or self.under_way

    @property
    def words(self) -> str:
        """Return the sentence, with how often it was said where that is more than once."""
        if self.count == 1:
            return self.sentence
        return _("{sentence} ({count})").format(sentence=self.sentence, count=self.count)


class NoticeBar(QFrame):
    """Shows a notice; Delete and Esc close it while it has the focus, which a mouse never gives it."""

    closed = Signal()
    expired = Signal()  # news was shown for its time

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Notice")
        self.setAccessibleName(_("Notice bar"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._do: Callable[[], None] | None = None
        self._text = Paragraph("", lines=MOST_LINES)
        self._text.setAccessibleName(_("Notice"))
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._act, self._close = Button(), button("✕", _("Close notice"), flat=True)
        self._busy = QProgressBar()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.expired)
        self._build()
        self.show_notice(notice)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(self._text, 1)
        self._busy.setAccessibleName(_("Under way"))
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(BUSY_PX)
        row.addWidget(self._busy)
        for each in (self._act, self._close):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on it leaves the focus where the user types
            row.addWidget(each)
        self._act.clicked.connect(self._act_pressed)
        self._close.clicked.connect(self.closed)

    def show_notice(self, notice: Notice) -> None:
        """Show this notice in place of the one before; its time begins anew."""
        self._text.say(notice.words)
        set_description(self, notice.words)
        self._do = notice.do
        self._act.say(notice.action)
        set_name(self._act, notice.action)
        self._act.setVisible(notice.do is not None)
        self._busy.setVisible(notice.under_way)
        set_look(self, kind="trouble" if notice.trouble else "news")
        if notice.stays:
            self._timer.stop()
        else:
            self.show_longer()

    def show_longer(self) -> None:
        """Begin the time of news anew."""
        self._timer.start(SHOWN_MS)

    def _act_pressed(self) -> None:
        if self._do is not None:
            self._do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Delete or Esc; pass on every other key."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Escape):
            self.closed.emit()
        else:
            super().keyPressEvent(event)
