"""What the card says of several vehicles: how many are in each state, how old their messages are, their tasks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.count_words import count_tasks
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.statuses import VEHICLES
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting


def states_text(chosen: Sequence[Seen]) -> str:
    """Return how many are in each state: "31 moving, 4 idling"; states with nobody are left out."""
    found = Counter(each.motion.state for each in chosen)
    told = (
        _("{count} {state}").format(count=grouped(found[state]), state=appearance.word)
        for state, appearance in VEHICLES.items()
        if found[state]
    )
    return joined(told)


def drivers_text(chosen: Sequence[Seen]) -> str:
    """Return how many have a driver now."""
    count = sum(bool(each.driver) for each in chosen)
    if not count:
        return formatting.NOTHING
    return ngettext("{count} with a driver", "{count} with a driver", count).format(count=grouped(count))


def tasks_text(chosen: Sequence[Seen], unfinished: Iterable[Task], now: datetime) -> str:
    """Return how many tasks they have, and how many of these are late."""
    keys = {each.key for each in chosen}
    theirs = [task for task in unfinished if task.unit and unit_key(task.account, task.unit) in keys]
    late = sum(task.late(now) for task in theirs)
    if not late:
        return count_tasks(len(theirs))
    return joined(
        (count_tasks(len(theirs)), ngettext("{count} late", "{count} late", late).format(count=grouped(late)))
    )


def ages_text(chosen: Sequence[Seen]) -> str:
    """Return how old the newest and the oldest of their messages are."""
    ages = [each.motion.age for each in chosen if each.motion.age is not None]
    if not ages:
        return formatting.NOTHING
    newest, oldest = formatting.age(min(ages)), formatting.age(max(ages))
    return _("newest {newest} ago, oldest {oldest} ago").format(newest=newest, oldest=oldest)
