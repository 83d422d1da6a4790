"""Passwords and tokens: in the system keyring, in a file only the user can read, or for this session only."""

import contextlib
from pathlib import Path
from typing import Any

from fleetdesk.base import log
from fleetdesk.base.errors import FleetError, NotSignedIn
from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import KeptFile, says_dropped, to_json
from fleetdesk.base.local_formats import number
from fleetdesk.base.own_thread import Died, Unanswered, answered
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.profile.settings import Account

SERVICE = "fleetdesk"
# keyrings.alt, if it happens to be installed, silently stores plain text; only these are the system's own.
SYSTEM_KEYRINGS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


ANSWER_S = 60.0
"""How long a keyring is waited for; it may be asking the user to unlock it."""
AVAILABLE_S = 5.0
"""How long who only wants to know whether there is one waits for it."""


def keyring_available(deadline_s: float = ANSWER_S) -> bool:
    """Return whether this system has a keyring of its own that is found in time; may block, so ask in a thread."""
    try:
        return answered(_any_system_keyring, deadline_s)
    except Exception:  # noqa: BLE001 - backends raise whatever their platform raises; all mean: none
        return False


def _library() -> Any:
    """Return the library of keyrings, which takes 40 ms to import and is asked in a thread."""
    import keyring
    import keyring.errors

    return keyring


def _any_system_keyring() -> bool:
    backend = _library().get_keyring()
    candidates = getattr(backend, "backends", [backend])
    return any(type(each).__module__.startswith(SYSTEM_KEYRINGS) for each in candidates)


def _why(error: Exception) -> str:
    """Say what kind of failure it was; its own text stays out, for nobody knows what a backend writes there."""
    return error.kind if isinstance(error, Died) else type(error).__name__


def _says_shut(error: Exception, answer_s: float) -> str:
    if isinstance(error, Unanswered):
        return _unanswered(answer_s)
    return _("The system keyring stays shut ({reason}). Unlock it and try again.").format(reason=_why(error))


def _unanswered(answer_s: float) -> str:
    digits = 0 if answer_s == int(answer_s) else 1
    return ngettext(
        "The system keyring has not answered for {seconds} second. Unlock it, then try again or start FleetDesk again.",
        "The system keyring has not answered for {seconds} seconds. Unlock it, then try again or start "
        "FleetDesk again.",
        int(answer_s) if not digits else 2,
    ).format(seconds=number(answer_s, digits))


def _ask_for(name: str) -> str | None:
    return _library().get_password(SERVICE, name) if keyring_available() else None


def _hand_over(name: str, secret: str) -> bool:
    """Return whether there is a keyring to keep the secret."""
    if keyring_available():
        _library().set_password(SERVICE, name, secret)
        return True
    return False


def _take_out(name: str) -> None:
    if keyring_available():
        with contextlib.suppress(_library().errors.PasswordDeleteError):  # it was not there
            _library().delete_password(SERVICE, name)


class Secrets:
    """Keeps each account's secret where the account says. Every call may block: use a thread from the window."""

    def __init__(self, folder: Path, *, moves: bool = True, answer_s: float = ANSWER_S) -> None:
        self._answer_s = answer_s
        file = folder / "secrets.json"
        self._file = KeptFile(file, lambda path, text: write_whole(path, text, 0o600), moves=moves, copied=False)
        self._session: dict[str, str] = {}

    def get(self, account: Account) -> str:
        """Return the account's secret; NotSignedIn says what to do without one."""
        found = self._session.get(account.name) or self._stored(account)
        log.hide(found)
        if not found:
            raise NotSignedIn(
                _("The secret of {account} is not on this computer. Enter it again under Accounts.").format(
                    account=account.name
                )
            )
        return found

    def has(self, account: Account) -> bool:
        """Return whether the secret is there."""
        return bool(self._session.get(account.name) or self._stored(account))

    def _stored(self, account: Account) -> str | None:
        if account.secret_store == "file":
            return self._texts().get(account.name)
        return self._in_keyring(account.name) if account.secret_store == "keyring" else None

    def _in_keyring(self, name: str) -> str | None:
        """Return what the keyring has; a locked, broken or silent one is a sentence, not asked again by itself."""
        try:
            found = answered(_ask_for, self._answer_s, name)
        except Exception as error:
            raise NotSignedIn(_says_shut(error, self._answer_s)) from error
        return found if isinstance(found, str) else None

    def set(self, account: Account, secret: str) -> None:
        """Store the secret; raise with the ways that are left where it cannot be."""
        log.hide(secret)
        self._session[account.name] = secret
        if account.secret_store == "file":
            with self._file.lock:
                self._write({**self._read(), account.name: secret})
        elif account.secret_store == "keyring":
            self._set_in_keyring(account.name, secret)

    def _set_in_keyring(self, name: str, secret: str) -> None:
        try:
            taken = answered(_hand_over, self._answer_s, name, secret)
        except Unanswered as error:
            raise FleetError(_says_shut(error, self._answer_s)) from error
        except Exception as error:
            raise FleetError(
                _("The system keyring did not take the secret ({reason}).").format(reason=_why(error))
            ) from error
        if not taken:
            raise FleetError(
                _("This system has no keyring. Keep the secret in a file that only you can read (--secret-store file).")
            )

    def forget(self, account: Account) -> None:
        """Remove the secret from wherever it is; FleetError, and it stays, where the keyring does not let it go."""
        if account.secret_store == "keyring":
            self._forget_in_keyring(account.name)
        with self._file.lock:
            stored = self._read()
            if stored.pop(account.name, None) is not None:
                self._write(stored)
        self._session.pop(account.name, None)

    def _forget_in_keyring(self, name: str) -> None:
        try:
            answered(_take_out, self._answer_s, name)
        except Exception as error:
            raise FleetError(
                together(_says_shut(error, self._answer_s), _("{account} stays as it was.").format(account=name))
            ) from error

    def look(self) -> None:
        """Read the file once, so that what is wrong with it can be said before a secret is missed."""
        self._texts()

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call; never a secret."""
        return self._file.pop_notices()

    def _texts(self) -> dict[str, str]:
        read = self._read()
        odd = [name for name, secret in read.items() if not isinstance(secret, str) and name != "version"]
        if odd:
            self._file.say(says_dropped(self._file.path, odd))
        return {name: secret for name, secret in read.items() if isinstance(secret, str)}

    def _read(self) -> dict[str, Any]:
        read = self._file.read(_check)
        return {} if read is None else dict(read)

    def _write(self, secrets: dict[str, Any]) -> None:
        self._file.write(to_json(secrets), secrets)


def _check(read: Any) -> None:
    if not isinstance(read, dict):
        raise ValueError(_("it holds no names with secrets"))
