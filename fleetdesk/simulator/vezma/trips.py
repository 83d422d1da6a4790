"""VEZMA's trips and expenses, page by page (docs/vendors/vezma.md#pages)."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.schema.vezma import ExpensePage, Track, TrackPage
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import WholeText
from fleetdesk.simulator.vezma.expenses import expense, expense_refs
from fleetdesk.simulator.vezma.feeds import Keys, Ref, find, newest_first
from fleetdesk.simulator.vezma.tracks import track, trip_refs

Count = Annotated[int, Field(ge=1, le=50), WholeText, Query()]
Cursor = Annotated[str, Query(pattern=r"^(-1|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$")]

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register trips.* and expenses.list."""
    keys, spent = Keys(sim.seed, 51), Keys(sim.seed, 53)

    @api.route("trips.list", TrackPage)
    def list_trips(count: Count = 50, cursor: Cursor = "-1") -> Response:
        """Return a page of trips, the newest first."""
        at = sim.clock.now()
        rows, following = page(keys, cursor, count, lambda day: trip_refs(sim, day, at), at)
        return answer({"nextCursor": _end(sim, following), "tracks": [track(sim, keys, ref, at) for ref in rows]})

    @api.route("expenses.list", ExpensePage)
    def list_expenses(count: Count = 50, cursor: Cursor = "-1") -> Response:
        """Return a page of expenses, the newest first."""
        at = sim.clock.now()
        rows, following = page(spent, cursor, count, lambda day: expense_refs(sim, day, at), at)
        return answer({"nextCursor": _end(sim, following), "expenses": [expense(sim, spent, ref) for ref in rows]})

    @api.route("trips.get", Track)
    def get_trip(tid: str) -> Response:
        """Return one trip."""
        at = sim.clock.now()
        ref = keys.ref(tid)
        found = find(trip_refs(sim, ref.day, at), ref) if ref else None
        if found is None:
            raise Refusal(404, "no such trip", "tid")
        return answer(track(sim, keys, found, at))


def page(
    keys: Keys, cursor: str, count: int, refs: Callable[[int], list[Ref]], at: float
) -> tuple[list[Ref], str | None]:
    """Return a page from the cursor on, and the cursor of the next: the key of its first row (as in the example)."""
    start: Ref | None = None
    if cursor != "-1":
        wanted = keys.ref(cursor)
        start = find(refs(wanted.day), wanted) if wanted else None
        if start is None:
            raise Refusal(400, "no such cursor", "cursor")
    rows: list[Ref] = []
    walk: Iterator[Ref] = newest_first(refs, start, at)
    for ref in walk:
        if len(rows) == count:
            return rows, keys.key(ref)
        rows.append(ref)
    return rows, None


def _end(sim: Simulation, following: str | None) -> str | int:
    if following is not None:
        return following
    return 0 if sim.quirks.cursor_end == "number" else "0"
