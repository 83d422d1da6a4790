"""fleetdesk api bind: learns verbs and paths from the vendor's own document, and takes the last lesson back."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fleetdesk.api.openapi import Described
from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.own_thread import in_own_thread
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile import address_learning
from fleetdesk.profile.lesson import KEPT, MISSING, Finding, Lesson
from fleetdesk.profile.lesson_memory import Memory
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Account

HEADINGS = (
    pgettext("column", "operation"),
    pgettext("column", "verb"),
    pgettext("column", "path before"),
    pgettext("column", "path after"),
    pgettext("column", "state"),
    pgettext("column", "why"),
)


async def bind(desk: Profile, words: argparse.Namespace) -> int:
    """Show what was bound and what not, with the reason, and keep what was tried with the account."""
    if words.undo:
        return _take_back(desk, words.account)
    account = desk.settings.account(words.account)
    if not words.spec:
        raise UsageError(_("Name the vendor's document, a file or an address; or --undo to take the last one back."))
    described = await address_learning.document(words.spec)
    lesson = await _lesson(desk, account, described, words)
    _table(lesson.findings)
    if lesson.failed and not words.dry_run:
        nothing = _("So nothing could be tried, and nothing was changed. --untried takes it as it is.")
        complain(together(lesson.failed, nothing))
        return lesson.failed.exit_code
    return _kept(desk, account, lesson, words.dry_run)


async def _lesson(desk: Profile, account: Account, described: list[Described], words: argparse.Namespace) -> Lesson:
    if words.untried:
        return address_learning.untried(account, described)
    secret = await in_own_thread(desk.secrets.get, account)
    return await address_learning.learn(account, secret, desk.folders, described)


def _kept(desk: Profile, account: Account, lesson: Lesson, dry_run: bool) -> int:
    taken = any(each.taken for each in lesson.findings)
    if dry_run or not taken:
        complain(together(lesson.said(), _("Nothing was changed.")))
    else:
        memory = Memory(desk.folders)
        memory.save(account)
        _say(memory)
        _keep(desk, account, lesson.overrides(account))
        back = _("To take it back: fleetdesk api bind --undo --account {account}").format(account=account.name)
        complain(together(lesson.said(), back))
    return 1 if all(each.state == MISSING for each in lesson.findings) else 0


def _take_back(desk: Profile, name: str | None) -> int:
    """Take the last bind back, of the named account or of whichever was bound last."""
    memory = Memory(desk.folders)
    last = memory.last(desk.settings.accounts) if name is None else None
    _say(memory)
    account = last or desk.settings.account(name)
    _keep(desk, account, memory.before(account))
    memory.forget(account)
    complain(_("The addresses of {account} are as they were before the last bind.").format(account=account.name))
    return 0


def _say(memory: Memory) -> None:
    for notice in memory.pop_notices():
        complain(notice)


def _keep(desk: Profile, account: Account, overrides: Mapping[str, Any]) -> None:
    changed = replace(account, overrides=overrides)
    accounts = tuple(changed if each is account else each for each in desk.settings.accounts)
    desk.save_settings(replace(desk.settings, accounts=accounts))


def _table(findings: tuple[Finding, ...]) -> None:
    """Print a table for a person; one JSON document where stdout is no terminal."""
    if sys.stdout.isatty():
        told = ((each.operation, each.method, each.before, each.after, each.state_words, each.why) for each in findings)
        rows = [HEADINGS, *(tuple(readable(cell) for cell in row) for row in told)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            sys.stdout.write("  ".join([*cells, row[-1]]).rstrip() + "\n")
        return
    show(
        [
            {
                "operation": each.operation,
                "method": each.method,
                "before": each.before,
                "after": each.after or None,
                "state": each.state,
                "bound": dict(each.change) if each.change and each.state != KEPT else None,
                "why": each.why,
            }
            for each in findings
        ]
    )


def add_words(command: Any) -> None:
    """Add the words of `api bind`."""
    command.add_argument(
        "spec",
        nargs="?",
        metavar=pgettext("command", "FILE|URL"),
        help=_("OpenAPI 2 or 3, JSON or YAML; Scribe; a Redoc page; a Postman collection"),
    )
    command.add_argument("--account", metavar=pgettext("command", "ACCOUNT"))
    command.add_argument("--dry-run", action="store_true", help=_("show the table and change nothing"))
    command.add_argument("--untried", action="store_true", help=_("take what the document says without trying it"))
    command.add_argument("--undo", action="store_true", help=_("take the last bind of the account back"))
