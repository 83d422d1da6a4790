"""What accounts had before their last lesson, in a file beside the outbox."""

import json
import time
from collections.abc import Sequence
from typing import Any

from fleetdesk.base.errors import UsageError
from fleetdesk.base.files import write_whole
from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Account, Folders
from fleetdesk.storage.named_json import NamedJson


class Memory:
    """What accounts had before their last lesson, so that one command takes it back. May wait for the disk."""

    def __init__(self, folders: Folders) -> None:
        file = folders.data / "addresses-before.json"
        self._task_store = NamedJson(file, lambda path, text: write_whole(path, text, 0o600))

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""
        return self._task_store.pop_notices()

    def save(self, account: Account) -> None:
        """Save where an account's operations live now."""
        places = {name: dict(change) for name, change in account.overrides.items()}
        told = {"url": account.url, "overrides": places, "at": time.time()}
        self._task_store.save(account.name, json.dumps(told))

    def last(self, known: Sequence[Account]) -> Account | None:
        """Return the account that learnt last."""
        kept = {name: json.loads(told) for name, told in self._task_store.all().items()}
        times = {name: each["at"] for name, each in kept.items() if isinstance(each, dict) and "at" in each}
        learnt = [each for each in known if isinstance(times.get(each.name), int | float)]
        return max(learnt, key=lambda each: float(times[each.name]), default=None)

    def before(self, account: Account) -> dict[str, Any]:
        """Return where they lived before; UsageError where nothing was learnt for this account."""
        kept = json.loads(self._task_store.all().get(account.name, "null"))
        if not isinstance(kept, dict) or kept.get("url") != account.url or not isinstance(kept.get("overrides"), dict):
            raise UsageError(
                _("There is nothing to take back: {account} has learnt no addresses since.").format(
                    account=account.name
                )
            )
        return dict(kept["overrides"])

    def forget(self, account: Account) -> None:
        """Forget it, where there is anything."""
        if account.name in self._task_store.all():
            self._task_store.drop(account.name)
