"""A place, a geozone with its tie, a report and an order, and every step at which the program may die."""

import shutil
from datetime import UTC, datetime

from fleetdesk.domain.creation_drafts import order_draft, poi_draft, report_draft, tie_draft, zone_draft
from fleetdesk.domain.creations import ENTER, LEAVE, LIGHT
from fleetdesk.domain.outbox import OpCode, OpKind
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.storage.outbox.outbox import Outbox
from tests.crash.scenario import made_in, two_lives
from tests.crash.world import ACCOUNT

MONTH = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)
WANTED = {"poi": 1, "geozone": 2, "link": 2, "report": 3, "event": 4}
"""By which act each is acknowledged."""


def acts(server):
    zone = zone_draft(ACCOUNT, Geozone(ACCOUNT, 0, "Yard", 59.4, 24.7, 250.0))
    return [
        [poi_draft(ACCOUNT, Poi(ACCOUNT, None, 59.4, 24.7, "Depot", "poi"))],
        [zone, tie_draft(zone, server.vehicle, "A 1", (ENTER, LEAVE))],
        [report_draft(ACCOUNT, "poi", "vehicle", MONTH, "places, October")],
        [order_draft(ACCOUNT, server.vehicle, "A 1", LIGHT, "ON")],
    ]


async def live(program, server, acknowledged):
    for drafts in acts(server):
        program.outbox.insert.add(drafts, program.clock())
        acknowledged[0] += 1
        program.clock.at += await program.turn() or 0.0
    await program.drain()


def trial(path, server, script, crash_at, make=Outbox):
    """One life with one death in it, then a second one without; an order that asks was not forgotten."""
    server.sim.store.clear(*WANTED)
    shutil.copyfile(made_in(path.parent), path)
    crashed, steps, acknowledged, left = two_lives(path, server, live, script, crash_at, make)
    asking = [op for op in left if op.kind is OpKind.ORDER and op.code == OpCode.UNTOLD]
    server.asked = len(asking)
    return crashed, steps, acknowledged, [op for op in left if op not in asking]


def judge(server, acknowledged):
    """(lost, doubled): acknowledged creations that are neither on the server nor asked about, and those twice there."""
    there = {kind: server.sim.store.count(kind) for kind in WANTED}
    asked = {"event": server.asked}
    lost = sum(acknowledged >= act and not there[kind] + asked.get(kind, 0) for kind, act in WANTED.items())
    return lost, sum(max(count - 1, 0) for count in there.values())


PLAY = trial, judge
