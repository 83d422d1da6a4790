"""Learning a server's addresses in the window: the command, the offer where answers are 404, and the dialog's work."""

import asyncio
from collections.abc import Callable
from functools import partial

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.profile.lesson import Lesson
from fleetdesk.profile.session import Session
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.ui.accounts.controller import NO_ACCOUNT
from fleetdesk.ui.accounts.learn_dialog import TITLE, LearnDialog
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens


class AddressLearning:
    """Binds the dialog to the session."""

    def __init__(
        self, session: Session, store: Store, background: Background, notices: Notices, tokens: Callable[[], Tokens]
    ) -> None:
        self._session, self._store, self._background = session, store, background
        self._notices, self._tokens = notices, tokens
        self._offered: dict[str, str] = {}
        store.links_changed.connect(self._offer)

    def commands(self) -> list[Command]:
        """Return the command for the menu Accounts."""
        return [Command(Menu.ACCOUNTS, TITLE, "", self.open, begins=True, asks=True)]

    def _offer(self) -> None:
        """Offer once to learn a server's addresses where it does not know one; drop that when it is well."""
        for name, link in self._store.links.items():
            if link.unknown_paths and name not in self._offered:
                self._offered[name] = _(
                    "{name}: the server does not know an address that FleetDesk asks for (404)."
                ).format(name=name)
                self._notices.say(self._offered[name], trouble=True, action=TITLE, do=partial(self.open, name))
            elif not link.unknown_paths and name in self._offered:
                self._notices.drop(self._offered.pop(name))

    def open(self, account: str = "") -> None:
        """Open the dialog, for the named account or the first."""
        names = [each.name for each in self._session.desk.settings.accounts]
        if not names:
            self._notices.say(NO_ACCOUNT)
            return
        dialog = LearnDialog(names, self._tokens(), self._notices.window())
        dialog.account.setCurrentText(account or names[0])
        dialog.try_wanted.connect(lambda name, source: self._start(dialog, self._try(dialog, name, source), "try"))
        dialog.use_wanted.connect(lambda lesson: self._start(dialog, self._use(dialog, lesson), "use"))
        dialog.back_wanted.connect(lambda name: self._start(dialog, self._take_back(dialog, name), "take back"))
        dialog.open()

    def _start(self, dialog: LearnDialog, work: object, name: str) -> None:
        """Start work in the background; closing the dialog cancels a trial."""
        task: asyncio.Task[None] = self._background.start(work, f"addresses: {name}")  # type: ignore[arg-type]
        if name == "try":
            dialog.finished.connect(lambda _: task.cancel())

    async def _try(self, dialog: LearnDialog, name: str, source: str) -> None:
        try:
            lesson = await self._session.learn(name, source)
        except FleetError as error:
            dialog.say(str(error))
        else:
            dialog.show_lesson(lesson)

    async def _use(self, dialog: LearnDialog, lesson: Lesson) -> None:
        dialog.setEnabled(False)  # two clicks are one wish
        try:
            await self._session.use_lesson(lesson)
        except FleetError as error:
            say_failure(dialog, dialog.say_refused, str(error), self._notices)
            return
        accept(dialog)
        self._notices.say(
            _("{account} has learnt: {lesson}").format(account=lesson.account, lesson=lesson.said()),
            action=_("Take back"),
            do=partial(self._undo, lesson.account),
        )

    async def _take_back(self, dialog: LearnDialog, name: str) -> None:
        try:
            await self._session.take_lesson_back(name)
        except FleetError as error:
            say_failure(dialog, dialog.say_refused, str(error), self._notices)
        else:
            accept(dialog)
            self._notices.say(_("The addresses of {name} are as they were before.").format(name=name))

    def _undo(self, name: str) -> None:
        self._background.start(self._undone(name), "addresses: take back")

    async def _undone(self, name: str) -> None:
        await self._session.take_lesson_back(name)
        self._notices.say(_("The addresses of {name} are as they were before.").format(name=name))
