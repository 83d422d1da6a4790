"""Ways in which outboxes and uploads are often written. The trials must catch each, or they prove nothing."""

from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.durable_sqlite import connect
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.transitions import Transitions
from fleetdesk.sync.document_delivery import DocumentDelivery
from fleetdesk.sync.uploads import Uploads


class PopFirst(Transitions):
    """Takes a write out before it is sent and puts it back where sending raised (Workbox)."""

    def sending(self, number, now, **more):
        op = super().sending(number, now, **more)
        if op:
            self._states.end(number, OpState.DONE, now)
        return op

    def doubt(self, number, not_before, code, reason, http=None):
        return self._back(number)

    def unsent(self, number, not_before, code, reason):
        return self._back(number)

    def _back(self, number):
        self._states.move(number, {OpState.DONE}, state=OpState.QUEUED, done_at=None)
        return self._queries.op(number)

    def confirming(self, number, http=200, **more):
        return None

    def recover(self, not_before):
        return []


class KeepUntil200(Transitions):
    """Leaves a write where it is until a good answer came, and sends it again until then (Traccar Client)."""

    def doubt(self, number, not_before, code, reason, http=None):
        self._states.move(number, {OpState.SENDING}, state=OpState.QUEUED)
        return self._queries.op(number)

    def recover(self, not_before):
        for row in self._database.rows("SELECT id FROM op WHERE state = 'sending'"):
            self._states.move(row[0], {OpState.SENDING}, state=OpState.QUEUED)
        return []


def careless(transitions):
    """What makes an outbox with such transitions."""

    def make(path, connector=connect):
        return Outbox(path, connector, transitions=transitions)

    return make


class _NewestIsOurs(DocumentDelivery):
    async def _could_be(self, op, document, files, user):
        return [files[-1]] if files else []


class _NeverThere(DocumentDelivery):
    async def _could_be(self, op, document, files, user):
        return []


class _Careless(Uploads):
    documents = DocumentDelivery

    def __init__(self, *args):
        super().__init__(*args)
        self._documents.__class__ = self.documents


class TakesNewest(_Careless):
    """Takes the newest file of a task for its own, whoever filed it."""

    documents = _NewestIsOurs


class SendsAgain(_Careless):
    """Sends a document again whose answer was lost, without looking for it."""

    documents = _NeverThere
