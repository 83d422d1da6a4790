"""A desk without a window that makes places, geozones with alarms, reports and orders, to be killed.

It tells of itself as worker.py does; behind "end" also the names of the orders of which nobody can tell whether the
device has them, which are asked about.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fleetdesk.domain.creation_drafts import order_draft, poi_draft, report_draft, tie_draft, zone_draft
from fleetdesk.domain.creations import ENTER, LEAVE, OTHER
from fleetdesk.domain.outbox import OpCode, OpKind
from fleetdesk.domain.places import Geozone, Poi
from tests.kill import worker
from tests.kill.worker import ACCOUNT

FIRST_DAY = datetime(2021, 1, 1, tzinfo=UTC)
LAT, LON, RADIUS_M = 59.4, 24.7, 250.0


def period_of(act):
    """The period of an act's report, which no other act has."""
    begins = FIRST_DAY + timedelta(minutes=act["minute"])
    return begins, begins + timedelta(days=1)


def drafts_of(act):
    """The writes of an act; a geozone and its alarm are kept together."""
    name, unit = act["name"], act["unit"]
    if act["kind"] == "poi":
        made = [poi_draft(ACCOUNT, Poi(ACCOUNT, None, LAT, LON, name, "poi"))]
    elif act["kind"] == "geozone":
        zone = replace(zone_draft(ACCOUNT, Geozone(ACCOUNT, 0, name, LAT, LON, RADIUS_M)), task=act["task"])
        made = [zone, tie_draft(zone, unit, "A 1", (ENTER, LEAVE))]
    elif act["kind"] == "report":
        made = [report_draft(ACCOUNT, "poi", "vehicle", period_of(act), name)]
    else:
        made = [order_draft(ACCOUNT, unit, "A 1", OTHER, name)]
    return [replace(each, task=act["task"]) for each in made]


class Life(worker.Life):
    """One life of the program, from its start to its death or until all is made or asked about."""

    def drafts(self, act):
        return drafts_of(act)

    def is_kept(self, act):
        sql = "SELECT 1 FROM op WHERE account = ? AND task = ? LIMIT 1"
        return bool(self.outbox.database.execute(sql, (ACCOUNT, act["task"])).fetchall())

    def say_end(self, say, ops):
        untold = [op for op in ops if op.kind is OpKind.ORDER and op.code == OpCode.UNTOLD]
        left = [op for op in ops if op not in untold]
        say("end", len(left), [f"{op.label}: {op.reason}" for op in left], [op.fields["description"] for op in untold])


def live(pipe, told, path, model, acts, mutant, die_at):
    """What the forked child does; it does not return."""

    async def all_of_it(say):
        await Life(told, path, mutant, die_at).run(say, model, acts)

    worker.live_as(pipe, model, all_of_it)
