"""fleetdesk upload: documents onto a task, through the same outbox as the desk's."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fleetdesk.api.provider import Provider, tasks_of
from fleetdesk.base.console import complain
from fleetdesk.base.errors import Unreachable, UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.commands.posting import conclude, post
from fleetdesk.documents.staging import Staged, stage
from fleetdesk.domain.documents import AUTO_TYPES, DocumentType, Filing, Upload
from fleetdesk.domain.drafts import upload_draft
from fleetdesk.domain.steps import new_gesture
from fleetdesk.domain.tasks import Task, server_number
from fleetdesk.profile.outbox_opening import documents_folder
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import MB


async def upload(desk: Profile, words: argparse.Namespace) -> int:
    """Copy the files, queue them all or none, and wait until each is on the server, unless --no-wait."""
    account = desk.settings.account(words.account)
    staged = await asyncio.to_thread(_staged, desk, [Path(each) for each in words.files])
    async with desk.provider(account.name) as provider:
        task = await _found(provider, words.task)
        drafts = [upload_draft(_filing(task, each, words)) for each in staged]
        outcome = await post(desk, provider, drafts, _progress, wait=not words.no_wait, gesture=new_gesture())
    return conclude(outcome)


def _staged(desk: Profile, files: Sequence[Path]) -> list[Staged]:
    """Copy all files; raise the sentence of the first that cannot be sent."""
    limit = round(desk.settings.largest_document_mb * MB)
    made = [stage(each, documents_folder(desk.folders), limit) for each in files]
    for each in made:
        if each.note:
            complain(f"{each.name}: {each.note}")
    return list({each.sha256: each for each in made}.values())


async def _found(provider: Provider, words: str) -> Task:
    """Return a task by its order reference, else by the server's id, unchecked where no server can be asked."""
    number = server_number(words)
    try:
        by_ref = (await tasks_of(provider).with_refs([words])).get(words)
        found = by_ref or (None if number is None else await tasks_of(provider).find(number))
    except Unreachable:
        if number is None:
            raise
        return Task(provider.account, number)
    if found is None:
        raise UsageError(
            _("{account} has no task {task}. Give its order reference or the server's number.").format(
                account=provider.account, task=words
            )
        )
    return found


def _filing(task: Task, staged: Staged, words: argparse.Namespace) -> Filing:
    upload = Upload(
        staged.sha256,
        staged.size,
        staged.mime,
        staged.name,
        DocumentType(words.type),
        "",
        words.hidden,
        words.auto_crop,
        words.auto_type,
        words.max_files,
    )
    return Filing(task, upload)


def _progress(confirmed: int, asking: int, everything: int) -> None:
    sentence = _("{done} of {count} filed, {refused} not taken") if asking else _("{done} of {count} filed")
    complain(sentence.format(done=confirmed, count=everything, refused=asking))


def add_words(command: Any) -> None:
    """Add the words of the command."""
    command.add_argument(
        "task", metavar=pgettext("command", "TASK"), help=_("its order reference, or the server's number of it")
    )
    command.add_argument("files", metavar=pgettext("command", "FILE"), nargs="+")
    command.add_argument("--type", required=True, choices=[each.value for each in DocumentType])
    command.add_argument("--account", metavar=pgettext("command", "NAME"))
    command.add_argument("--hidden", action="store_true", help=_("file it hidden"))
    command.add_argument("--auto-crop", action="store_true", help=_("let the server crop it"))
    command.add_argument("--auto-type", choices=AUTO_TYPES, help=_("let the server turn it into this"))
    command.add_argument(
        "--max-files", type=int, metavar=pgettext("command", "N"), help=_("refuse where the task has that many files")
    )
    command.add_argument("--no-wait", action="store_true", help=_("leave the sending to the desk or the next command"))
