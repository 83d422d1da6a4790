"""Gathers what is known around a change of fuel: its place, and who of the fleet was beside it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.case import BESIDE, FuelCase, case_of, neighbours
from fleetdesk.domain.fuel.matching import FuelEvent
from fleetdesk.domain.fuel.unit_fuel import UnitFuel
from fleetdesk.domain.gazetteer.ranking import km_between
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.sync.history.service import HistoryService

KNOWN_WITHIN_M = 1000.0
MOST_READ = 300
"""The tracks of so many vehicles are looked into; the others count among those of whom nothing is known."""


class FuelCases:
    """Nobody is asked: tracks are those that are kept on this computer, places those of the gazetteer."""

    def __init__(self, history: HistoryService, gazetteer: Gazetteer) -> None:
        self._history, self._gazetteer = history, gazetteer

    async def look(self, label: str, event: FuelEvent, fuel: UnitFuel, fleet: Mapping[str, str]) -> FuelCase:
        """Return the case of a change; `fleet` are the labels of the other vehicles by their keys."""
        case = replace(await asyncio.to_thread(case_of, label, event, fuel), fleet=len(fleet))
        if case.place is None:
            return case
        return await self._with_others(await self._with_place(case), fleet)

    async def _with_place(self, case: FuelCase) -> FuelCase:
        assert case.place is not None
        known = await self._gazetteer.around(*case.place, KNOWN_WITHIN_M)
        nearest = (known[0].label, km_between(known[0], case.place) * 1000) if known else None
        return replace(case, nearest=nearest)

    async def _with_others(self, case: FuelCase, fleet: Mapping[str, str]) -> FuelCase:
        event = case.event
        period = Span((event.begins - BESIDE).timestamp(), (event.ends + BESIDE).timestamp())
        kept = await self._history.kept(tuple(fleet)[:MOST_READ], period, kinds=[ChunkKind.TRACK])
        tracks = [(fleet[view.key], view.track) for view in kept.views]
        beside, known = await asyncio.to_thread(neighbours, case.place or (0.0, 0.0), event, tracks)
        return replace(case, beside=beside, known_of=known)
