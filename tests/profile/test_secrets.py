"""Secrets stay where they belong: not in files, logs, output or arguments, whatever fails and whoever repeats them."""

import asyncio
import json
import logging
import os
import threading

import keyring
import keyring.backend
import keyring.errors
import pytest
import structlog

from fleetdesk.app import hooks
from fleetdesk.base import log
from fleetdesk.base.errors import FleetError, NotSignedIn
from fleetdesk.profile import secrets
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account, Folders, Settings
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.day_seed import cases_of_the_day
from tests.forked import run_command
from tests.sync.fakes import no_outbox
from tests.waiting import until

CANARY_JWT = "CANARY-JWT-77a1f0c2"


def findings(folder, canaries):
    """Every file below a folder that holds a canary, the secrets' own file left out."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "secrets.json"]
    assert files
    return [(path.name, each) for path in files for each in canaries if each.encode() in path.read_bytes()]


def run(home, *words):
    environment = {**os.environ, "FLEETDESK_HOME": str(home)}
    return run_command(words, environment)


def repeated(simulator):
    """Faults in which the server repeats what it was sent, or answers oddly."""
    echo = f"password {simulator.password} and Authorization: VEZMA {simulator.token} are wrong"
    return [
        ("vehicles.list", {"status": 500, "body": {"error": echo}}),
        ("vehicles.list", {"status": 400, "body": {"error": echo}}),
        ("vehicles.list", {"cut": "after"}),
        ("auth.login", {"status": 200, "body": {"jwt": CANARY_JWT, "expires": 0}}),
        ("auth.login", {"status": 200, "body": {"jwt": CANARY_JWT + "\r\nX: y"}}),
        ("auth.login", {"status": 400, "body": {"error": echo}}),
        ("auth.login", {"status": 404, "body": {"error": echo}}),
        ("auth.login", {"truncate": 20}),
    ]


@pytest.mark.process
def test_commands_show_no_secret(simulator, tmp_path):
    (tmp_path / "password").write_text(simulator.password)
    home = tmp_path / "home"
    add = (
        "account",
        "add",
        "m",
        "--provider",
        "metrotec",
        "--url",
        simulator.metrotec_url,
        "--username",
        simulator.username,
        "--password-file",
        tmp_path / "password",
        "--secret-store",
        "file",
    )
    done = [run(home, *add), run(home, "account", "list"), run(home, "doctor"), run(home, "call", "auth.login")]
    for operation, action in cases_of_the_day(repeated(simulator), 4):
        simulator.control("faults", [{"operation": operation, "count": -1, "action": action}])
        done.append(run(home, "call", "vehicles.list"))
        simulator.control("faults", method="DELETE")
        assert done[-1].returncode not in (0, 1), done[-1].stderr
    canaries = (simulator.password, simulator.token, CANARY_JWT)
    assert findings(home, canaries) == []
    for each in done:
        assert "Traceback" not in each.stderr
        assert not [canary for canary in canaries if canary in each.stdout + each.stderr + " ".join(each.args)]


@pytest.fixture
def logged(tmp_path):
    folders = Folders(*(tmp_path / "home" / name for name in ("settings", "data", "cache", "logs")))
    folders.make()
    log.start(folders.logs, logging.DEBUG)
    yield folders
    for handler in logging.getLogger("fleetdesk").handlers:
        handler.close()
    log.start(None)


async def test_a_polling_session_writes_no_secret(qapp, simulator, logged, capfd):
    accounts = (
        Account("m", "metrotec", simulator.metrotec_url, simulator.username, "session"),
        Account("v", "vezma", simulator.vezma_url, secret_store="session"),
    )
    kept, said = Secrets(logged.settings), []
    for account, secret in zip(accounts, (simulator.password, simulator.token), strict=True):
        kept.set(account, secret)
    desk = Profile(logged, Settings(accounts=accounts, poll_s=1.0), kept)
    store, cache = Store(), Cache(logged.cache / "cache.db")
    background = Background(lambda name, error: said.append(repr(error)))
    session = Session(desk, store, cache, background, said.append, no_outbox(store, said.append), {}, ())
    desk.save_settings(desk.settings)
    await session.start()
    await until(lambda: {link.status for link in store.links.values()} == {"live"})
    for operation, action in repeated(simulator):
        simulator.control(
            "faults", [{"operation": "*" if operation != "auth.login" else operation, "count": 3, "action": action}]
        )
        simulator.control("logout", {})
        asked = len(simulator.control("requests?last=5000"))
        session.refresh()
        await until(lambda asked=asked: len(simulator.control("requests?last=5000")) > asked)
        said += [link.sentence for link in store.links.values()]
        simulator.control("faults", method="DELETE")
    structlog.get_logger("fleetdesk.test").error("bug", exc_info=ValueError(f"{simulator.password} {simulator.token}"))
    await session.close()
    await background.close()
    cache.close()
    shown = "".join(capfd.readouterr()) + " ".join(said)
    canaries = (simulator.password, simulator.token, CANARY_JWT)
    assert findings(logged.logs.parent, canaries) == []
    assert not [canary for canary in canaries if canary in shown]
    assert log.HIDDEN in (logged.logs / "fleetdesk.base.log").read_text()


SAID = "s3cret-password"


def test_the_log_hides_what_lies_deep(logged):
    log.hide("s3cret-password")
    structlog.get_logger("fleetdesk.test").warning(
        "said s3cret-password",
        token="t",
        inner={"jwt": "x", "list": ["Bearer abc.def-0123456789", {"a": SAID}]},
        path=logged.logs / "s3cret-password",
        error=ValueError("s3cret-password"),
        text="eyJhbGciOi.eyJzdWIi.sig",
        n=5,
    )
    line = (logged.logs / "fleetdesk.base.log").read_text()
    for secret in ("s3cret-password", '"t"', '"x"', "abc.def", "eyJ"):
        assert secret not in line
    assert json.loads(line)["n"] == 5


def test_the_terminal_hides_it_too(capsys):
    log.hide("s3cret-password")
    hooks.on_uncaught(ValueError, ValueError("bad s3cret-password"), None)
    assert "s3cret" not in capsys.readouterr().err


class Odd(keyring.backend.KeyringBackend):
    """A keyring that does what the test says."""

    priority = 1

    def __init__(self, act):
        super().__init__()
        self.act, self.calls = act, 0

    def _do(self, *_):
        self.calls += 1
        return self.act()

    get_password = set_password = delete_password = _do


def failing(error):
    def act():
        raise error

    return act


class Panic(BaseException):
    """What a backend written in Rust raises; pyo3 derives it from BaseException."""


ERRORS = [
    keyring.errors.KeyringLocked("s3cret"),
    keyring.errors.InitError("s3cret"),
    RuntimeError("s3cret"),
    OSError("s3cret"),
    TimeoutError("s3cret"),
    StopIteration("s3cret"),
    SystemExit("s3cret"),
    KeyboardInterrupt("s3cret"),
    GeneratorExit("s3cret"),
    asyncio.CancelledError("s3cret"),
    Panic("s3cret"),
]
ACCOUNT = Account("m", "metrotec", "https://example.com/", "me")


@pytest.fixture
def backend(monkeypatch):
    def use(act):
        odd = Odd(act)
        monkeypatch.setattr(keyring.core, "_keyring_backend", odd)
        monkeypatch.setattr(secrets, "keyring_available", lambda: True)
        return odd

    return use


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_a_keyring_that_fails_is_asked_once_and_said(backend, tmp_path, error):
    odd, kept = backend(failing(error)), Secrets(tmp_path)
    with pytest.raises(NotSignedIn) as caught:
        kept.get(ACCOUNT)
    assert odd.calls == 1
    assert "s3cret" not in str(caught.value)
    with pytest.raises(FleetError):
        kept.set(ACCOUNT, "s3cret")
    with pytest.raises(FleetError):
        kept.forget(ACCOUNT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_a_keyring_that_cannot_be_looked_for_is_none(monkeypatch, error):
    monkeypatch.setattr(keyring, "get_keyring", failing(error))
    assert secrets.keyring_available() is False


@pytest.fixture
def silent(backend):
    """A keyring that answers at the end of the test."""
    free = threading.Event()
    yield backend(lambda: free.wait(60) and None)
    free.set()


def test_a_keyring_that_never_answers_is_said_with_what_to_do(silent, tmp_path):
    kept = Secrets(tmp_path, answer_s=0.05)
    for ask in (lambda: kept.get(ACCOUNT), lambda: kept.set(ACCOUNT, "s3cret"), lambda: kept.forget(ACCOUNT)):
        with pytest.raises(FleetError, match=r"has not answered.*Unlock it"):
            ask()


def test_a_keyring_that_is_not_found_in_time_is_not_taken_for_none(monkeypatch, tmp_path):
    free = threading.Event()
    monkeypatch.setattr(keyring, "get_keyring", lambda: free.wait(60))
    monkeypatch.setattr(secrets, "AVAILABLE_S", 0.01)
    kept = Secrets(tmp_path, answer_s=0.2)
    for ask in (lambda: kept.get(ACCOUNT), lambda: kept.forget(ACCOUNT)):
        with pytest.raises(FleetError, match="has not answered"):
            ask()
    assert secrets.keyring_available(0.05) is False
    free.set()


def test_a_secret_that_the_keyring_does_not_let_go_is_still_there(backend, tmp_path):
    kept = Secrets(tmp_path)
    backend(lambda: None)
    kept.set(ACCOUNT, "s3cret")
    backend(failing(SystemExit(1)))
    with pytest.raises(FleetError, match="stays as it was"):
        kept.forget(ACCOUNT)
    assert kept.get(ACCOUNT) == "s3cret"


@pytest.mark.parametrize("garbage", [None, "", b"bytes", 5, ["x"]])
def test_a_keyring_that_gives_garbage_has_nothing(backend, tmp_path, garbage):
    backend(lambda: garbage)
    with pytest.raises(NotSignedIn):
        Secrets(tmp_path).get(ACCOUNT)


@pytest.mark.parametrize("content", ["[1]", "{", "[" * 100_000, '{"m": {"x": 1}}', "\x00"])
def test_a_damaged_file_of_secrets_is_no_crash(tmp_path, content):
    (tmp_path / "secrets.json").write_text(content)
    account = Account("other", "metrotec", "https://example.com/", "me", "file")
    with pytest.raises(NotSignedIn):
        Secrets(tmp_path).get(account)


async def test_a_slow_keyring_holds_up_nobody_else(qapp, backend, simulator, logged):
    free = threading.Event()
    backend(lambda: free.wait(20) and None)
    kept = Secrets(logged.settings)
    ready = Account("m", "metrotec", simulator.metrotec_url, simulator.username, "session")
    kept.set(ready, simulator.password)
    store, cache, said = Store(), Cache(logged.cache / "cache.db"), []
    background = Background(lambda name, error: said.append(repr(error)))
    desk = Profile(logged, Settings(accounts=(Account("slow", "metrotec", simulator.metrotec_url, "me"), ready)), kept)
    session = Session(desk, store, cache, background, said.append, no_outbox(store, said.append), {}, ())
    starting = asyncio.ensure_future(session.start())
    await until(lambda: "m" in store.links and store.links["m"].status == "live")
    assert not starting.done()
    free.set()
    await starting
    assert store.links["slow"].status == "signin"
    await session.close()
    await background.close()
    cache.close()
