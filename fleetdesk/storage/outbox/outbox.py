"""The outbox: every write the user has made and no server has confirmed, on disk before anybody calls it saved."""

from pathlib import Path

from fleetdesk.storage.durable_sqlite import Connect, connect
from fleetdesk.storage.outbox.creations import Creations
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.decisions import Decisions
from fleetdesk.storage.outbox.documents import Documents
from fleetdesk.storage.outbox.holds import Holds
from fleetdesk.storage.outbox.insert import Insert
from fleetdesk.storage.outbox.op_states import OpStates
from fleetdesk.storage.outbox.queries import Queries
from fleetdesk.storage.outbox.steps import Steps
from fleetdesk.storage.outbox.transitions import Transitions


class Outbox:
    """One SQLite file and the parts that work on it; docs/outbox.md has the reason of each rule.

    All calls may wait for the disk: from the window's thread use the OutboxThread. Two programs may share the file, but
    only the one that holds the sender's lock may call `transitions`, and of `documents` and `creations` what changes a
    write. Opening raises Foreign or sqlite3.Error, as OutboxDatabase does. The proofs give parts of their own: careless
    or dying ones.
    """

    def __init__(
        self,
        path: Path,
        connector: Connect = connect,
        *,
        insert: type[Insert] = Insert,
        transitions: type[Transitions] = Transitions,
        documents: type[Documents] = Documents,
    ) -> None:
        self.database = OutboxDatabase(path, connector)
        states = OpStates(self.database)
        self.queries = Queries(self.database)
        self.insert = insert(self.database, states, self.queries)
        self.transitions = transitions(self.database, states, self.queries)
        self.documents = documents(self.database, states, self.queries, self.transitions)
        self.creations = Creations(self.database, self.queries, self.transitions)
        self.decisions = Decisions(self.database, states, self.queries, self.insert, self.documents)
        self.steps = Steps(self.database, self.insert, self.decisions)
        self.holds = Holds(self.database)

    @property
    def path(self) -> Path:
        """Return the path of the file."""
        return self.database.path

    def close(self) -> None:
        """Close the file."""
        self.database.close()
