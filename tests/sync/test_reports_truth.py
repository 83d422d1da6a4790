"""What reports tell of last month is what the simulator's vehicles really did, in both zones, over clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.creation_drafts import report_draft
from fleetdesk.domain.history.periods import PeriodKind, period_of
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.reports import DONE, ReportGrouping, asked_period, differences, visit_sum, visit_sums
from fleetdesk.storage.report_rows import ReportRowsFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.reports import Reports
from fleetdesk.sync.store import Store

ZONES = [ZoneInfo("Europe/Tallinn"), ZoneInfo("Europe/Bratislava")]
AFTER = [datetime(2026, 4, 9, 12, tzinfo=UTC), datetime(2026, 11, 9, 12, tzinfo=UTC)]
VEHICLES, A_VISIT_S = 3, 2
"""The vendor counts whole seconds of each moment, and a period ends with its last second."""


@pytest.fixture(params=AFTER, ids=["spring", "autumn"])
def now(request, simulator):
    simulator.control("clock", {"time": request.param.isoformat(), "freeze": True})
    yield request.param
    simulator.control("clock", {"reset": True})


@pytest.fixture
async def reports(qapp, metrotec, tmp_path, now):
    said: list[str] = []
    background = Background(lambda name, error: said.append(str(error)))
    file = ReportRowsFile(tmp_path / "reports.db")
    yield Reports(Store(lambda: now), {"m": metrotec}, background, file, said.append)
    file.close()
    assert said == []


async def ordered(simulator, metrotec, now, span, unit, place=None):
    """Order a report of places for one vehicle as the outbox sends it, and return it when it is done."""
    draft = report_draft("m", "poi", "vehicle", asked_period(span), "visits", type_id=place, group_id=unit)
    made = await metrotec.creations.create(OpKind.REPORT, draft.fields)
    simulator.control("clock", {"shift": 10, "freeze": True})
    found = next(each for each in await metrotec.reports.known() if each.id == made.id)
    assert found.state == DONE
    return found


def heard_lately(simulator, now):
    rows = simulator.control("truth/positions")["positions"]
    return sorted(row["object_id"] for row in rows if row["at"] and now.timestamp() - row["at"] < 600)


def true_visits(simulator, unit, place, span):
    asked = f"object_id={unit}&lat={place.lat}&lon={place.lon}&radius={place.radius_m}"
    return simulator.control(f"truth/visits?{asked}&begins={span.begins}&ends={span.ends}")


@pytest.mark.parametrize("zone", ZONES, ids=str)
async def test_the_sums_of_a_report_are_the_truth(simulator, metrotec, reports, now, zone):
    span = period_of(PeriodKind.LAST_MONTH, now, zone)
    places = [each for each in await metrotec.places.known() if hasattr(each, "purpose")]
    visited = 0
    for unit in heard_lately(simulator, now)[:VEHICLES]:
        report = await ordered(simulator, metrotec, now, span, unit)
        rows = (await reports.rows_of(report)).visits
        sums = visit_sums(rows, ReportGrouping.PLACE)
        names = {each.name for each in places}
        assert {place for place, _unit in sums} <= names
        for name in names:
            true = [
                each for place in places if place.name == name for each in true_visits(simulator, unit, place, span)
            ]
            told = sums.get((name, ""))
            assert (told.visits if told else 0) == len(true)
            if told is not None:
                visited += told.visits
                seconds = sum(each["seconds"] for each in true)
                assert told.stay_s == pytest.approx(seconds, abs=A_VISIT_S * len(true))
    assert visited > 0


async def test_every_figure_of_the_wire_is_in_the_sum_and_the_comparison(simulator, metrotec, reports, now):
    span = period_of(PeriodKind.LAST_MONTH, now, ZONES[0])
    unit = heard_lately(simulator, now)[0]
    report = await ordered(simulator, metrotec, now, span, unit)
    raw = (await metrotec.call("reports.data", {"id": report.id})).raw
    rows = (await reports.rows_of(report)).visits
    whole = visit_sum(rows)
    assert whole.visits == len(raw) > 0
    assert whole.stay_s == sum(row["in_poi_time"] for row in raw)
    assert whole.engine_s == sum(row["moto_hrs"] for row in raw)
    assert whole.distance_km == pytest.approx(sum(row["distance"] for row in raw))
    first = datetime.fromisoformat(raw[0]["in_time"]).replace(tzinfo=UTC)
    assert rows[0].entered_at == first
    assert timedelta(0) <= first - asked_period(span)[0]
    changes = differences(rows[:-1], rows, ReportGrouping.BOTH)
    assert sum(each.after.visits - each.before.visits for each in changes) == 1


async def test_a_report_of_one_place_tells_its_visits_and_no_others(simulator, metrotec, reports, now):
    span = period_of(PeriodKind.LAST_MONTH, now, ZONES[0])
    unit = heard_lately(simulator, now)[0]
    everything = (await reports.rows_of(await ordered(simulator, metrotec, now, span, unit))).visits
    places = [each for each in await metrotec.places.known() if hasattr(each, "purpose")]
    place = next(each for each in places if each.name == everything[0].place)
    of_one = await ordered(simulator, metrotec, now, span, unit, place.id)
    assert of_one.type_id == place.id
    told = (await reports.rows_of(of_one)).visits
    assert len(told) == len(true_visits(simulator, unit, place, span)) > 0
    assert {each.place for each in told} == {place.name}
