"""fleetdesk area."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from fleetdesk.api.provider import Provider, ids_in
from fleetdesk.base.console import complain, show
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.commands.area_file import read_area
from fleetdesk.domain.area_questions import questions
from fleetdesk.domain.areas import Verdict, judge_locally, swap_doubt
from fleetdesk.domain.asked_area import Questions
from fleetdesk.domain.capabilities import Ability
from fleetdesk.profile.profile import Profile


async def area(desk: Profile, words: argparse.Namespace) -> int:
    """Print who is in the file's polygon: by our own reading of the positions, and by the server's."""
    wanted = await read_area(Path(words.file))
    asked = questions(wanted)
    async with desk.provider(words.account) as provider:
        positions = await provider.positions()
        local, unjudged = judge_locally(wanted, [(each.unit, each) for each in positions])
        server, why = await ask_server(provider, asked)
    for remark in (*wanted.remarks, why, asked.remark if server is not None else "", swap_doubt(wanted, positions)):
        if remark:
            complain(remark)
    show(Verdict(wanted, local, unjudged, server, datetime.now(UTC)).jsonable())
    return 0


async def ask_server(provider: Provider, asked: Questions) -> tuple[tuple[str, ...] | None, str | None]:
    """Return the server's ids for an area; None and the reason where it cannot be asked."""
    if provider.area is None:
        return None, together(provider.capabilities.why_not(Ability.AREA), _("The answer is from local positions."))
    if asked.why_not:
        return None, asked.why_not
    return await ids_in(provider.area, asked), None
