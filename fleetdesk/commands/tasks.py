"""fleetdesk tasks import."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.commands.posting import conclude, post, say_progress, unassigned_words
from fleetdesk.commands.row_places import RowPlaces, find_places
from fleetdesk.domain.importing import mapping
from fleetdesk.domain.importing.drafting import rehearse
from fleetdesk.domain.importing.placing import addresses_to_place
from fleetdesk.domain.importing.preview import Rehearsal, RowState, Source
from fleetdesk.domain.importing.reference_data import ReferenceData, reference_data
from fleetdesk.domain.outbox import Draft
from fleetdesk.domain.steps import new_gesture
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Account
from fleetdesk.sheets.asking import read_apart
from fleetdesk.sheets.encodings import NAMES, EncodingWanted
from fleetdesk.sheets.sheet import Sheet

TOLD = 20


async def import_(desk: Profile, words: argparse.Namespace) -> int:
    """Rehearse a file; with --dry-run tell the outcome as JSON, else send the rows that are good."""
    account = desk.settings.account(words.account)
    zone = checked_zone(words.timezone or account.zone)
    sheet = await _read(words)
    mapped = mapping.with_words(sheet.headings, mapping.guess(sheet.headings), words.map)
    known = await _reference_data(desk, account, zone)
    judge = partial(rehearse, sheet.headings, sheet.rows, mapped, source=source_of(Path(words.file), sheet))
    done = judge(known)
    found = RowPlaces({}, [])
    if addresses := addresses_to_place(done.rows):
        found = await find_places(desk, addresses, known.bounds, ask_service=words.ask_service)
        done = judge(replace(known, places=found.sure))
    _tell(done)
    found.tell()
    if words.dry_run:
        show({**done.jsonable(), "addresses": found.jsonable()})
        return 1 if done.counts[RowState.ERROR] else 0
    return await _send(desk, account, done, accept=words.accept_warnings)


async def _read(words: argparse.Namespace) -> Sheet:
    how = {"encoding": words.encoding, "sheet": words.sheet, "heading_line": words.heading_line}
    try:
        return await read_apart(Path(words.file), **how)
    except EncodingWanted as error:
        raise UsageError(
            together(error, _("Give it with --encoding: {encodings}.").format(encodings=", ".join(NAMES)))
        ) from error


def checked_zone(name: str) -> ZoneInfo:
    """Return the zone of that name; a UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(_("{name} is no time zone. Write it like Europe/Tallinn.").format(name=name)) from error


def source_of(path: Path, sheet: Sheet) -> Source:
    """Return the origin of a sheet, for the rehearsal."""
    return Source(path.name, sheet.encoding, sheet.delimiter, sheet.sheet, sheet.heading_line)


async def _reference_data(desk: Profile, account: Account, zone: ZoneInfo) -> ReferenceData:
    async with desk.provider(account.name) as provider:
        units = await provider.units()
        tasks = (await provider.tasks.listing(everything=True)).tasks if provider.tasks else []
        positions = await provider.positions()
    return reference_data(account.name, zone, units, tasks, positions)


def _tell(done: Rehearsal) -> None:
    """Print the counts and the first rows that need somebody on stderr."""
    complain(_counts(done))
    if unassigned := done.unassigned():
        complain(unassigned_words(unassigned))
    if done.left_out:
        complain(
            _("Left out, as nothing tells what they hold: {columns}.").format(
                columns=", ".join(f"“{name}”" for name in done.left_out)
            )
        )
    told = [row for row in done.rows if row.sentence and row.state is not RowState.THERE]
    for row in told[:TOLD]:
        complain(_("row {number}: {sentence}").format(number=row.number, sentence=row.sentence))
    if len(told) > TOLD:
        complain(_more_rows(len(told) - TOLD))


def _counts(done: Rehearsal) -> str:
    counts = done.counts
    sentence = ngettext(
        "{good} row is good, {doubtful} doubtful, {wrong} wrong, {there} there already. Times are taken for {zone}.",
        "{good} rows are good, {doubtful} doubtful, {wrong} wrong, {there} there already. Times are taken for {zone}.",
        counts[RowState.OK],
    )
    return sentence.format(
        good=counts[RowState.OK],
        doubtful=counts[RowState.WARNING],
        wrong=counts[RowState.ERROR],
        there=counts[RowState.THERE],
        zone=done.zone,
    )


def _more_rows(count: int) -> str:
    return ngettext(
        "and {count} row more; --dry-run tells them all.", "and {count} rows more; --dry-run tells them all.", count
    ).format(count=count)


def _doubtful(count: int) -> str:
    return ngettext(
        "{count} doubtful row is left out. Send it too with --accept-warnings.",
        "{count} doubtful rows are left out. Send them too with --accept-warnings.",
        count,
    ).format(count=count)


async def _send(desk: Profile, account: Account, done: Rehearsal, *, accept: bool) -> int:
    left_out = frozenset() if accept else done.with_warnings()
    if left_out:
        complain(_doubtful(len(left_out)))
    drafts = done.drafts(without=left_out)
    sent = await send(desk, account, drafts) if drafts else 0
    return sent or (1 if done.counts[RowState.ERROR] or left_out else 0)


async def send(desk: Profile, account: Account, drafts: Sequence[Draft]) -> int:
    """Put the drafts into the outbox and wait for their end; raise an error of ours for what is not confirmed."""
    async with desk.provider(account.name) as provider:
        outcome = await post(desk, provider, drafts, say_progress, gesture=new_gesture())
    return conclude(outcome)


def add_import_words(command: Any) -> None:
    """Add the words of `tasks import`."""
    command.add_argument("file", metavar=pgettext("command", "FILE") + ".{csv,xlsx}")
    command.add_argument("--dry-run", action="store_true", help=_("send nothing; tell the outcome as JSON"))
    command.add_argument(
        "--timezone", metavar=pgettext("command", "TZ"), help=_("the zone of the file's times; else the account's")
    )
    command.add_argument("--account", metavar=pgettext("command", "NAME"))
    command.add_argument(
        "--map", action="append", default=[], metavar=pgettext("command", "COLUMN=FIELD"), help=_("what a column holds")
    )
    command.add_argument(
        "--encoding", metavar=pgettext("command", "ENCODING"), help=_("of a CSV file, where the guess is wrong")
    )
    command.add_argument(
        "--sheet", metavar=pgettext("command", "NAME"), help=_("of a workbook, else the first that looks like a table")
    )
    command.add_argument(
        "--heading-line",
        type=_row,
        metavar=pgettext("command", "N"),
        help=_("the row of the headings, where it is not found"),
    )
    command.add_argument("--accept-warnings", action="store_true", help=_("send doubtful rows too"))
    command.add_argument(
        "--ask-service",
        action="store_true",
        help=_("send addresses that this desk does not know to the address service that you chose"),
    )


def _row(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("{text} is no row: they are counted from 1").format(text=text))
    return int(text)
