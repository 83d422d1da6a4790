"""Settings that are set here while the watcher of their file looks at it."""

import asyncio
import threading
from dataclasses import replace

import pytest

from fleetdesk.app.settings_watch import SettingsWatcher
from fleetdesk.profile.account_changes import AccountChanges
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Settings
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.sync.fakes import no_outbox
from tests.ui.conftest import folders_in


class SlowDisk(SettingsFile):
    """A file on a disk that takes as long as it is told to."""

    def __init__(self, path):
        super().__init__(path)
        self.begun, self.ready = threading.Event(), threading.Event()

    def save(self, settings, before):
        self.begun.set()
        self.ready.wait()
        super().save(settings, before)


@pytest.fixture
def watched(qapp, tmp_path):
    """A profile whose settings are on a slow disk, what watches them, and the names that it found changed."""
    folders = folders_in(tmp_path)
    profile = Profile(folders, Settings(theme="light"), Secrets(folders.settings))
    profile.save_settings(profile.settings)
    profile.file = SlowDisk(folders.settings / "settings.toml")
    store, background = Store(), Background(lambda name, error: None)
    cache = Cache(folders.cache / CACHE_DB)
    holds = no_outbox(store, lambda sentence: None)
    session = Session(profile, store, cache, background, lambda sentence: None, holds, {}, ())
    watcher, names = SettingsWatcher(profile, AccountChanges(session), background, store), []
    watcher.changed.connect(names.extend)
    yield profile, watcher, names
    cache.close()


async def test_a_setting_that_is_being_written_is_not_taken_back_by_the_file_as_it_was(watched):
    profile, watcher, names = watched
    saving = asyncio.ensure_future(asyncio.to_thread(profile.save_settings, replace(profile.settings, theme="dark")))
    await asyncio.to_thread(profile.file.begun.wait)
    reading = asyncio.ensure_future(watcher.read())
    await asyncio.wait([reading], timeout=0.3)  # as long as a reader would need that does not wait for the writer
    profile.file.ready.set()
    await asyncio.gather(saving, reading)
    await watcher.read()
    assert (profile.settings.theme, names) == ("dark", [])
