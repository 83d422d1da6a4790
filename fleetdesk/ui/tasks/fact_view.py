"""What the track tells of the open task: the strip, the words, what contradicts, and the button that asks for more."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.history.contradictions import KNOWN, contradictions
from fleetdesk.domain.history.task_fact import TaskFact
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.tasks.fact_strip import FactStrip
from fleetdesk.ui.tasks.fact_words import contradiction_words, told_by_track
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.theme import Tokens

MARGIN_PX = 12


class FactView(QWidget):
    """Hidden while there is nothing to say. track_wanted: the vendor is to be asked for the vehicle's way then."""

    track_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._now = zone, now
        self.strip, self.told, self.wrong = (
            FactStrip(tokens, zone),
            Paragraph("Dim", lines=4),
            Paragraph("FieldNote", lines=6),
        )
        self.ask = button(_("Ask for the track"), flat=True, hint=_("Compares the task with the vehicle's way"))
        self.told.setAccessibleName(_("What the track tells"))
        self.wrong.setAccessibleName(_("What contradicts"))
        self.wrong.setProperty("wrong", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 8)
        for each in (self.wrong, self.strip, self.told, self.ask):
            box.addWidget(each)
        self.ask.clicked.connect(self.track_wanted.emit)
        self.hide()

    def show_fact(self, task: Task | None, fact: TaskFact | None) -> None:
        """Show what is known of a task; None for the task hides all, None for the fact what needs a track."""
        sentences = (
            [contradiction_words(each, self._zone) for each in contradictions(task, fact, self._now())] if task else []
        )
        self.wrong.say("\n".join(sentences))
        self.wrong.setVisible(bool(sentences))
        for part in (self.strip, self.told, self.ask):
            part.setVisible(fact is not None)
        if task is not None and fact is not None:
            self.strip.setVisible(fact.known > 0)
            self.strip.show_fact(task, fact)
            self.told.say(told_by_track(task, fact, self._zone))
            self.say_asking(asking=False)
            self.ask.setVisible(fact.known < KNOWN)
        self.setVisible(bool(sentences) or fact is not None)

    def say_asking(self, *, asking: bool) -> None:
        """Say that the vendor is being asked, or offer to ask it."""
        self.ask.say(_("Asking for the track …") if asking else _("Ask for the track"))
        self.ask.setEnabled(not asking)
