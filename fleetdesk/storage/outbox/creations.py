"""Creations in the outbox: what looked the same on the server before one was sent, and what has been made from here."""

import json
from collections.abc import Iterable

from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.storage.outbox.db import OPEN, OutboxDatabase
from fleetdesk.storage.outbox.queries import Queries
from fleetdesk.storage.outbox.transitions import Transitions


class Creations:
    """The sender's transitions that only creations have. Moments are in seconds since 1970, ids are the server's."""

    def __init__(self, database: OutboxDatabase, queries: Queries, transitions: Transitions) -> None:
        self._database, self._queries, self._transitions = database, queries, transitions

    def sending(self, number: int, now: float, before: Iterable[int]) -> Op | None:
        """Put the intent to send a creation on the disk, with the ids of what looks the same on the server now."""
        with self._database.transaction():
            op = self._queries.op(number)
            known = {**(op.known if op else {}), "before": sorted(before)}
            return self._transitions.sending(number, now, known=json.dumps(known))

    def made(self, number: int, now: float, made: int | None) -> Op | None:
        """End a creation as confirmed under the server's id; the ties of a new geozone learn it in the same step."""
        with self._database.transaction():
            op = self._queries.op(number)
            if op is not None and made is not None:
                self._note(number, {**op.known, "made": made})
                if op.kind is OpKind.ZONE:
                    rest = f"WHERE o.account = ? AND o.task = ? AND o.kind = ? AND {OPEN}"
                    for tie in self._database.ops(rest, op.account, op.task, OpKind.TIE.value):
                        self._note(tie.id, {**tie.known, "zone": made})
            return self._transitions.done(number, now)

    def made_here(self, account: str, kind: OpKind) -> set[int]:
        """Return the ids under which the server knows what was made from here, as far back as the history goes."""
        ended = self._database.ops("WHERE o.account = ? AND o.kind = ? AND o.state = 'done'", account, kind.value)
        return {op.known["made"] for op in ended if isinstance(op.known.get("made"), int)}

    def _note(self, number: int, known: dict[str, object]) -> None:
        self._database.execute("UPDATE op SET known = ? WHERE id = ?", (json.dumps(known), number))
