"""Ctrl+Z: takes back the last write and says so, asks first where that is more than taking back, or says why not."""

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.sync.undo import UndoPlan, plan
from fleetdesk.ui.widgets.notices import Notices

NOTHING = _("There is nothing to take back.")


class Undo:
    """The command "Take back"."""

    def __init__(self, service: TaskService, store: Store, background: Background, notices: Notices) -> None:
        self._service, self._store, self._background, self._notices = service, store, background, notices

    def undo(self) -> None:
        """Undo the last step."""
        self._background.start(self._undo(), "take back")

    async def _undo(self) -> None:
        try:
            steps = await self._service.steps()
            if not steps:
                self._notices.say(NOTHING)
                return
            await self._with(plan(steps[0], self._store.task_store))
        except FleetError as error:
            self._notices.say(str(error), trouble=True)

    async def _with(self, made: UndoPlan) -> None:
        if made.impossible:
            await self._service.forget_step(made.step)
            self._notices.say(made.impossible)
        elif made.asks:
            self._notices.say(made.asks, trouble=True, action=_("Take it back"), do=lambda: self._confirmed(made))
        else:
            await self._carry_out(made)

    def _confirmed(self, made: UndoPlan) -> None:
        self._notices.drop(made.asks)
        self._background.start(self._carry_out(made), "take back")

    async def _carry_out(self, made: UndoPlan) -> None:
        try:
            for op in made.discards:
                await self._service.discard(op)
            if made.drafts:
                await self._service.save(made.drafts, step=False)
            await self._service.forget_step(made.step)
        except FleetError as error:
            self._notices.say(str(error), trouble=True)
        else:
            self._notices.say(made.says)
