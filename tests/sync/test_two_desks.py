"""Two desks on one account, each with its own outbox: no edit that was saved is lost without somebody being asked."""

import asyncio
import random
from functools import partial

import pytest

from fleetdesk.domain.outbox import ASKING
from tests.crash.scenario import FATES, edit, new_task
from tests.crash.world import ACCOUNT, Clock, Program, Server, Steps

VENDORS = {"notes": "task_notes", "address": "task_address"}
EDITS = 12


@pytest.fixture(scope="module")
def server():
    return Server()


class Desk:
    """One of two; `seen` is what its dispatcher has on the screen."""

    def __init__(self, path, server, clock, dice):
        script = [dice.choice(FATES) for _ in range(10)]
        self.server, self.clock = server, clock
        self.program = Program(path, server, clock, Steps(), script)
        self.seen, self.saved = {}, {}

    def poll(self):
        row = self.server.tasks()[0]
        waiting = {name for op in self.program.outbox.queries.open_ops() for name in op.fields}
        self.seen |= {field: row[name] for field, name in VENDORS.items() if field not in waiting}

    def write(self, number, value, field):
        self.program.outbox.insert.add([edit(str(number), {field: self.seen[field]}, **{field: value})], self.clock())
        self.saved[value] = (field, self.seen[field])
        self.seen[field] = value

    def built_on(self, value):
        """What the dispatcher had before the eyes, edit by edit, when writing it."""
        bases = []
        while value in self.saved:
            value = self.saved[value][1]
            bases.append(value)
        return bases

    async def send(self):
        self.clock.at += await self.program.turn() or 0.0


async def play(desks, number, dice):
    for turn in range(EDITS):
        desk = dice.choice(desks)
        acts = (desk.poll, partial(desk.write, number, f"value {turn}", dice.choice(sorted(VENDORS))))
        for act in acts if dice.random() < 0.7 else acts[1:]:
            act()
        for each in desks:
            if dice.random() < 0.6:
                await each.send()
    for each in desks:
        each.program.wire.script.clear()
        await each.program.drain()


@pytest.mark.parametrize("seed", range(25))
def test_every_overwrite_was_of_something_seen_and_every_other_asks(tmp_path, server, seed):
    server.begin()
    dice, clock = random.Random(seed), Clock()
    desks = [Desk(tmp_path / f"{name}.db", server, clock, dice) for name in "ab"]
    desks[0].program.outbox.insert.add([new_task(server, 1, address="start")], clock())
    asyncio.run(desks[0].program.drain())
    number = next(iter(desks[0].program.outbox.queries.tasks_made_here(ACCOUNT)))
    desks[0].program.wire.script = [dice.choice(FATES) for _ in range(10)]
    for desk in desks:
        desk.poll()
    asyncio.run(play(desks, number, dice))
    audit = [change for line in server.audit() for change in line["changes"].values()]
    arrived = {change["to"] for change in audit}
    for desk in desks:
        assert all(change["from"] in desk.built_on(change["to"]) for change in audit if change["to"] in desk.saved)
        asked = {value for op in desk.program.outbox.queries.open_ops() for value in op.fields.values()}
        assert all(op.state in ASKING for op in desk.program.outbox.queries.open_ops() if op.seq == 1)
        for value in set(desk.saved) - arrived - asked:
            field, _ = desk.saved[value]
            later = [other for other, (name, base) in desk.saved.items() if name == field and base == value]
            assert later, f"{value} of {field} was saved, is not on the server, and nobody was asked"
        desk.program.die()
