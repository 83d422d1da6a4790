"""Ctrl+Z and Ctrl+Shift+Z: lead the last gesture back or forth, ask first where that is more, or say why not."""

from collections.abc import Coroutine
from typing import Any
from zoneinfo import ZoneInfo

from shiboken6 import isValid

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.steps import Direction, Step, gesture_words
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.sync.undo import UndoPlan, plan
from fleetdesk.sync.undo_service import UndoService
from fleetdesk.ui.tasks.steps_dialog import StepsDialog
from fleetdesk.ui.widgets.notices import Notices, done_or_said

NOTHING = {
    Direction.DONE: _("There is nothing to take back."),
    Direction.TAKEN_BACK: _("There is nothing to do again."),
}


class Undo:
    """The commands "Take back" and "Do again", and the button "Take back" of a notice."""

    def __init__(
        self, service: UndoService, store: Store, background: Background, notices: Notices, zone: ZoneInfo
    ) -> None:
        self._service, self._store, self._background = service, store, background
        self._notices, self._zone = notices, zone

    def undo(self) -> None:
        """Take back the last gesture."""
        self._start(self._last(Direction.DONE), "take back")

    def redo(self) -> None:
        """Do again the gesture that was taken back last."""
        self._start(self._last(Direction.TAKEN_BACK), "do again")

    def take_back(self, gesture: str) -> None:
        """Take back one gesture by its name, whatever was done since."""
        self._start(self._named(gesture), "take back")

    def say_done(self, sentence: str, gesture: str) -> None:
        """Say what a gesture did, with a button that takes it back."""
        self._notices.say(sentence, action=_("Take back"), do=lambda: self.take_back(gesture))

    def open_steps(self) -> StepsDialog:
        """Open the list of what can be taken back; it follows what is done meanwhile."""
        dialog = StepsDialog(self._notices.window(), self._zone)
        dialog.back_wanted.connect(self.undo)
        dialog.again_wanted.connect(self.redo)

        def refresh() -> None:
            self._start(self._show(dialog), "list what can be taken back")

        refreshing = self._store.outbox_changed.connect(refresh)
        dialog.finished.connect(lambda: self._store.outbox_changed.disconnect(refreshing))
        refresh()
        dialog.show()
        return dialog

    async def _show(self, dialog: StepsDialog) -> None:
        gestures, again = [await self._service.gestures(direction) for direction in Direction]
        if isValid(dialog):
            dialog.show_gestures(gestures, again)

    async def _last(self, direction: Direction) -> None:
        gestures = await self._service.gestures(direction, most=2)  # the last one, and the one that it would uncover
        if gestures:
            await self._lead_back(gestures[0], gestures[1:])
        else:
            self._notices.say(NOTHING[direction])

    async def _named(self, gesture: str) -> None:
        steps = await self._service.gesture(gesture)
        if steps:
            await self._lead_back(steps, [])
        else:
            self._notices.say(_("It was taken back already."))

    async def _lead_back(self, steps: list[Step], older: list[list[Step]]) -> None:
        made = plan(steps, self._store.task_store)
        if made.impossible:
            await self._service.forget(made)
            self._notices.say(together(made.impossible, _next_words(made, older)))
        elif made.asks:
            action = _("Do it again") if made.again else _("Take it back")
            self._notices.say(made.asks, trouble=True, action=action, do=lambda: self._confirmed(made))
        else:
            await self._carry_out(made)

    def _confirmed(self, made: UndoPlan) -> None:
        self._notices.drop(made.asks)
        self._start(self._carry_out(made), "take back")

    async def _carry_out(self, made: UndoPlan) -> None:
        await self._service.carry_out(made)
        self._notices.say(made.says)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._background.start(done_or_said(work, self._notices), name)


def _next_words(made: UndoPlan, older: list[list[Step]]) -> str:
    """Say what the same key leads back next, because what was wanted cannot be."""
    if not older:
        return ""
    key = "Ctrl+Shift+Z" if made.again else "Ctrl+Z"
    return _("{key} once more goes on with what was done before it: {what}.").format(
        key=key, what=gesture_words(older[0])
    )
