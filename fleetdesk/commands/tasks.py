"""fleetdesk tasks import."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.commands.posting import conclude, post
from fleetdesk.domain.importing import mapping
from fleetdesk.domain.importing.drafting import rehearse
from fleetdesk.domain.importing.preview import Rehearsal, RowState, Source
from fleetdesk.domain.importing.reference_data import ReferenceData, reference_data
from fleetdesk.domain.outbox import Draft
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Account
from fleetdesk.sheets.asking import read_apart
from fleetdesk.sheets.encodings import NAMES, EncodingWanted
from fleetdesk.sheets.sheet import Sheet

TOLD = 20


async def import_(desk: Profile, words: argparse.Namespace) -> int:
    """Rehearses a file; with --dry-run tells the outcome as JSON, else sends the rows that are good."""
    account = desk.settings.account(words.account)
    zone = checked_zone(words.timezone or account.zone)
    sheet = await _read(words)
    mapped = mapping.with_words(sheet.headings, mapping.guess(sheet.headings), words.map)
    done = rehearse(
        sheet.headings,
        sheet.rows,
        mapped,
        await _reference_data(desk, account, zone),
        source_of(Path(words.file), sheet),
    )
    _tell(done)
    if words.dry_run:
        show(done.jsonable())
        return 1 if done.counts[RowState.ERROR] else 0
    return await _send(desk, account, done, accept=words.accept_warnings)


async def _read(words: argparse.Namespace) -> Sheet:
    how = {"encoding": words.encoding, "sheet": words.sheet, "heading_line": words.heading_line}
    try:
        return await read_apart(Path(words.file), **how)
    except EncodingWanted as error:
        raise UsageError(
            _("{error} Give it with --encoding: {names}.").format(error=error, names=", ".join(NAMES))
        ) from error


def checked_zone(name: str) -> ZoneInfo:
    """The zone of that name; a UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(_("{name} is no time zone. Write it like Europe/Tallinn.").format(name=name)) from error


def source_of(path: Path, sheet: Sheet) -> Source:
    """Where a sheet is from, for the rehearsal."""
    return Source(path.name, sheet.encoding, sheet.delimiter, sheet.sheet, sheet.heading_line)


async def _reference_data(desk: Profile, account: Account, zone: ZoneInfo) -> ReferenceData:
    async with desk.provider(account.name) as provider:
        units = await provider.units()
        tasks = (await provider.tasks.listing(everything=True)).tasks if provider.tasks else []
        positions = await provider.positions()
    return reference_data(account.name, zone, units, tasks, positions)


def _tell(done: Rehearsal) -> None:
    """The counts and the first rows that need somebody, on stderr."""
    counts = done.counts
    complain(
        _(
            "{counts} rows are good, {counts2} doubtful, {counts3} wrong, "
            "{counts4} there already. Times are taken for {zone}."
        ).format(
            counts=counts[RowState.OK],
            counts2=counts[RowState.WARNING],
            counts3=counts[RowState.ERROR],
            counts4=counts[RowState.THERE],
            zone=done.zone,
        )
    )
    if done.left_out:
        complain(
            _("Left out, as nothing tells what they hold: {names}.").format(
                names=", ".join(f"“{name}”" for name in done.left_out)
            )
        )
    told = [row for row in done.rows if row.sentence and row.state is not RowState.THERE]
    for row in told[:TOLD]:
        complain(_("row {number}: {sentence}").format(number=row.number, sentence=row.sentence))
    if len(told) > TOLD:
        complain(_("and {count} rows more; --dry-run tells them all.").format(count=len(told) - TOLD))


async def _send(desk: Profile, account: Account, done: Rehearsal, *, accept: bool) -> int:
    left_out = frozenset() if accept else done.with_warnings()
    if left_out:
        complain(
            _("{count} doubtful rows are left out. Send them too with --accept-warnings.").format(count=len(left_out))
        )
    drafts = done.drafts(without=left_out)
    sent = await send(desk, account, drafts) if drafts else 0
    return sent or (1 if done.counts[RowState.ERROR] or left_out else 0)


async def send(desk: Profile, account: Account, drafts: Sequence[Draft]) -> int:
    """Puts the drafts into the outbox and waits for their end; what is not confirmed ends in an error of ours."""
    async with desk.provider(account.name) as provider:
        outcome = await post(desk, provider, drafts, _progress)
    return conclude(outcome)


def _progress(confirmed: int, asking: int, everything: int) -> None:
    complain(
        _("{confirmed} of {everything} confirmed").format(confirmed=confirmed, everything=everything)
        + (_(", {asking} not taken").format(asking=asking) if asking else "")
    )
