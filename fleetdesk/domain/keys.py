"""Keys name units and tasks across accounts: "account/id". This module alone knows how they are made."""

from typing import NewType

UnitKey = NewType("UnitKey", str)
TaskKey = NewType("TaskKey", str)


def unit_key(account: str, unit: str) -> UnitKey:
    """Return the key of a unit by the vendor's id. An account's name holds no slash."""
    return UnitKey(f"{account}/{unit}")


def task_key(account: str, tail: str | int) -> TaskKey:
    """Return the key of a task by its end: our own name of a task made on this desk, else the server's number."""
    return TaskKey(f"{account}/{tail}")


def split_key(key: str) -> tuple[str, str]:
    """Return the account, and what names the unit or task in it; both empty for an empty key."""
    account, _, tail = key.partition("/")
    return account, tail


def account_of(key: str) -> str:
    """Return the account of a key."""
    return split_key(key)[0]
