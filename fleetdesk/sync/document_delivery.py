"""One document on its way: sent whole, looked for among the task's files, confirmed.

A server takes a file with no key of ours and deletes none, so that what was sent twice stays there twice. Whatever may
have arrived is therefore looked for: by the mark in its name where the server shows names, else as the one file that
was not there before; and where that is not plain, the user is asked (docs/outbox.md#documents).
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from fleetdesk.api.outgoing import Halted, Outgoing, Spoilt
from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Provider, documents_of, file_document
from fleetdesk.base.errors import Refused
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.documents import Upload, could_be, is_tagged, type_words
from fleetdesk.domain.outbox import PAUSED, RESCUED, Op, OpCode, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.task_delivery import LOOKS
from fleetdesk.sync.transitions import CONFIRM_LOOKS, Listed, Outcomes, outcome

AT_ONCE = 2
CANCELLED = "cancelled"


class DocumentDelivery:
    """Takes one document one step further.

    `listed` hears of each list of a task's files (account, task, files), `say` what the user should know.
    """

    def __init__(self, outcomes: Outcomes, folder: Path, listed: Listed, say: Callable[[str], None]) -> None:
        self._outcomes = outcomes
        self._folder, self._listed, self._say = folder, listed, say
        self._room = asyncio.Semaphore(AT_ONCE)
        self.going: dict[int, Outgoing] = {}
        self._halts: dict[int, str] = {}

    async def step(self, op: Op, provider: Provider) -> None:
        """Do the next step of a due document. Raise what stopped it where that concerns the whole account."""
        if op.server_id is None:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.UNKNOWN, _("The task was never made on the server."))
        elif op.state is OpState.CONFIRMING:
            await self._confirm(op, provider)
        elif op.state is OpState.UNCERTAIN:
            await self._look(op, provider)
        else:
            async with self._room:
                await self._upload(op, provider)

    def halt(self, number: int, why: str) -> bool:
        """Stop a document on its way, PAUSED or CANCELLED; return whether it is on its way."""
        copy = self.going.get(number)
        if copy is not None:
            self._halts[number] = why
            copy.halt()
        return copy is not None

    async def _upload(self, op: Op, provider: Provider) -> None:
        upload, copy = op.upload, await self._opened(op)
        if upload is None or copy is None:
            return
        try:
            files = await self._files(op, provider)
            if (found := _tagged(upload, files)) is not None:
                await self._filed(op, upload, found)
            elif op.code == RESCUED and (maybe := await self._could_be(op, upload, files, provider.user)) != []:
                await self._ask_which(op, upload, maybe or [])
            elif await self._begun_with(op, files):
                await self._send(op, upload, copy, provider)
        finally:
            copy.close()

    async def _opened(self, op: Op) -> Outgoing | None:
        upload = op.upload
        assert upload is not None
        try:
            return await asyncio.to_thread(Outgoing, self._folder / upload.blob, upload.sha256)
        except OSError:
            sentence = _("The copy of {name} on this computer is gone. Drop the file again and discard this.").format(
                name=upload.name
            )
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.LOST, sentence)
            return None

    async def _begun_with(self, op: Op, files: Sequence[Document]) -> bool:
        before = [each.id for each in files]
        sending = self._outcomes.documents.sending
        return await self._outcomes.do(sending, op.id, self._outcomes.clock(), before) is not None

    async def _send(self, op: Op, upload: Upload, copy: Outgoing, provider: Provider) -> None:
        assert op.server_id is not None
        self.going[op.id] = copy
        try:
            name = upload.wire_name(op.label)
            made, error = await outcome(file_document(provider, op.server_id, upload, name, copy), op)
        finally:
            self.going.pop(op.id, None)
            why = self._halts.pop(op.id, "")
        if error is not None:
            await self._not_filed(op, error, why)
        elif made is None or made.task != op.server_id:
            await self._outcomes.doubt(op, _("The server answered with another file."))
        else:
            confirming = await self._outcomes.do(self._outcomes.documents.named, op.id, made.id)
            if confirming is not None:
                await self._confirm(confirming, provider)

    async def _not_filed(self, op: Op, error: Exception, why: str) -> None:
        """Stopped before its end it cannot be there; a refusal asks; anything else is as with every write."""
        if isinstance(error, Halted) and why == PAUSED:
            await self._outcomes.do(self._outcomes.documents.stopped, op.id, PAUSED)
        elif isinstance(error, Halted) and why == CANCELLED:
            await self._outcomes.do(self._outcomes.documents.stopped, op.id, CANCELLED)
            await self._outcomes.discard(op)
        elif isinstance(error, Halted):
            await self._outcomes.do(
                self._outcomes.transitions.unsent, op.id, 0.0, OpCode.HALTED, _("FleetDesk ended on the way")
            )
        elif isinstance(error, Spoilt):
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.SPOILT, str(error))
        elif isinstance(error, Refused) and not error.before_sending:
            await self._outcomes.ask(op, OpState.DEAD, OpCode.REFUSED, error.said, http=error.status)
        else:
            await self._outcomes.failed(op, error)

    # -- looking

    async def _files(self, op: Op, provider: Provider) -> RowList[Document]:
        assert op.server_id is not None
        files = await documents_of(provider).of_task(op.server_id)
        self._listed(op.account, op.server_id, files)
        return files

    async def _look(self, op: Op, provider: Provider) -> None:
        """Look for a doubtful document: found is done; absent twice, with time for the server between, goes again."""
        upload = op.upload
        assert upload is not None
        files = await self._files(op, provider)
        found = await self._could_be(op, upload, files, provider.user)
        if found is None or len(found) > 1:
            await self._ask_which(op, upload, found or [])
        elif found:
            await self._filed(op, upload, found[0])
        elif op.looks + 1 < LOOKS:
            await self._outcomes.look_again(op)
        elif files.unread:
            await self._ask_which(op, upload, ())  # it may be one of those that cannot be read
        else:
            await self._outcomes.do(self._outcomes.transitions.again, op.id)

    async def _could_be(self, op: Op, upload: Upload, files: Sequence[Document], user: str) -> list[Document] | None:
        """Return the files that may be this document; None where what was there before is not known any more."""
        tagged = _tagged(upload, files)
        if tagged is not None:
            return [tagged]
        if await self._outcomes.call(self._outcomes.documents.echoes, op.account):
            return []
        filed = {each.file for each in await self._outcomes.call(self._outcomes.documents.filed_here, op.account)}
        before = op.known.get("before")
        unknown = [each for each in files if each.id not in filed and each.id not in set(before or ())]
        found = [each for each in unknown if could_be(upload, each, user, op.sent_at or 0.0)]
        return None if before is None and found else found

    async def _ask_which(self, op: Op, upload: Upload, found: Sequence[Document]) -> None:
        sentence = _which_sentence(len(found)).format(count=len(found), name=upload.name, task=op.label)
        await self._outcomes.ask(op, OpState.BLOCKED, OpCode.WHICH, sentence)

    async def _filed(self, op: Op, upload: Upload, found: Document) -> None:
        echoes = is_tagged(upload, found)
        await self._outcomes.do(self._outcomes.documents.filed, op.id, self._outcomes.clock(), found.id, echoes=echoes)

    async def _confirm(self, op: Op, provider: Provider) -> None:
        upload, files = op.upload, await self._files(op, provider)
        assert upload is not None
        found = next((each for each in files if each.id == op.known.get("file")), None)
        if found is not None and found.type in (upload.type, None):
            await self._filed(op, upload, found)
        elif found is not None:
            await self._filed_as_other(op, upload, found)
        elif op.looks + 1 < CONFIRM_LOOKS:
            sentence = _("The server took it but does not list it yet.")
            await self._outcomes.not_shown_yet(op, sentence)
        else:
            sentence = _("The server took {name} and lists it nowhere. Send it again, or discard this.").format(
                name=upload.name
            )
            await self._outcomes.ask(op, OpState.BLOCKED, OpCode.UNLISTED, sentence)

    async def _filed_as_other(self, op: Op, upload: Upload, found: Document) -> None:
        """Conclude that it is there under another type: it must not go again, and can be changed where it lies."""
        await self._filed(op, upload, found)
        shown = type_words(str(found.type))
        sentence = _("{task}: the server filed {name} as {shown}, not as {wanted}. Change its type in Documents.")
        self._say(sentence.format(task=op.label, name=upload.name, shown=shown, wanted=upload.type.words))


def _which_sentence(found: int) -> str:
    if not found:
        return _("Some files that may be {name} appeared on {task} meanwhile. Say which it is, or send it again.")
    return ngettext(
        "{count} file that may be {name} appeared on {task} meanwhile. Say which it is, or send it again.",
        "{count} files that may be {name} appeared on {task} meanwhile. Say which it is, or send it again.",
        found,
    )


def _tagged(upload: Upload, files: Sequence[Document]) -> Document | None:
    return next((each for each in files if is_tagged(upload, each)), None)
