"""The bar of a replay: play and pause, speed, time, events, who is near whom, and the way back."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.history.meetings import Meeting
from fleetdesk.domain.history.time_axis import time_words
from fleetdesk.ui.replay.clock import SPEEDS, USUAL_SPEED
from fleetdesk.ui.replay.scene import Marks, Scene
from fleetdesk.ui.replay.steady_line import SteadyLine
from fleetdesk.ui.replay.timeline import Timeline
from fleetdesk.ui.replay.words import meeting_words, meetings_words
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import add_choice, add_entry, set_description, set_name, set_tip
from fleetdesk.ui.widgets.labels import Button, button
from fleetdesk.ui.widgets.theme import Tokens

WIDEST_TIME, MOST_ENTRIES, BEFORE = "00.00.0000 00:00:00", 40, 5
PLAY, PAUSE = pgettext("button", "Play"), pgettext("button", "Pause")


class ReplayBar(QWidget):
    """Bar "Replay": "Play", "Speed of the replay", "Previous event", "Next event", "Meetings", "Back to live".

    moved, held, step_wanted, play_wanted are those of the time line; speed_chosen is how often faster than real.
    """

    moved = Signal(float)
    held = Signal(bool)
    step_wanted = Signal(int)
    play_wanted = Signal()
    speed_chosen = Signal(int)
    live_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._labels: Sequence[str] = ()
        self._meetings: Sequence[Meeting] = ()
        self.at = 0.0
        self.timeline = Timeline(tokens, zone)
        self.clock = SteadyLine(_("Moment of the replay"), tokens, WIDEST_TIME, strong=True)
        self.words = SteadyLine(_("What happens in the replay"), tokens)
        self.speed = QComboBox()
        self.play = button(PLAY, _("Play or pause the replay"), hint=_("Play or pause (Space)"))
        self._back = button("‹", _("Previous event"), hint=_("Previous event (Ctrl+Left)"))
        self._on = button("›", _("Next event"), hint=_("Next event (Ctrl+Right)"))
        self._met = button("", _("Meetings"), flat=True, hint=_("Who was within 200 m of whom, and when"))
        self._live = button(_("Back to live"), primary=True, hint=_("Show the vehicles of now again (Esc)"))
        set_name(self, _("Replay"))
        self._build()
        self._listen()
        self.hide()

    def _build(self) -> None:
        set_name(self.speed, _("Speed of the replay"))
        set_tip(self.speed, _("How many seconds pass in one"))
        for speed in SPEEDS:
            add_choice(self.speed, _("×{speed}").format(speed=grouped(speed)), speed)
        self.speed.setCurrentIndex(SPEEDS.index(USUAL_SPEED))
        row, box, line = QWidget(), QVBoxLayout(self), QHBoxLayout()
        flow = FlowRow(row)
        flow.setContentsMargins(8, 5, 8, 1)
        flow.setSpacing(6)
        for each in (self.play, self.speed, self._back, self._on, self._met, self._live):
            flow.addWidget(each)
        line.setContentsMargins(9, 0, 8, 0)
        line.setSpacing(8)
        line.addWidget(self.clock)
        line.addWidget(self.words, 1)
        box.setContentsMargins(0, 0, 0, 3)
        box.setSpacing(1)
        box.addWidget(row)
        box.addWidget(self.timeline)
        box.addLayout(line)

    def _listen(self) -> None:
        for name in ("moved", "held", "step_wanted", "play_wanted"):
            getattr(self.timeline, name).connect(getattr(self, name))
        self.play.clicked.connect(lambda: self.play_wanted.emit())
        self._back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._on.clicked.connect(lambda: self.step_wanted.emit(1))
        self._live.clicked.connect(lambda: self.live_wanted.emit())
        self._met.clicked.connect(lambda: self.open_meetings())
        self.speed.currentIndexChanged.connect(lambda _: self.speed_chosen.emit(self.speed.currentData()))

    # -- what is shown

    def show_scene(self, scene: Scene) -> None:
        """Show the time of a replay and what happened in it, and take the keyboard."""
        self._labels, self._meetings = scene.labels, scene.meetings
        self.timeline.show_marks(scene.marks)
        self._met.say(meetings_words(len(scene.meetings)))
        self._met.setVisible(len(scene.labels) > 1)
        self._met.setEnabled(bool(scene.meetings))
        self.show()
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_moment(self, at: float, words: Sequence[str]) -> None:
        """Show a moment, in seconds since 1970, and what there is to say of it."""
        self.at = at
        self.timeline.set_at(at)
        self.clock.say(time_words(at, self._zone))
        self.words.say(joined(words, " · "))

    def show_playing(self, plays: bool) -> None:
        """Show whether it plays; while it does not, say to screen readers where it stands."""
        self.play.say(PAUSE if plays else PLAY)
        if not plays:
            set_description(self.timeline, joined((self.clock.whole, self.words.whole), ". "))

    def clear(self) -> None:
        """Go, and forget what was shown."""
        self.hide()
        self._labels, self._meetings = (), ()
        self.timeline.show_marks(Marks())

    def open_meetings(self) -> QMenu:
        """Offer the meetings around the moment that is shown; one that is chosen is gone to."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = max(bisect_left([each.begins for each in self._meetings], self.at) - BEFORE, 0)
        first = max(min(first, len(self._meetings) - MOST_ENTRIES), 0)
        for each in self._meetings[first : first + MOST_ENTRIES]:
            self._add(menu, each)
        left = len(self._meetings) - MOST_ENTRIES
        if left > 0:
            more = ngettext("{count} more, before and after", "{count} more, before and after", left)
            add_entry(menu, more.format(count=grouped(left))).setEnabled(False)
        menu.popup(self._met.mapToGlobal(QPoint(0, self._met.height())))
        return menu

    def _add(self, menu: QMenu, meeting: Meeting) -> None:
        entry = add_entry(menu, meeting_words(meeting, self._labels, self._zone))
        entry.triggered.connect(lambda _on=False: self.moved.emit(meeting.begins))

    @property
    def buttons(self) -> Sequence[Button]:
        """Return the buttons in the order of the bar."""
        return (self.play, self._back, self._on, self._met, self._live)
