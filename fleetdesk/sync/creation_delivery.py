"""One creation on its way: sent, looked for among what the server lists, confirmed.

A server takes a place, a geozone, a tie, an order or a report with no key of ours, and deletes none. What may have
arrived is therefore looked for before it goes again, by what was sent and what looked the same before; where the
server's list cannot tell, the user is asked (docs/outbox.md#creations).
"""

from collections.abc import Callable
from dataclasses import replace

from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Provider, create, creations_of
from fleetdesk.base.errors import Refused
from fleetdesk.base.translation import _
from fleetdesk.domain.creations import Made, is_made
from fleetdesk.domain.outbox import PLACE_KINDS, RESCUED, Op, OpCode, OpKind, OpState
from fleetdesk.sync.task_delivery import LOOKS
from fleetdesk.sync.transitions import CONFIRM_LOOKS, Outcomes, outcome

OLD_ORDER_S = 3600.0
"""An order that waited for longer is asked about before a device hears of it."""
FRESH_S = 60.0
"""A list of places that was read within so many seconds still tells which looked the same before."""
UNTOLD = _(
    "It may have arrived, and the server's list does not tell whether it has. Was it sent? Send it again, or discard "
    "this to leave it as it is."
)


class CreationDelivery:
    """Takes one creation one step further. `made` hears the account, and what its server has made now."""

    def __init__(self, outcomes: Outcomes, made: Callable[[str, object], None]) -> None:
        self._outcomes, self._tell_made = outcomes, made
        self._lists: dict[tuple[object, ...], tuple[float, RowList[Made]]] = {}

    async def step(self, op: Op, provider: Provider) -> None:
        """Do the next step of a due creation. Raise what stopped it where that concerns the whole account."""
        op = _with_zone(op)
        if op.kind is OpKind.TIE and op.fields.get("zone") is None:
            sentence = _("FleetDesk does not know the geozone's number. Discard this, and tie the vehicle anew.")
            await self._outcomes.ask(op, OpState.DEAD, OpCode.UNKNOWN, sentence)
        elif op.state is OpState.CONFIRMING:
            await self._confirm(op, provider)
        elif op.state is OpState.UNCERTAIN or op.code == RESCUED:
            await self._look(op, provider)
        elif self._is_old(op):
            sentence = _("This order was given more than an hour ago and has not been sent. Is it still right?")
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.OLD, sentence)
        else:
            await self._send(op, provider)

    def _is_old(self, op: Op) -> bool:
        fresh = op.kind is OpKind.ORDER and op.attempts == 0 and op.code != OpCode.USER
        return fresh and self._outcomes.clock() - op.created_at > OLD_ORDER_S

    async def _send(self, op: Op, provider: Provider) -> None:
        fresh_s = FRESH_S if op.kind in PLACE_KINDS else 0.0  # what was made from here since is known
        before = [each.id for each in _alike(op, await self._listed(op, provider, fresh_s)) if each.id is not None]
        sending = self._outcomes.creations.sending
        if await self._outcomes.do(sending, op.id, self._outcomes.clock(), before) is None:
            return
        made, error = await outcome(create(provider, op.kind, op.fields), op)
        if isinstance(error, Refused) and not error.before_sending:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.REFUSED, error.said, http=error.status)
        elif error is not None:
            await self._outcomes.failed(op, error)
        elif made is None:
            await self._take_unnamed(op, provider)
        elif is_made(op.kind, op.fields, made):
            await self._made(op, made)
        else:
            await self._outcomes.doubt(op, _("The server answered with something else."))

    async def _take_unnamed(self, op: Op, provider: Provider) -> None:
        """Look for what the server took without saying what it made."""
        confirming = await self._outcomes.do(self._outcomes.transitions.confirming, op.id)
        if confirming is not None:
            await self._confirm(_with_zone(confirming), provider)

    async def _confirm(self, op: Op, provider: Provider) -> None:
        found = await self._found(op, await self._listed(op, provider))
        if found or _was_there(op):
            await self._made(op, found[0] if found else Made(None, {}))
        elif op.looks + 1 < CONFIRM_LOOKS:
            await self._outcomes.not_shown_yet(op, _("The server took it but does not list it yet."))
        else:
            sentence = _("The server took it and lists it nowhere. Send it again, or discard this.")
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.UNLISTED, sentence)

    async def _look(self, op: Op, provider: Provider) -> None:
        """Look for a doubtful creation: found is done; absent twice goes again where absence proves anything."""
        rows = await self._listed(op, provider)
        found = await self._found(op, rows)
        if found and "before" in op.known:
            await self._made(op, found[0])
        elif op.state is OpState.UNCERTAIN and not found and op.looks + 1 < LOOKS:
            await self._outcomes.look_again(op)
        elif found or rows.unread or op.kind is OpKind.ORDER or _was_there(op):
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.UNTOLD, UNTOLD)
        elif op.state is OpState.UNCERTAIN:
            await self._outcomes.do(self._outcomes.transitions.again, op.id)
        else:
            await self._send(op, provider)

    async def _found(self, op: Op, rows: RowList[Made]) -> list[Made]:
        """Return what looks as it was sent and neither was there before nor was made by another write of ours."""
        ours = await self._outcomes.call(self._outcomes.creations.made_here, op.account, op.kind)
        known = {*op.known.get("before", ()), *(ours if op.kind is not OpKind.TIE else ())}
        return [each for each in _alike(op, rows) if each.id not in known]

    async def _listed(self, op: Op, provider: Provider, fresh_s: float = 0.0) -> RowList[Made]:
        key = op.account, op.kind, op.fields.get("zone"), op.fields.get("unit")
        read_at, rows = self._lists.get(key, (float("-inf"), RowList()))
        if self._outcomes.clock() - read_at >= fresh_s:
            rows = await creations_of(provider).listed(op.kind, op.fields)
            self._lists = {key: (self._outcomes.clock(), rows)}
        return rows

    async def _made(self, op: Op, made: Made) -> None:
        done = await self._outcomes.call(self._outcomes.creations.made, op.id, self._outcomes.clock(), made.id)
        self._tell_made(op.account, made.value)  # first, so that it never is off the desk
        self._outcomes.tell(done)


def _alike(op: Op, rows: RowList[Made]) -> list[Made]:
    return [each for each in rows if is_made(op.kind, op.fields, each)]


def _was_there(op: Op) -> bool:
    """Return whether a tie was there before: then nothing tells whether its events have changed."""
    return op.kind is OpKind.TIE and bool(op.known.get("before"))


def _with_zone(op: Op) -> Op:
    """Return a tie with the number of its geozone, which a new one has only since it was made."""
    if op.kind is not OpKind.TIE or op.fields.get("zone") is not None:
        return op
    return replace(op, fields={**op.fields, "zone": op.known.get("zone")})
