"""A keyring that hangs or dies costs its own account no more than a sentence, and the others nothing."""

import asyncio
import threading
from argparse import Namespace
from contextlib import closing

import keyring
import keyring.backend
import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.commands import account as command
from fleetdesk.domain.units import Unit
from fleetdesk.profile import secrets
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account, Folders, Settings
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.sync.fakes import no_outbox
from tests.waiting import until


class Odd(keyring.backend.KeyringBackend):
    """A keyring that does what the test says."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.act, self.free = lambda: None, threading.Event()

    def fail(self, error):
        def act():
            raise error

        self.act = act

    def hang(self):
        def act():
            self.free.wait(60)

        self.act = act

    def get_password(self, service, name):
        self.act()
        return self.password

    def set_password(self, service, name, password):
        self.act()
        self.password = password

    def delete_password(self, service, name):
        self.act()


@pytest.fixture
def odd(monkeypatch):
    made = Odd()
    monkeypatch.setattr(keyring.core, "_keyring_backend", made)
    monkeypatch.setattr(secrets, "keyring_available", lambda: True)
    yield made
    made.free.set()


class Wheel:
    """A session with the accounts of a test."""

    def __init__(self, folders, accounts, answer_s=0.05):
        self.said, self.store, self.cache = [], Store(), Cache(folders.cache / "cache.db")
        self.background = Background(lambda name, error: self.said.append(repr(error)))
        self.desk = Profile(
            folders, Settings(accounts=accounts, poll_s=1.0), Secrets(folders.settings, answer_s=answer_s)
        )
        self.session = Session(
            self.desk,
            self.store,
            self.cache,
            self.background,
            self.said.append,
            no_outbox(self.store, self.said.append),
            {},
            (),
        )

    def status(self, name):
        return self.store.links[name].status if name in self.store.links else None

    async def live(self, name):
        await until(lambda: self.status(name) == "live")


@pytest.fixture
def folders(tmp_path):
    made = Folders(*(tmp_path / name for name in ("settings", "data", "cache", "logs")))
    made.make()
    return made


@pytest.fixture
async def desks(qapp, folders):
    made = []

    def make(*accounts, **more):
        made.append(Wheel(folders, accounts, **more))
        return made[-1]

    yield make
    for each in made:
        await each.session.close()
        await each.background.close()
        each.cache.close()


@pytest.fixture
def ready(simulator):
    return Account("m", "metrotec", simulator.metrotec_url, simulator.username, "session")


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt(), asyncio.CancelledError()], ids=repr)
async def test_a_keyring_that_dies_is_a_sentence_and_the_others_are_live(desks, odd, ready, simulator, error):
    odd.fail(error)
    desk = desks(*(Account(f"k{number}", "metrotec", simulator.metrotec_url, "me") for number in range(3)), ready)
    desk.desk.secrets.set(ready, simulator.password)
    await desk.session.start()
    await desk.live("m")
    assert [desk.status(f"k{number}") for number in range(3)] == ["signin"] * 3
    assert type(error).__name__ in desk.store.links["k0"].sentence


async def test_forty_hanging_keyrings_beside_a_healthy_account(desks, odd, ready, simulator):
    odd.hang()
    desk = desks(*(Account(f"k{number}", "metrotec", simulator.metrotec_url, "me") for number in range(40)), ready)
    desk.desk.secrets.set(ready, simulator.password)
    await desk.session.start()
    await desk.live("m")
    assert {desk.status(f"k{number}") for number in range(40)} == {"signin"}
    assert "has not answered" in desk.store.links["k0"].sentence
    assert sum("has not answered" in each for each in desk.said) == 40


@pytest.mark.parametrize("error", [None, SystemExit(1), RuntimeError("shut")], ids=repr)
async def test_an_account_whose_secret_stays_is_not_removed(desks, odd, simulator, error):
    kept = Account("k", "metrotec", simulator.metrotec_url, simulator.username)
    odd.password = simulator.password
    desk = desks(kept, answer_s=5.0 if error else 0.5)
    await desk.session.start()
    await desk.live("k")
    odd.fail(error) if error else odd.hang()
    with pytest.raises(FleetError, match="stays as it was"):
        await desk.session.remove("k")
    assert desk.desk.settings.accounts == (kept,)
    assert desk.session.providers.keys() == {"k"}
    asked = len(simulator.control("requests?last=5000"))
    desk.session.refresh("k")
    await until(lambda: len(simulator.control("requests?last=5000")) != asked)


async def test_an_account_that_the_keyring_does_not_take_is_not_added(desks, odd, simulator):
    desk = desks()
    odd.fail(SystemExit(1))
    with pytest.raises(FleetError, match="did not take the secret"):
        await desk.session.add(Account("k", "metrotec", simulator.metrotec_url, simulator.username), simulator.password)
    assert desk.desk.settings.accounts == ()


def test_the_command_leaves_an_account_whose_secret_stays(folders, odd):
    desk = Profile(
        folders, Settings(accounts=(Account("k", "metrotec", "https://example.com/", "me"),)), Secrets(folders.settings)
    )
    with closing(Cache(folders.cache / "cache.db")) as cache:
        cache.keep_units("k", [Unit("k", "1")])
    odd.fail(SystemExit(1))
    with pytest.raises(FleetError, match="stays as it was"):
        command.remove(desk, Namespace(name="k"))
    assert len(desk.settings.accounts) == 1
    with closing(Cache(folders.cache / "cache.db")) as cache:
        assert cache.units(["k"]) == [Unit("k", "1")]
