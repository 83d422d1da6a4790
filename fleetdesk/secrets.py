"""Passwords and tokens: in the system keyring, in a file only the user can read, or for this session only."""

import json
from pathlib import Path

import keyring
import keyring.errors

from fleetdesk import log
from fleetdesk.errors import FleetError, NotSignedIn
from fleetdesk.settings import Account, write_whole

SERVICE = "fleetdesk"
# keyrings.alt, if it happens to be installed, silently stores plain text; only these are the system's own.
SYSTEM_KEYRINGS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def keyring_available() -> bool:
    """Whether this system has a keyring of its own; may block, so ask in a thread."""
    try:
        backend = keyring.get_keyring()
        candidates = getattr(backend, "backends", [backend])
        return any(type(each).__module__.startswith(SYSTEM_KEYRINGS) for each in candidates)
    except Exception:  # noqa: BLE001 - backends raise whatever their platform raises; all mean: none
        return False


def _from_keyring(name: str) -> str | None:
    """What the keyring has under the name; a locked or broken one is a sentence, not asked again by itself.

    The error's own text stays out of the sentence: nobody knows what a backend writes there.
    """
    try:
        found = keyring.get_password(SERVICE, name)
    except Exception as error:
        raise NotSignedIn(
            f"The system keyring stays shut ({type(error).__name__}). Unlock it and try again."
        ) from error
    return found if isinstance(found, str) else None


class Secrets:
    """Keeps each account's secret where the account says. Every call may block: use a thread from the window."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "secrets.json"
        self._session: dict[str, str] = {}

    def get(self, account: Account) -> str:
        """The account's secret, or NotSignedIn with what to do."""
        found = self._session.get(account.name) or self._stored(account)
        log.hide(found)
        if not found:
            raise NotSignedIn(f"The secret of {account.name} is not on this computer. Enter it again under Accounts.")
        return found

    def has(self, account: Account) -> bool:
        """Whether the secret is there."""
        return bool(self._session.get(account.name) or self._stored(account))

    def _stored(self, account: Account) -> str | None:
        if account.secret_store == "file":
            return self._read().get(account.name)
        if account.secret_store == "keyring" and keyring_available():
            return _from_keyring(account.name)
        return None

    def set(self, account: Account, secret: str) -> None:
        """Stores the secret, or raises with the ways that are left."""
        log.hide(secret)
        self._session[account.name] = secret
        if account.secret_store == "file":
            self._write({**self._read(), account.name: secret})
        elif account.secret_store == "keyring":
            self._set_in_keyring(account.name, secret)

    def _set_in_keyring(self, name: str, secret: str) -> None:
        if not keyring_available():
            raise FleetError(
                "This system has no keyring. Keep the secret in a file that only you can read (--secret-store file)."
            )
        try:
            keyring.set_password(SERVICE, name, secret)
        except Exception as error:
            raise FleetError(f"The system keyring did not take the secret ({type(error).__name__}).") from error

    def forget(self, account: Account) -> None:
        """Removes the secret from wherever it is."""
        self._session.pop(account.name, None)
        stored = self._read()
        if stored.pop(account.name, None) is not None:
            self._write(stored)
        if account.secret_store == "keyring" and keyring_available():
            self._forget_in_keyring(account.name)

    def _forget_in_keyring(self, name: str) -> None:
        try:
            keyring.delete_password(SERVICE, name)
        except keyring.errors.PasswordDeleteError:
            return  # it was not there
        except Exception as error:
            raise FleetError(
                f"The system keyring stays shut ({type(error).__name__}). Unlock it, try again."
            ) from error

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        except OSError as error:
            raise NotSignedIn(f"The file of secrets cannot be read ({error.strerror}).") from error
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def _write(self, secrets: dict[str, str]) -> None:
        write_whole(self._file, json.dumps(secrets), mode=0o600)
