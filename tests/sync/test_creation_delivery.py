"""Creations end once on the server, or ask: real outbox, sender, client and simulator."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fleetdesk.domain.creation_drafts import order_draft, poi_draft, report_draft, tie_draft, zone_draft
from fleetdesk.domain.creations import ENTER, LEAVE, LIGHT
from fleetdesk.domain.outbox import OpKind, OpState, next_words, what
from fleetdesk.domain.places import Geozone, Poi
from tests.crash.world import ACCOUNT, Clock, Program, Server, Steps

KINDS = {OpKind.POI: "poi", OpKind.ZONE: "geozone", OpKind.TIE: "link", OpKind.ORDER: "event", OpKind.REPORT: "report"}
MONTH = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)
DEPOT = Poi(ACCOUNT, None, 59.4, 24.7, "Depot", "customer", comment="Ring twice", radius_m=80)
YARD = Geozone(ACCOUNT, 0, "Yard", 59.4, 24.7, 250.0)


@pytest.fixture(scope="module")
def running():
    return Server()


@pytest.fixture
def server(running):
    running.sim.store.clear(*KINDS.values())
    running.sim.quirks.update_answer, running.sim.quirks.create_status = "task", 200
    return running


@pytest.fixture
def program(tmp_path, server):
    made = Program(tmp_path / "outbox.db", server, Clock(), Steps())
    yield made
    made.die()


def draft(kind, server):
    """A creation of each kind; a tie with the geozone that it is for."""
    zone = zone_draft(ACCOUNT, YARD)
    return {
        OpKind.POI: lambda: [poi_draft(ACCOUNT, DEPOT)],
        OpKind.ZONE: lambda: [zone],
        OpKind.TIE: lambda: [zone, tie_draft(zone, server.vehicle, "A 1", (ENTER, LEAVE))],
        OpKind.ORDER: lambda: [order_draft(ACCOUNT, server.vehicle, "A 1", LIGHT, "ON")],
        OpKind.REPORT: lambda: [report_draft(ACCOUNT, "poi", "vehicle", MONTH, "places, October")],
    }[kind]()


def save(program, drafts):
    program.outbox.insert.add(drafts, program.clock())


def drain(program):
    asyncio.run(program.drain())


def rows(server, kind):
    return server.sim.store.all(KINDS[kind])


def left(program):
    return program.outbox.queries.open_ops()


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("kind", KINDS)
def test_a_creation_is_confirmed_by_its_answer(program, server, kind, status):
    server.sim.quirks.create_status = status
    save(program, draft(kind, server))
    drain(program)
    assert left(program) == []
    assert len(rows(server, kind)) == 1


@pytest.mark.parametrize("answer", ["empty", "204", "{}"])
def test_a_place_taken_without_a_word_is_looked_for(program, server, answer):
    server.sim.quirks.update_answer = answer
    save(program, draft(OpKind.POI, server))
    drain(program)
    assert left(program) == []
    assert len(rows(server, OpKind.POI)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_arrived_though_its_answer_was_lost_is_found_and_not_sent_twice(program, server, kind):
    program.wire.script = ["ok", "lost"] if kind is OpKind.TIE else ["lost"]
    save(program, draft(kind, server))
    drain(program)
    assert left(program) == []
    assert len(rows(server, kind)) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not OpKind.ORDER])
def test_what_did_not_arrive_goes_again_by_itself(program, server, kind):
    program.wire.script = ["ok", "cut"] if kind is OpKind.TIE else ["cut"]
    save(program, draft(kind, server))
    drain(program)
    assert left(program) == []
    assert len(rows(server, kind)) == 1


def test_an_order_that_is_nowhere_seen_asks_and_goes_again_only_on_the_users_word(program, server):
    program.wire.script = ["cut"]
    save(program, draft(OpKind.ORDER, server))
    drain(program)
    (op,) = left(program)
    assert (op.state, op.code) == (OpState.BLOCKED, "untold")
    assert "Was it sent?" in next_words(op, program.clock())
    assert rows(server, OpKind.ORDER) == []
    program.outbox.decisions.retry(op.id)
    drain(program)
    assert left(program) == []
    assert len(rows(server, OpKind.ORDER)) == 1


def test_a_tie_that_was_there_before_tells_nothing_so_the_user_is_asked(program, server):
    save(program, draft(OpKind.TIE, server))
    drain(program)
    zone = replace(YARD, id=rows(server, OpKind.ZONE)[0]["id"])
    program.wire.script = ["lost"]
    save(program, [tie_draft(zone, server.vehicle, "A 1", (LEAVE,))])
    drain(program)
    (op,) = left(program)
    assert (op.state, op.code) == (OpState.BLOCKED, "untold")
    assert [row["events"] for row in rows(server, OpKind.TIE)] == [[1, 2], [2]]


def test_the_same_place_twice_is_two_places_even_when_one_answer_is_lost(program, server):
    program.wire.script = ["ok", "cut"]
    save(program, [*draft(OpKind.POI, server), *draft(OpKind.POI, server)])
    drain(program)
    assert left(program) == []
    assert len(rows(server, OpKind.POI)) == 2


def test_a_refusal_asks_with_the_servers_words(program, server):
    bad = poi_draft(ACCOUNT, DEPOT)
    save(program, [replace(bad, fields={**bad.fields, "type": 12})])
    drain(program)
    (op,) = left(program)
    assert (op.state, op.http) == (OpState.DEAD, 400)
    assert "less than or equal to 9" in op.reason
    assert rows(server, OpKind.POI) == []


def test_a_tie_waits_for_its_new_geozone_and_goes_with_it_when_that_is_given_up(program, server):
    program.wire.script = ["refused"] * 20
    save(program, draft(OpKind.TIE, server))
    asyncio.run(program.turn())
    zone, tie = left(program)
    assert (zone.kind, tie.kind, tie.attempts) == (OpKind.ZONE, OpKind.TIE, 0)
    program.outbox.decisions.discard(zone.id, program.clock())
    assert left(program) == []


def test_an_order_that_waited_for_long_is_asked_about_before_a_device_hears_of_it(program, server):
    save(program, draft(OpKind.ORDER, server))
    program.clock.at += 2 * 3600
    drain(program)
    (op,) = left(program)
    assert (op.state, op.code) == (OpState.BLOCKED, "old")
    assert rows(server, OpKind.ORDER) == []


def test_the_numbers_of_what_is_made_are_no_numbers_of_tasks(program, server):
    save(program, draft(OpKind.POI, server))
    drain(program)
    number = rows(server, OpKind.POI)[0]["id"]
    assert program.outbox.queries.tasks_made_here(ACCOUNT) == {}
    assert program.outbox.creations.made_here(ACCOUNT, OpKind.POI) == {number}


def test_nothing_of_it_can_be_taken_back_as_a_change_of_a_task(program, server):
    save(program, draft(OpKind.POI, server))
    assert program.outbox.steps.gestures() == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_said_in_words(program, server, kind):
    save(program, draft(kind, server))
    said = [what(op) for op in left(program)]
    names = {OpKind.POI: "Depot", OpKind.ZONE: "Yard", OpKind.TIE: "Yard", OpKind.ORDER: "light ON"}
    assert names.get(kind, "October") in said[-1]


def test_an_order_stands_in_the_settings_of_its_vehicle(program, server):
    save(program, draft(OpKind.ORDER, server))
    drain(program)
    settings = asyncio.run(program.provider.devices.settings(server.vehicle))
    (event,) = settings.events
    assert (event.event_type, event.description, event.handled) == (LIGHT, "ON", False)
    assert settings.reporting_intervals == ("5MIN", "1H", "12H", "24H")


def test_a_place_arrives_with_all_that_was_typed(program, server):
    save(program, draft(OpKind.POI, server))
    drain(program)
    (row,) = rows(server, OpKind.POI)
    assert json.dumps({**row, "id": 0}, sort_keys=True) == json.dumps(
        {
            "id": 0, "lat": 59.4, "lon": 24.7, "name": "Depot", "purpose": 1, "comment": "Ring twice", "type": 1,
            "radius": 80, "rgAddress": "", "phone_nr": "", "country_code": "", "contact_name": "",
        },
        sort_keys=True,
    )  # fmt: skip
