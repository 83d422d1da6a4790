"""An import rehearsed: what is sent, what is asked, what is refused, what is there already."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.ground import ground
from fleetdesk.domain.importing import rehearse
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.rehearsal import RowState
from fleetdesk.domain.task_fields import with_fields
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.errors import UsageError

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HEADINGS = ("Ref", "Vehicle", "Start", "Stop", "Place", "Address")
MAPPING = ("order_ref", "unit", "start_at", "stop_at", "coordinates", "address")
GOOD = ("A-1", "242 KDN", "26.11.2026 08:00", "26.11.2026 12:00", "59.437, 24.754", "Tamme 1")
UNITS = [Unit("m", "17", name="Tartu 4", plate="242KDN"), Unit("m", "18", name="Tartu 4", plate="820-BHT")]


def base(tasks=(), **more):
    positions = [Position("m", "17", UnitKind.VEHICLE, 57.8 + step / 10, 22.5 + step / 4) for step in range(20)]
    return ground("m", ZoneInfo("Europe/Tallinn"), UNITS, tasks, positions, now=NOW, **more)


def run(*rows, mapping=MAPPING, headings=HEADINGS, on=None):
    return rehearse(headings, list(enumerate(rows, 2)), mapping, on or base())


def changed(**cells):
    names = dict(zip(MAPPING, GOOD, strict=True)) | cells
    return tuple(names.values())


def created(rehearsal):
    """The tasks as the server has them afterwards."""
    return [with_fields(Task("m", number), draft.fields) for number, draft in enumerate(rehearsal.drafts(), 1)]


def test_a_good_row_is_a_draft():
    done = run(GOOD)
    (draft,) = done.drafts()
    assert done.rows[0].state is RowState.OK
    assert (draft.account, draft.kind, draft.label, draft.proposed) == ("m", OpKind.CREATE, "A-1", False)
    assert draft.fields == {
        "order_ref": "A-1", "unit": "17", "start_at": datetime(2026, 11, 26, 6, tzinfo=UTC),
        "stop_at": datetime(2026, 11, 26, 10, tzinfo=UTC), "address": "Tamme 1", "lat": 59.437, "lon": 24.754,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["17", "242kdn", "242-KDN", "820 BHT"])
def test_a_vehicle_is_known_by_id_and_plate(word):
    assert run(changed(unit=word)).rows[0].fields["unit"] in ("17", "18")


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"unit": "999XXX"}, "Vehicle", "no vehicle “999XXX”"),
        ({"unit": "Tartu 4"}, "Vehicle", "Two vehicles"),
        ({"unit": ""}, "Vehicle", "Vehicle is missing"),
        ({"stop_at": "26.11.2026 08:00"}, "Stop", "same time"),
        ({"stop_at": "26.11.2026 07:00"}, "Stop", "Stop is before start"),
        ({"start_at": "25.10.2026 03:30"}, "Start", "comes twice"),
        ({"start_at": "29.03.2026 03:30"}, "Start", "does not exist"),
        ({"coordinates": "Tallinn"}, "Place", "no "),
        ({"coordinates": ""}, "Place", "Latitude is missing"),
        ({"order_ref": "x" * 101}, "Ref", "at most 100"),
        ({"address": "x" * 256}, "Address", "at most 255"),
    ],
)
def test_a_bad_row_says_where_and_why(cells, column, sentence):
    row = run(changed(**cells)).rows[0]
    assert (row.state, row.draft, row.number) == (RowState.ERROR, None, 2)
    assert row.errors[0].column == column
    assert sentence in row.sentence


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"coordinates": "24.754, 59.437"}, "look swapped"),
        ({"coordinates": "48.1, 17.1"}, "far from the fleet"),
        ({"start_at": "24.11.2026 08:00", "stop_at": "24.11.2026 09:00"}, "over already"),
        ({"address": '=HYPERLINK("x")'}, "holds a formula"),
    ],
)
def test_a_doubtful_row_waits_for_the_user(cells, sentence):
    done = run(GOOD, changed(order_ref="A-2", **cells))
    assert done.rows[1].state is RowState.WARNING
    assert sentence in done.rows[1].sentence
    assert [draft.label for draft in done.drafts(without=done.with_warnings())] == ["A-1"]


def test_a_reference_names_one_row():
    done = run(GOOD, changed(address="Tamme 2"))
    assert [row.state for row in done.rows] == [RowState.OK, RowState.ERROR]
    assert "Row 2 has the reference A-1 too" in done.rows[1].sentence


def test_the_same_file_twice_creates_nothing():
    rows = [GOOD, changed(order_ref=""), changed(order_ref=""), changed(order_ref="", address="Tamme 9")]
    first = run(*rows)
    assert len({draft.fields["order_ref"] for draft in first.drafts()}) == 4
    assert [draft.proposed for draft in first.drafts()] == [False, True, True, True]
    again = run(*rows, on=base(created(first)))
    assert [row.state for row in again.rows] == [RowState.THERE] * 4
    assert again.drafts() == []


def test_what_waits_to_be_sent_counts_as_there():
    waiting = {"A-1": run(GOOD).drafts()[0].fields}
    assert run(GOOD, on=base(waiting=waiting)).rows[0].state is RowState.THERE


def test_a_known_reference_with_other_values_is_an_error():
    row = run(changed(stop_at="26.11.2026 13:00"), on=base(created(run(GOOD)))).rows[0]
    assert "A-1 is there already with another stop." in row.sentence


def test_equal_rows_without_reference_are_asked_about():
    done = run(changed(order_ref=""), changed(order_ref=""))
    assert "Row 2 holds the same" in done.rows[1].sentence


def test_a_date_column_and_bare_times():
    headings, mapping = (
        ("Car", "Day", "From", "To", "Lat", "Lon"),
        ("unit", "date", "start_at", "stop_at", "lat", "lon"),
    )
    rows = [("17", "26.11.2026", "8:00", "9:30", "59,4", "24,7"),
            ("17", "26.11.2026", "22:00", "06:00", "59.4", "24.7"),
            ("17", "26.11.2026", "08:00", "08:00", "59.4", "24.7"),
            ("17", "", "08:00", "09:00", "59.4", "24.7")]  # fmt: skip
    done = run(*rows, headings=headings, mapping=mapping)
    assert done.rows[0].fields["stop_at"] == datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
    assert done.rows[1].fields["stop_at"] == datetime(2026, 11, 27, 4, tzinfo=UTC)
    assert [row.state for row in done.rows] == [RowState.OK, RowState.WARNING, RowState.ERROR, RowState.ERROR]
    assert "no day" in done.rows[3].sentence


def test_a_row_wider_than_its_heading_is_not_guessed_at():
    assert "7 cells where the heading has 6" in run((*GOOD, "hoov")).rows[0].sentence


def test_a_mapping_without_what_is_needed_is_refused():
    with pytest.raises(UsageError, match="No column holds: Vehicle"):
        run(GOOD, mapping=("order_ref", "", *MAPPING[2:]))


def test_a_rehearsal_is_plain_json():
    told = json.loads(json.dumps(run(GOOD, changed(unit="")).plain()))
    assert told["counts"] == {"ok": 1, "warning": 0, "error": 1, "there": 0}
    assert told["rows"][0]["fields"]["start_at"] == "2026-11-26T06:00:00Z"
    assert told["rows"][1]["errors"] == [{"column": "Vehicle", "sentence": "Vehicle is missing."}]
    assert told["zone"] == "Europe/Tallinn"
