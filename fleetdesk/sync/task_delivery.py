"""One write on its way: sent, looked up, confirmed. Every answer of a server ends in one transition of the outbox.

The rules and their reasons are in docs/outbox.md: the intent is on the disk before the first byte, what may have
arrived is looked up before it goes again, and only what was read back is confirmed.
"""

from collections.abc import Callable
from dataclasses import replace

from fleetdesk.api.provider import Provider, create_task, tasks_of, update_task
from fleetdesk.base.errors import FleetError, Refused
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Op, OpCode, OpKind, OpState
from fleetdesk.domain.task_fields import BY_NAME, fields_of, same, three_way
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.transitions import CONFIRM_LOOKS, Outcomes, outcome

LOOKS = 2
OLD_S = 12 * 3600.0
_DRIVERS_OWN = frozenset({"status", "active"})  # what a driver changes on a new task before we have looked


class Delivery:
    """Takes one write one step further. `served` is called with every task that was read."""

    def __init__(self, outcomes: Outcomes, served: Callable[[Task], None]) -> None:
        self._outcomes, self._served = outcomes, served

    async def step(self, op: Op, provider: Provider) -> None:
        """Do the next step of a due write. Raise what stopped it where that concerns the whole account."""
        if op.state is OpState.CONFIRMING:
            await self._confirm(op, provider)
        elif op.state is OpState.UNCERTAIN:
            await (self._look_for_new(op, provider) if op.kind is OpKind.CREATE else self._look_at_old(op, provider))
        elif op.kind is OpKind.CREATE:
            await self._create(op, provider)
        else:
            await self._update(op, provider)

    # -- a new task

    async def _create(self, op: Op, provider: Provider) -> None:
        if not await self._outcomes.begun(op):
            return
        made, error = await outcome(create_task(provider, op.fields), op)
        if error is not None:
            await self._create_failed(op, provider, error)
        elif made is None:
            await self._outcomes.doubt(op, _("The server answered with no task."))
        elif same("order_ref", made.order_ref, op.fields.get("order_ref")):
            await self._made(op, made)
        else:
            await self._outcomes.doubt(op, _("The server answered with another task."))

    async def _create_failed(self, op: Op, provider: Provider, error: Exception) -> None:
        """Judge a refused create: our own order reference of an earlier try is looked up before it is called one."""
        if isinstance(error, Refused) and not error.before_sending:
            await self._refused_new(op, provider, error)
        else:
            await self._outcomes.failed(op, error)

    async def _refused_new(self, op: Op, provider: Provider, error: Refused) -> None:
        try:
            found = await self._with_ref(op, provider)
        except FleetError as trouble:
            await self._outcomes.doubt(op, error.said)
            raise trouble
        if found is not None and self._is_ours(op, found):
            await self._made(op, found)
        elif found is not None:
            await self._taken(op, found)
        else:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.REFUSED, error.said, http=error.status)

    async def _look_for_new(self, op: Op, provider: Provider) -> None:
        """Look for a doubtful create: found is done; absent twice, with time for the server between, goes again."""
        found = await self._with_ref(op, provider)
        if found is not None:
            await (self._made(op, found) if self._is_ours(op, found) else self._taken(op, found))
        elif op.looks + 1 < LOOKS:
            await self._outcomes.look_again(op)
        else:
            await self._outcomes.do(self._outcomes.transitions.again, op.id)

    async def _with_ref(self, op: Op, provider: Provider) -> Task | None:
        ref = str(op.fields["order_ref"])
        return (await tasks_of(provider).with_refs([ref])).get(ref)

    def _is_ours(self, op: Op, found: Task) -> bool:
        """Return whether a task is ours: by a random reference of ours, or by all that we sent being there."""
        theirs = fields_of(found)
        sent = (name for name in op.fields if name not in _DRIVERS_OWN)
        return op.proposed or all(same(name, op.fields[name], theirs.get(name)) for name in sent)

    async def _made(self, op: Op, task: Task) -> None:
        done = await self._outcomes.call(self._outcomes.transitions.done, op.id, self._outcomes.clock(), task.id)
        self._served(replace(task, local_id=op.task))  # first, so that it never is off the desk
        self._outcomes.tell(done)

    async def _taken(self, op: Op, found: Task) -> None:
        sentence = _(
            "The server has another task with the order reference {reference} (no. {number}). Nothing was "
            "overwritten. Give this one another reference."
        ).format(reference=found.order_ref, number=found.id)
        await self._outcomes.ask(op, OpState.DEAD, OpCode.TAKEN, sentence)

    # -- a task that is there

    async def _update(self, op: Op, provider: Provider) -> None:
        if op.server_id is None:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.UNKNOWN, _("The task was never made on the server."))
        elif self._is_old(op):
            sentence = _("This status was set more than 12 h ago and has not been sent. Is it still right?")
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.OLD, sentence)
        else:
            await self._send_what_differs(op, provider)

    def _is_old(self, op: Op) -> bool:
        fresh = op.kind is OpKind.STATUS and op.attempts == 0 and op.code != OpCode.USER
        return fresh and self._outcomes.clock() - op.created_at > OLD_S

    async def _send_what_differs(self, op: Op, provider: Provider) -> None:
        """Read, then send what differs: what others changed is never overwritten."""
        assert op.server_id is not None
        theirs = await self._read(op, provider)
        if theirs is None or await self._clashed(op, theirs):
            return
        send = three_way(op.base, op.fields, fields_of(theirs)).send
        if not send:
            await self._outcomes.done(op)
            return
        if not await self._outcomes.begun(op):
            return
        _, error = await outcome(update_task(provider, op.server_id, send), op)
        if error is not None:
            await self._update_failed(op, provider, error)
            return
        confirming = await self._outcomes.do(self._outcomes.transitions.confirming, op.id)
        if confirming is not None:
            await self._confirm(confirming, provider)

    async def _update_failed(self, op: Op, provider: Provider, error: Exception) -> None:
        if not isinstance(error, Refused) or error.before_sending:
            await self._outcomes.failed(op, error)
        elif error.status != 404 or await self._read(op, provider) is not None:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.REFUSED, error.said, http=error.status)

    async def _look_at_old(self, op: Op, provider: Provider) -> None:
        """There is done, as before goes again, anything else is for the user to decide."""
        theirs = await self._read(op, provider)
        if theirs is None or await self._clashed(op, theirs):
            return
        if three_way(op.base, op.fields, fields_of(theirs)).send:
            await self._outcomes.do(self._outcomes.transitions.again, op.id)
        else:
            await self._outcomes.done(op)

    async def _confirm(self, op: Op, provider: Provider) -> None:
        theirs = await self._read(op, provider)
        if theirs is None:
            return
        shown = fields_of(theirs)
        missing = {name: shown.get(name) for name, wanted in op.fields.items() if not same(name, wanted, shown[name])}
        if not missing:
            await self._outcomes.done(op)
        elif op.looks + 1 < CONFIRM_LOOKS:
            sentence = _("The server took the change but does not show it yet.")
            await self._outcomes.not_shown_yet(op, sentence)
        else:
            names = joined(BY_NAME[name].within for name in missing)
            sentence = _(
                "The server took the change but shows something else for {fields}: somebody changed it since."
            ).format(fields=names)
            await self._outcomes.ask(op, OpState.CONFLICT, OpCode.UNKEPT, sentence, theirs=missing)

    async def _read(self, op: Op, provider: Provider) -> Task | None:
        """Read the server's copy; one that is gone is asked about."""
        assert op.server_id is not None
        task = await tasks_of(provider).find(op.server_id)
        if task is None:
            sentence = _("The server has no task {task} any more. Make it anew, or discard this change.").format(
                task=op.label
            )
            await self._outcomes.ask(op, OpState.CONFLICT, OpCode.GONE, sentence)
        else:
            self._served(task)
        return task

    async def _clashed(self, op: Op, theirs: Task) -> bool:
        clashes = three_way(op.base, op.fields, fields_of(theirs)).clashes
        if clashes:
            sentence = _clash_sentence(theirs.sender, joined(BY_NAME[each.name].within for each in clashes))
            await self._outcomes.ask(
                op, OpState.CONFLICT, OpCode.CLASH, sentence, theirs={c.name: c.theirs for c in clashes}
            )
        return bool(clashes)


def _clash_sentence(sender: str | None, fields: str) -> str:
    if not sender:
        return _("Somebody changed {fields} too. Choose mine, theirs, or edit.").format(fields=fields)
    return _("{sender} changed {fields} too. Choose mine, theirs, or edit.").format(sender=sender, fields=fields)
