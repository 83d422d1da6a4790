"""Asks who is in an area: at once from what we know, then of every server that can be asked."""

import asyncio
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from fleetdesk.api.parts import AreaPart
from fleetdesk.api.provider import Provider, ids_in
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.area_questions import questions
from fleetdesk.domain.areas import Verdict, judge_locally, swap_doubt
from fleetdesk.domain.asked_area import Questions
from fleetdesk.domain.capabilities import Ability
from fleetdesk.domain.geo import Area
from fleetdesk.domain.keys import account_of, unit_key
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

PAST = _("Judged by the positions of then: no server is asked about the past.")


class AreaQuery(QObject):
    """Holds the area on the map and its verdict; a newer question cancels the older. No server is asked of the past."""

    changed = Signal(object)  # Verdict or None
    asking = Signal(bool)
    unknown_units = Signal(str)

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store, self._providers, self._background = store, providers, background
        self._question: asyncio.Task[None] | None = None
        self.verdict: Verdict | None = None
        store.turned.connect(self._ask_again)

    @property
    def area(self) -> Area | None:
        """Return the area that is drawn now, None without one."""
        return self.verdict.area if self.verdict else None

    def ask(self, area: Area) -> Verdict:
        """Answer from our own positions at once, and ask the servers; each better answer is told by `changed`."""
        self._cancel()
        verdict = self._local(area)
        self._set(verdict)
        able = {} if self._store.past else self._able()
        if able:
            self.asking.emit(True)
            self._question = self._background.start(self._ask_servers(verdict, able), "area")
        return verdict

    def _able(self) -> dict[str, AreaPart]:
        return {name: each.area for name, each in self._providers.items() if each.area is not None}

    def _ask_again(self) -> None:
        """Answer anew where another moment is shown."""
        if self.area is not None:
            self.ask(self.area)

    def clear(self) -> None:
        """Forget the area."""
        self._cancel()
        self._set(None)

    def _cancel(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
            self.asking.emit(False)

    def _set(self, verdict: Verdict | None) -> None:
        self.verdict = verdict
        self.changed.emit(verdict)

    def _local(self, area: Area) -> Verdict:
        inside, unjudged = judge_locally(area, ((key, each.position) for key, each in self._store.fleet.items()))
        return Verdict(
            area, inside, unjudged, None, self._store.now(), together(self._why_local(), self._doubt(area)) or None
        )

    def _doubt(self, area: Area) -> str:
        return swap_doubt(area, (each.position for each in self._store.fleet.values()))

    def _why_local(self) -> str | None:
        if self._store.past:
            return PAST
        unable = {each.capabilities.why_not(Ability.AREA) for each in self._providers.values() if each.area is None}
        return together(*sorted(unable), _("Judged by our own positions.")) if unable else None

    async def _ask_servers(self, verdict: Verdict, able: Mapping[str, AreaPart]) -> None:
        asked = await asyncio.to_thread(questions, verdict.area)
        if asked.why_not:
            self._finish(verdict, None, together(verdict.why_local, asked.why_not))
            return
        answers = await asyncio.gather(*(self._ask_one(name, each, asked) for name, each in able.items()))
        failed = [said for said in answers if isinstance(said, str)]
        known = {key for said in answers if not isinstance(said, str) for key in said}
        if len(failed) == len(able):
            self._finish(verdict, None, together(failed[0], self._doubt(verdict.area)))
            return
        beyond = [key for key in verdict.local if account_of(key) not in able]
        self._finish(verdict, (*known, *beyond), together(*failed, verdict.why_local, asked.remark) or None)

    async def _ask_one(self, name: str, area: AreaPart, asked: Questions) -> Iterable[str] | str:
        """Return the server's keys, or the sentence of its failure."""
        try:
            return [unit_key(name, each) for each in await ids_in(area, asked)]
        except FleetError as error:
            return together(f"{name}:", error)

    def _finish(self, verdict: Verdict, server: tuple[str, ...] | None, why: str | None) -> None:
        self._question = None
        self.asking.emit(False)
        fresh = self._local(verdict.area) if server is not None else verdict
        self._set(Verdict(verdict.area, fresh.local, fresh.unjudged, server, self._store.now(), why))
        for account in {account_of(key) for key in server or () if key not in self._store.fleet}:
            self.unknown_units.emit(account)
