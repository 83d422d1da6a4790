"""What the task form is read against, gathered from the desk once and kept until it changes."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import Bounds, bounds_of
from fleetdesk.domain.importing.reference_data import unit_words
from fleetdesk.domain.task_form import Setting
from fleetdesk.domain.units import Unit
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store

ASK_AFTER_MS = 700


class FormContext(QObject):
    """Gives the setting for a task, and asks the server whether a typed reference is taken there."""

    changed = Signal()

    def __init__(self, store: Store, zone: ZoneInfo, server: ServerTasks, background: Background) -> None:
        super().__init__()
        self._store, self._zone, self._server, self._background = store, zone, server, background
        self._account, self._own_ref, self._key = "", "", ""
        self._read: list[Unit] = []
        self._units: dict[str, str | None] | None = None
        self._bounds: Bounds | None = None
        self._on_server: dict[tuple[str, str], str] = {}
        self._asked = ""
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self._wanted = ""
        store.fleet_changed.connect(lambda delta: self._forget_units() if delta.gone else None)

    def open(self, account: str, key: str, own_ref: str) -> None:
        """Set the account and the task of the form; its own reference is not judged as taken."""
        self._account, self._key, self._own_ref, self._bounds = account, key, own_ref, None
        if [seen.unit for seen in self._fleet()] != self._read:
            self._forget_units()

    def _forget_units(self) -> None:
        self._units = self._bounds = None

    def now(self) -> Setting:
        """Return the account's vehicles, references and bounds as they are now, for checking the form."""
        if self._units is None:
            self._read = [seen.unit for seen in self._fleet()]
            self._units = unit_words(self._read)
        if self._bounds is None:
            self._bounds = bounds_of(_place(each) for each in self._fleet())
        return Setting(self._account, self._zone, self._store.now(), self._units, self._whose, self._bounds)

    def _fleet(self) -> list[Seen]:
        return [seen for seen in self._store.fleet.values() if seen.unit.account == self._account]

    def _whose(self, reference: str) -> str:
        """Return in words whose a reference is; empty where it is free, or the open task's own."""
        task_store = self._store.task_store
        others = [key for key in task_store.index.of_ref(self._account, reference) if key != self._key]
        if not others:
            return self._on_server.get((self._account, reference), "")
        task = task_store.shown[others[-1]]
        if not task.id:
            return _("a task not sent yet")
        return task.address or _("task no. {number}").format(number=task.id)

    def ask_soon(self, reference: str) -> None:
        """Ask the server about the typed reference once the typing has stopped; not where it is empty."""
        self._wanted = reference.strip()
        self._timer.start()

    def _ask(self) -> None:
        ref = self._wanted
        if not ref or ref == self._own_ref or ref == self._asked or self._whose(ref):
            return
        if self._server.is_open(self._account):
            self._asked = ref
            self._background.start(self._look_up(self._account, ref), "is the reference taken")

    async def _look_up(self, account: str, ref: str) -> None:
        """Ask the server whether a reference is taken; no answer is no objection, for sending checks it."""
        try:
            found = await self._server.with_reference(account, ref)
        except FleetError:
            self._asked = ""
            return
        if found is not None and self._store.task_store.key_of(account, found.id or 0) != self._key:
            self._on_server[account, ref] = _("the server has it, no. {id}").format(id=found.id)
            self.changed.emit()


def _place(seen: Seen) -> tuple[float | None, float | None]:
    return (seen.position.lat, seen.position.lon) if seen.position else (None, None)
