"""The desk's picture of one minute, made of what was recorded of it: the same values as the live one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from fleetdesk.base.sentences import plain
from fleetdesk.domain.recording.picture import AccountPicture, UnitPicture
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.sync.task_store import TaskStore


@dataclass(frozen=True)
class PastPicture:
    """What the desk showed at a moment; `links` are the accounts that were recorded then."""

    at: datetime
    fleet: Mapping[str, Seen] = field(default_factory=dict)
    task_store: TaskStore = field(default_factory=TaskStore)
    links: Mapping[str, Link] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What a store showed at a moment (UTC), as it was taken on the window's thread, which has no time to sort it."""

    at: datetime
    units: Sequence[UnitPicture]
    tasks: Sequence[Task]
    links: Sequence[Link]


def taken_of(store: Store) -> Taken:
    """Return what a store shows now."""
    units = [
        UnitPicture(each.unit, each.position, each.driving, each.vehicle, each.suspect, each.lost, each.sensors)
        for each in store.fleet.values()
    ]
    return Taken(store.now(), units, list(store.task_store.shown.values()), list(store.links.values()))


def account_pictures(taken: Taken) -> list[AccountPicture]:
    """Return what was taken of each account, for a recording."""
    units: dict[str, list[UnitPicture]] = {link.account: [] for link in taken.links}
    tasks: dict[str, list[Task]] = {link.account: [] for link in taken.links}
    for each in taken.units:
        units.get(each.unit.account, []).append(each)
    for task in taken.tasks:
        tasks.get(task.account, []).append(task)
    at = taken.at.timestamp()
    return [
        AccountPicture(link.account, at, tuple(units[link.account]), tuple(tasks[link.account]), link_values(link))
        for link in taken.links
    ]


def link_values(link: Link) -> Mapping[str, object]:
    """Return how an account stands as plain values."""
    values: dict[str, object] = msgspec.to_builtins(link, enc_hook=plain)
    return values


def past_picture(accounts: Iterable[AccountPicture]) -> PastPicture | None:
    """Return the picture of what was recorded at one minute; None where nothing was. Takes long: use a thread."""
    accounts = list(accounts)
    if not accounts:
        return None
    at = datetime.fromtimestamp(max(each.at for each in accounts), UTC)
    fleet: dict[str, Seen] = {each.unit.key: _seen(each, at) for account in accounts for each in account.units}
    task_store = TaskStore()
    task_store.set_tasks([task for account in accounts for task in account.tasks], task_store.mark())
    return PastPicture(at, fleet, task_store, {each.account: link_of(each) for each in accounts})


def _seen(told: UnitPicture, at: datetime) -> Seen:
    made = Seen(
        told.unit,
        told.position,
        driving=told.driving,
        vehicle=told.vehicle,
        suspect=told.suspect,
        lost=told.lost,
        sensors=told.sensors,
    )
    if told.position is not None:
        made.judge(at)
    return made


def link_of(picture: AccountPicture) -> Link:
    """Return how an account stood; where that cannot be read, that nothing is known of it."""
    try:
        return msgspec.convert(dict(picture.link), Link)
    except msgspec.ValidationError:
        return Link(picture.account, "", LinkStatus.CONNECTING)
