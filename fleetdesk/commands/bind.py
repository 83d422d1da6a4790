"""fleetdesk api bind: fills in verbs and paths from the vendor's own OpenAPI document."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from fleetdesk.accounts import TABLES
from fleetdesk.api.binding import Bound
from fleetdesk.api.binding import bind as find
from fleetdesk.api.openapi import Described, described
from fleetdesk.commands.desk import Desk, complain, show
from fleetdesk.errors import UsageError
from fleetdesk.settings import Account

LARGEST_BYTES = 32 * 2**20


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
    try:
        return described(_document(file))
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise UsageError(f"{file} is no sound OpenAPI document ({error}).") from error


def _document(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise UsageError(f"{file} is larger than {LARGEST_BYTES // 2**20} MB; that is no API's document.")
        text = file.read_text(encoding="utf-8-sig")
        return json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"{file} is neither JSON nor YAML: {error}.") from error
