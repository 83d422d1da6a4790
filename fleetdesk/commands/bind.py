"""fleetdesk api bind: fills in verbs and paths from the vendor's own OpenAPI document."""

import argparse
from dataclasses import replace
from pathlib import Path

from fleetdesk.accounts import TABLES
from fleetdesk.api.binding import Bound
from fleetdesk.api.binding import bind as find
from fleetdesk.api.openapi import Described
from fleetdesk.api.vendordoc.reading import read_file
from fleetdesk.commands.desk import Desk, complain, show
from fleetdesk.settings import Account


def bind(desk: Desk, words: argparse.Namespace) -> int:
    """Prints what was bound and what not, with the reason, and keeps what was bound with the account."""
    account = desk.settings.account(words.account)
    findings = find(TABLES[account.provider], _described(Path(words.spec)), account.url)
    desk.keep(replace(desk.settings, accounts=tuple(
        _with(each, findings) if each is account else each for each in desk.settings.accounts)))  # fmt: skip
    missing = [each for each in findings if each.change is None]
    show([{"operation": each.operation, "bound": each.change, "why": each.why} for each in findings])
    complain(f"{len(findings) - len(missing)} operations bound, {len(missing)} not.")
    return 1 if missing and len(missing) == len(findings) else 0


def _with(account: Account, findings: list[Bound]) -> Account:
    found = {each.operation: dict(each.change) for each in findings if each.change}
    return replace(account, overrides={**account.overrides, **found})


def _described(file: Path) -> list[Described]:
    return read_file(file)
