"""A filed document gets another type: read before, sent once, read again."""

from fleetdesk.api.provider import Provider, documents_of, set_type
from fleetdesk.base.errors import Refused
from fleetdesk.base.translation import _
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import Op, OpCode, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.transitions import CONFIRM_LOOKS, Listed, Outcomes, outcome


class Retyping:
    """Takes one change of a type one step further. `listed` is called with each list of a task's files."""

    def __init__(self, outcomes: Outcomes, listed: Listed) -> None:
        self._outcomes, self._listed = outcomes, listed

    async def step(self, op: Op, provider: Provider) -> None:
        """Do the next step of a due change. Raise what stopped it where that concerns the whole account."""
        document = await self._read(op, provider)
        if document is None:
            return
        if document.type == op.fields["type"]:
            await self._outcomes.done(op)
        elif op.state is OpState.CONFIRMING:
            await self._look_again(op)
        elif op.state is OpState.UNCERTAIN:
            await self._outcomes.do(self._outcomes.transitions.again, op.id)
        elif op.code != OpCode.USER and document.type != op.base.get("type"):
            sentence = _("Somebody filed {name} as {type} meanwhile. Send yours, or discard it.").format(
                name=op.fields.get("name"), type=document.type
            )
            await self._outcomes.ask(op, OpState.CONFLICT, OpCode.CLASH, sentence)
        else:
            await self._send(op, document, provider)

    async def _send(self, op: Op, document: Document, provider: Provider) -> None:
        if not await self._outcomes.begun(op):
            return
        _, error = await outcome(set_type(provider, document.id, DocumentType(str(op.fields["type"]))), op)
        if error is None:
            confirming = await self._outcomes.do(self._outcomes.transitions.confirming, op.id)
            if confirming is not None:
                await self.step(confirming, provider)
        elif isinstance(error, Refused) and not error.before_sending:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.REFUSED, error.said, http=error.status)
        else:
            await self._outcomes.failed(op, error)

    async def _look_again(self, op: Op) -> None:
        if op.looks + 1 < CONFIRM_LOOKS:
            sentence = _("The server took the change but does not show it yet.")
            await self._outcomes.not_shown_yet(op, sentence)
        else:
            sentence = _("The server took the change and shows another type: somebody changed it since.")
            await self._outcomes.ask(op, OpState.CONFLICT, OpCode.UNKEPT, sentence)

    async def _read(self, op: Op, provider: Provider) -> Document | None:
        """Read the server's record; one that is gone is asked about."""
        assert op.server_id is not None
        files = await documents_of(provider).of_task(op.server_id)
        self._listed(op.account, op.server_id, files)
        found = next((each for each in files if each.id == op.fields["file"]), None)
        if found is None:
            sentence = _("The server has no file {name} on {task} any more. Discard this change.").format(
                name=op.fields.get("name"), task=op.label
            )
            await self._outcomes.ask(op, OpState.CONFLICT, OpCode.GONE, sentence)
        return found
