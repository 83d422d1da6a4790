"""What a start shows before any server answers: the last fleet, and which tasks nobody has looked at."""

from contextlib import closing

import pytest

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account, Folders, Settings
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.sync.fakes import no_outbox

AWAY = Account("m", "metrotec", "http://127.0.0.1:9/", "mari", "session")
TASKS = [Task("m", number, order_ref=f"O-{number}", status=TaskStatus.CREATED) for number in (7, 8)]


@pytest.fixture
def folders(tmp_path):
    made = Folders(*(tmp_path / name for name in ("settings", "data", "cache", "logs")))
    made.make()
    return made


async def started(folders, look):
    """Starts a session on these folders with a server that is away, lets the test look, and ends it."""
    faults, store = [], Store()
    background = Background(lambda name, error: faults.append((name, error)))
    profile = Profile(folders, Settings(accounts=(AWAY,)), Secrets(folders.settings))
    profile.secrets.set(AWAY, "secret")
    with closing(Cache(folders.cache / "cache.db")) as cache:
        holds = no_outbox(store, lambda sentence: None)
        session = Session(profile, store, cache, background, lambda sentence: None, holds, {}, ())
        await session.show_known()
        await session.start()
        look(store)
        await session.close()
        await background.close()
    assert faults == []


async def test_what_nobody_has_looked_at_is_marked_again_after_a_restart(qapp, folders):
    with closing(Cache(folders.cache / "cache.db")) as cache:
        cache.keep_tasks("m", TASKS)
        cache.keep_unseen("m", ["m/7", "m/8", "m/404"])

    def look(store):
        assert store.task_store.unseen == {"m/7", "m/8"}
        store.mark_seen(["m/7"])

    await started(folders, look)
    await started(folders, lambda store: store.task_store.unseen == {"m/8"} or pytest.fail("m/8 alone is not seen"))
