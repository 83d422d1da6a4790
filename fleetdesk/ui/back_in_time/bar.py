"""The bar that turns the desk back: which moment is shown, a slider over what is recorded, and the way back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QWidget

from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.replay import Gap
from fleetdesk.domain.local_times import on_the_clock
from fleetdesk.domain.recording.minutes import gaps_of, period_of
from fleetdesk.domain.recording.moment_words import not_live_words
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_description, set_name, set_tip, set_value
from fleetdesk.ui.widgets.labels import Button, Elided, button
from fleetdesk.ui.widgets.theme import Tokens, set_look, with_text_px
from fleetdesk.ui.widgets.time_slider import TimeSlider

LIVE = _("Live: nothing is turned back yet")
HINT = _("Drag the time. Arrows move it by a minute, Page Up and Down by 10 minutes, with Shift by an hour.")
SPACING_PX = 4
QWIDGETSIZE_MAX = 16_777_215  # what Qt calls unlimited
STEPS_M = (-60, -10, -1, 1, 10, 60)
DAY_PX, TIME_PX, WORDS_PX, LEAST_SLIDER_PX, LEAST_PX = 104, 84, 400, 300, 320


class BackInTimeBar(QFrame):
    """Frame "Back in time": "Shown moment", "Back to now", steps, "Day", "Time of day", "Recorded time".

    moved: another moment is wanted, in seconds since 1970. stepped: so many minutes on, or back. typed: a day and a
    time as texts. now_wanted: the desk is to be live.
    """

    moved = Signal(float)
    stepped = Signal(int)
    typed = Signal(str, str)
    now_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self.setObjectName("BackInTime")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_name(self, _("Back in time"))
        self.words = Elided("PastWords", cap_px=WORDS_PX)
        set_name(self.words, _("Shown moment"))
        self.words.setMargin(4)
        self.slider = TimeSlider(tokens, zone, _("Recorded time"), HINT, 60, 600)
        self.day, self.time = QLineEdit(), QLineEdit()
        self.steps = [_step_button(minutes) for minutes in STEPS_M]
        self.live = button(_("Back to now"), primary=True, hint=_("Show the desk as it is now (Esc)"))
        self._controls = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._build()
        self._listen()
        self.hide()

    def _build(self) -> None:
        for field, name, px in ((self.day, _("Day"), DAY_PX), (self.time, _("Time of day"), TIME_PX)):
            set_name(field, name)
            set_tip(field, _("On the company's clock; Enter goes there"))
            field.setFixedWidth(with_text_px(px))
        row = FlowRow(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING_PX)
        for each in (self.words, self.live, *self.steps, self.day, self.time):
            row.addWidget(each)
        self._box.setContentsMargins(12, 4, 12, 4)
        self._box.setSpacing(8)
        self._box.addWidget(self._controls)
        self._box.addWidget(self.slider, 1)

    def _listen(self) -> None:
        self.slider.moved.connect(self.moved)
        for each, minutes in zip(self.steps, STEPS_M, strict=True):
            each.clicked.connect(lambda _on=False, minutes=minutes: self.stepped.emit(minutes))
        for field in (self.day, self.time):
            field.returnPressed.connect(lambda: self.typed.emit(self.day.text().strip(), self.time.text().strip()))
        self.live.clicked.connect(lambda: self.now_wanted.emit())

    # -- what is shown

    def show_recorded(self, minutes: Sequence[int]) -> None:
        """Show the minutes that there are, counted since 1970; when the desk was off is hatched."""
        self.slider.show_period(period_of(minutes), [Gap(each.begins, each.ends, 1.0) for each in gaps_of(minutes)])

    def show_moment(self, past: datetime | None, at: float) -> None:
        """Show which moment the desk shows, None for now, and where the slider stands in seconds since 1970."""
        words = LIVE if past is None else not_live_words(past, self._zone)
        self.words.say(words)
        for each in (self, self.words):
            set_look(each, past=past is not None)
        self._lay()
        self.slider.set_at(at)
        set_description(self.slider, words)
        day, _blank, time = on_the_clock(moment(at), self._zone).partition(" ")
        for field, text in ((self.day, day), (self.time, time)):
            set_value(field, text)
            set_look(field, wrong=False)

    def mark_wrong(self) -> None:
        """Mark what is typed as no time."""
        for field in (self.day, self.time):
            set_look(field, wrong=True)

    # -- room

    def _line_px(self) -> int:
        """Return the width in pixels of everything but the slider in one line."""
        parts = (self.words, self.live, *self.steps, self.day, self.time)
        wide = (each.width() if isinstance(each, QLineEdit) else each.sizeHint().width() for each in parts)
        return sum(wide) + SPACING_PX * len(parts)

    def _lay(self) -> None:
        """Put the slider beside the rest, or below it where there is no room."""
        line, direction = self._line_px(), QBoxLayout.Direction
        beside = self.width() >= line + LEAST_SLIDER_PX
        self._controls.setMinimumWidth(line if beside else 0)
        self._controls.setMaximumWidth(line if beside else QWIDGETSIZE_MAX)
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the bar out anew."""
        super().resizeEvent(event)
        self._lay()

    def minimumSizeHint(self) -> QSize:
        """Return a small width, in pixels: the bar takes more lines rather than keep the window wide."""
        return QSize(LEAST_PX, super().minimumSizeHint().height())


def _step_button(minutes: int) -> Button:
    count = abs(minutes) if abs(minutes) < 60 else abs(minutes) // 60
    sign = "+" if minutes > 0 else "−"
    if abs(minutes) < 60:
        words = _("{sign}{count} min").format(sign=sign, count=count)
        back, on = (
            ngettext("{count} minute back", "{count} minutes back", count),
            ngettext("{count} minute on", "{count} minutes on", count),
        )
    else:
        words = _("{sign}{count} h").format(sign=sign, count=count)
        back, on = _("an hour back"), _("an hour on")
    return button(words, (on if minutes > 0 else back).format(count=count))
