"""Two ways in which outboxes are often written. The trials must catch both, or they prove nothing."""

from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.outbox import Outbox


class PopFirst(Outbox):
    """Takes a write out before it is sent and puts it back where sending raised (Workbox)."""

    def begin(self, number, now):
        op = super().begin(number, now)
        if op:
            self._end(number, OpState.DONE, now)
        return op

    def doubt(self, number, not_before, code, reason, http=None):
        return self._back(number)

    def unsent(self, number, not_before, code, reason):
        return self._back(number)

    def _back(self, number):
        self._move(number, {OpState.DONE}, state=OpState.QUEUED, done_at=None)
        return self.op(number)

    def confirming(self, number, http=200):
        return None

    def recover(self, not_before):
        return []


class KeepUntil200(Outbox):
    """Leaves a write where it is until a good answer came, and sends it again until then (Traccar Client)."""

    def doubt(self, number, not_before, code, reason, http=None):
        self._move(number, {OpState.SENDING}, state=OpState.QUEUED)
        return self.op(number)

    def recover(self, not_before):
        for row in self._rows("SELECT id FROM op WHERE state = 'sending'"):
            self._move(row[0], {OpState.SENDING}, state=OpState.QUEUED)
        return []
