"""An import rehearsed: what is sent, what is asked, what is refused, what is there already."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.base.stoppable import never
from fleetdesk.domain import order_ref
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.domain.importing.drafting import rehearse
from fleetdesk.domain.importing.judged import judge_rows, row_key
from fleetdesk.domain.importing.placing import addresses_to_place
from fleetdesk.domain.importing.preview import RowState, Source
from fleetdesk.domain.importing.reference_data import reference_data
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.task_fields import with_fields
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit, UnitKind

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HEADINGS = ("Ref", "Vehicle", "Start", "Stop", "Place", "Address")
MAPPING = ("order_ref", "unit", "start_at", "stop_at", "coordinates", "address")
GOOD = ("A-1", "242 KDN", "26.11.2026 08:00", "26.11.2026 12:00", "59.437, 24.754", "Tamme 1")
UNITS = [Unit("m", "17", name="Tartu 4", plate="242KDN"), Unit("m", "18", name="Tartu 4", plate="820-BHT")]


def base(tasks=(), **more):
    positions = [Position("m", "17", UnitKind.VEHICLE, 57.8 + step / 10, 22.5 + step / 4) for step in range(20)]
    return reference_data("m", ZoneInfo("Europe/Tallinn"), UNITS, tasks, positions, now=NOW, **more)


def run(*rows, mapping=MAPPING, headings=HEADINGS, on=None):
    return rehearse(headings, list(enumerate(rows, 2)), mapping, on or base())


def judged(*rows, check=never):
    return judge_rows(HEADINGS, list(enumerate(rows, 2)), MAPPING, base(), Source(), check)


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
        "order_ref": "A-1",
        "unit": "17",
        "start_at": datetime(2026, 11, 26, 6, tzinfo=UTC),
        "stop_at": datetime(2026, 11, 26, 10, tzinfo=UTC),
        "address": "Tamme 1",
        "lat": 59.437,
        "lon": 24.754,
    }


@pytest.mark.parametrize("word", ["17", "242kdn", "242-KDN", "820 BHT"])
def test_a_vehicle_is_known_by_id_and_plate(word):
    assert run(changed(unit=word)).rows[0].fields["unit"] in ("17", "18")


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"unit": "999XXX"}, "Vehicle", "no vehicle “999XXX”"),
        ({"unit": "Tartu 4"}, "Vehicle", "Two vehicles"),
        ({"stop_at": "26.11.2026 08:00"}, "Stop", "same time"),
        ({"stop_at": "26.11.2026 07:00"}, "Stop", "Stop is before start"),
        ({"start_at": "25.10.2026 03:30"}, "Start", "comes twice"),
        ({"start_at": "29.03.2026 03:30"}, "Start", "does not exist"),
        ({"coordinates": "Tallinn"}, "Place", "no "),
        ({"coordinates": ""}, "Address", "No place was found for its address yet."),
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
    rows = [
        ("17", "26.11.2026", "8:00", "9:30", "59,4", "24,7"),
        ("17", "26.11.2026", "22:00", "06:00", "59.4", "24.7"),
        ("17", "26.11.2026", "08:00", "08:00", "59.4", "24.7"),
        ("17", "", "08:00", "09:00", "59.4", "24.7"),
    ]
    done = run(*rows, headings=headings, mapping=mapping)
    assert done.rows[0].fields["stop_at"] == datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
    assert done.rows[1].fields["stop_at"] == datetime(2026, 11, 27, 4, tzinfo=UTC)
    assert [row.state for row in done.rows] == [RowState.OK, RowState.WARNING, RowState.ERROR, RowState.ERROR]
    assert "no day" in done.rows[3].sentence


def test_a_span_in_the_start_is_the_whole_window():
    headings, mapping = HEADINGS[:3] + HEADINGS[4:], MAPPING[:3] + MAPPING[4:]
    (row,) = run(("A-1", "17", "26.11.2026 08:00-10:00", *GOOD[4:]), headings=headings, mapping=mapping).rows
    assert (row.fields["start_at"].hour, row.fields["stop_at"].hour, row.state) == (6, 8, RowState.OK)
    assert run(changed(start_at="26.11.2026 08:00–10:00", stop_at="")).rows[0].state is RowState.OK
    (wrong,) = run(changed(start_at="26.11.2026 08:00-10:00")).rows[0].errors
    assert "span of time" in wrong.sentence


def test_no_row_of_a_month_first_table_is_good():
    rows = [
        changed(order_ref=ref, start_at=f"{day} 8:00 AM", stop_at=f"{day} 10:00 AM")
        for ref, day in (("A-1", "11/26/2026"), ("A-2", "12/3/2026"))
    ]
    done = run(*rows)
    assert [row.state for row in done.rows] == [RowState.WARNING] * 2
    assert done.rows[1].fields["start_at"] == datetime(2026, 12, 3, 6, tzinfo=UTC)


def test_hours_over_24_are_the_next_day():
    headings, mapping = ("Day", *HEADINGS), ("date", *MAPPING)
    row = run(
        ("26.11.2026", *changed(start_at="22:00:00", stop_at="30:00:00")), headings=headings, mapping=mapping
    ).rows[0]
    assert row.fields["stop_at"] == datetime(2026, 11, 27, 4, tzinfo=UTC)
    assert "06:00:00 of the next day" in row.sentence


@pytest.mark.parametrize("ref", ["ord-1", "ORD–1", "ORD 1", "ОRD-1", "ORD\u200b-1", "ＯＲＤ-1", "ORD\u20111", "ORD1"])
def test_a_reference_that_looks_like_another_is_a_doubt(ref):
    done = run(changed(order_ref="ORD-1"), changed(order_ref=ref))
    assert [row.state for row in done.rows] == [RowState.OK, RowState.WARNING]
    assert "looks like ORD-1 of row 2" in " ".join(each.sentence for each in done.rows[1].warnings)
    there = run(changed(order_ref=ref), on=base(created(run(changed(order_ref="ORD-1")))))
    assert "is there already" in " ".join(each.sentence for each in there.rows[0].warnings)


def test_composed_and_decomposed_letters_look_alike():
    done = run(changed(order_ref="TÜRI-1"), changed(order_ref="TU\u0308RI-1"), changed(order_ref="TÜRI-12"))
    assert [row.state for row in done.rows] == [RowState.OK, RowState.WARNING, RowState.OK]


@pytest.mark.parametrize(
    "ref", ["4,00638E+12", "1.23457E+15", "1234567890123450", "02.jaan", "Jan-02", "2026-01-02 00:00:00"]
)
def test_a_reference_that_a_spreadsheet_has_spoilt_is_a_doubt(ref):
    assert run(changed(order_ref=ref)).rows[0].state is RowState.WARNING


@pytest.mark.parametrize("ref", ["77-001", "12E4", "MAY-22B", "1234567890123456", "00123", "#12", "NOV-2026-1"])
def test_an_ordinary_reference_is_none(ref):
    assert run(changed(order_ref=ref)).rows[0].state is RowState.OK


@pytest.mark.parametrize(
    "text",
    [
        "#DIV/0!",
        "#N/A",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#VALUE!",
        "#SPILL!",
        "#WERT!",
        "#HODNOTA!",
        "#ЗНАЧ!",
        "#Н/Д",
        "#VÄÄRTUS!",
        "#NÁZOV?",
        "#BEZUG!",
        "Err:502",
        "#####",
    ],
)
def test_an_error_of_a_spreadsheet_is_no_value(text):
    for name in ("order_ref", "address"):
        row = run(changed(**{name: text})).rows[0]
        assert (row.state, row.errors[0].column) == (RowState.ERROR, HEADINGS[MAPPING.index(name)])


def test_made_up_references_are_a_doubt_where_a_column_may_hold_them():
    mapping = ("", *MAPPING[1:])
    row = run(GOOD, headings=("Kood", *HEADINGS[1:]), mapping=mapping).rows[0]
    assert row.state is RowState.WARNING
    assert "Is it in “Kood”?" in row.sentence
    same = [changed(order_ref="red", address=str(each)) for each in range(3)]
    assert run(*same, mapping=mapping).rows[0].state is RowState.OK


@pytest.mark.parametrize("km", ["1.234", "1,234"])
def test_a_number_that_may_be_thousands_is_a_doubt(km):
    row = run((*GOOD, km), headings=(*HEADINGS, "Km"), mapping=(*MAPPING, "planned_km")).rows[0]
    assert (row.fields["planned_km"], row.state) == (1.234, RowState.WARNING)
    assert "may be 1234" in row.sentence


def test_the_middle_of_a_view_is_a_doubt():
    row = run(changed(coordinates="https://www.google.com/maps/@59.437,24.754,15z")).rows[0]
    assert (row.state, row.warnings[0].column) == (RowState.WARNING, "Place")


def test_unseen_characters_are_read_through():
    row = run(changed(unit="\u200e242 KDN\ufeff", start_at="\u200e26.\u200e11.\u200e2026 08:00")).rows[0]
    assert (row.state, row.fields["unit"]) == (RowState.OK, "17")
    assert "U+200B" in run(changed(order_ref="A\u200b-1")).rows[0].sentence


def test_what_the_file_knows_of_a_row_is_told():
    hidden = Cells(GOOD, doubts=[(-1, "The row is hidden."), (5, "Cut.")])
    assert run(hidden).rows[0].state is RowState.WARNING
    assert run(Cells(GOOD, faults=[(-1, "It swallows lines.")])).rows[0].sentence == "It swallows lines."
    left_out = run(Cells(GOOD, doubts=[(5, "Cut.")]), mapping=(*MAPPING[:5], "")).rows[0]
    assert left_out.state is RowState.OK


def test_a_row_wider_than_its_heading_is_not_guessed_at():
    assert "7 cells where the heading has 6" in run((*GOOD, "hoov")).rows[0].sentence


def test_a_mapping_without_what_is_needed_is_refused():
    with pytest.raises(UsageError, match=r"No column holds: Start\. Taken for the headings: “Ref”, “Vehicle”"):
        run(GOOD, mapping=("order_ref", "unit", "", *MAPPING[3:]))


def test_a_column_of_vehicles_is_not_left_out_unnoticed():
    with pytest.raises(UsageError, match=r"No column holds: Vehicle\. Taken for .* “Vehicle” names vehicles"):
        run(GOOD, mapping=("order_ref", "", *MAPPING[2:]))


def test_a_row_without_a_vehicle_is_an_order_that_waits_for_one():
    done = run(GOOD, changed(unit="", order_ref="A-2"))
    assert [row.state for row in done.rows] == [RowState.OK, RowState.OK]
    assert "unit" not in done.drafts()[1].fields
    assert judged(GOOD, changed(unit="", order_ref="A-2")).left(()) == (2, 1)


def test_a_table_that_names_no_vehicle_at_all_is_taken_with_a_word():
    headings = ("Ref", *HEADINGS[2:])
    done = run(("A-1", *GOOD[2:]), mapping=("order_ref", *MAPPING[2:]), headings=headings)
    assert done.rows[0].state is RowState.WARNING
    assert "kept here as unassigned" in done.rows[0].sentence


def test_a_rehearsal_is_plain_json():
    told = json.loads(json.dumps(run(GOOD, changed(unit="999XXX")).jsonable()))
    assert told["counts"] == {"ok": 1, "warning": 0, "error": 1, "there": 0}
    assert told["rows"][0]["fields"]["start_at"] == "2026-11-26T06:00:00Z"
    sentence = "m has no vehicle “999XXX”. Write its plate as in the vehicle list."
    assert told["rows"][1]["errors"] == [{"column": "Vehicle", "sentence": sentence}]
    assert told["zone"] == "Europe/Tallinn"


def test_a_stop_without_a_day_takes_the_day_of_the_start():
    row = run(changed(stop_at="12:30")).rows[0]
    assert (row.state, row.fields["stop_at"]) == (RowState.OK, datetime(2026, 11, 26, 10, 30, tzinfo=UTC))


def test_a_stop_at_night_is_of_the_next_day_and_that_is_said():
    row = run(changed(start_at="26.11.2026 22:00", stop_at="06:00")).rows[0]
    assert (row.state, row.fields["stop_at"]) == (RowState.WARNING, datetime(2026, 11, 27, 4, 0, tzinfo=UTC))


def test_all_faults_of_a_row_are_told():
    sentence = run(changed(unit="999XXX", coordinates="Tallinn", address="x" * 256)).rows[0].sentence
    assert all(part in sentence for part in ("no vehicle “999XXX”", "Tallinn", "at most 255"))


def test_a_row_without_coordinates_is_placed_by_its_address():
    places = {"Tamme 1": (59.437, 24.754)}
    done = run(changed(coordinates=""), changed(order_ref="A-2"), on=replace(base(), places=places))
    assert [row.state for row in done.rows] == [RowState.OK, RowState.OK]
    assert [(draft.fields["lat"], draft.fields["lon"]) for draft in done.drafts()] == [(59.437, 24.754)] * 2


def test_coordinates_of_the_table_go_before_the_place_of_the_address():
    done = run(GOOD, on=replace(base(), places={"Tamme 1": (58.0, 25.0)}))
    assert done.drafts()[0].fields["lat"] == 59.437


def test_a_place_of_an_address_far_from_the_fleet_is_doubtful():
    done = run(changed(coordinates=""), on=replace(base(), places={"Tamme 1": (40.0, -3.0)}))
    assert done.rows[0].state is RowState.WARNING


def test_a_table_with_addresses_alone_is_judged():
    headings, mapping = HEADINGS[:4] + HEADINGS[5:], MAPPING[:4] + MAPPING[5:]
    row = GOOD[:4] + GOOD[5:]
    done = run(row, headings=headings, mapping=mapping, on=replace(base(), places={"Tamme 1": (59.437, 24.754)}))
    assert done.rows[0].state is RowState.OK
    (unplaced,) = run(row, headings=headings, mapping=mapping).rows
    assert (unplaced.state, unplaced.errors[0].column) == (RowState.ERROR, "Address")


def test_the_addresses_to_place_are_told_with_their_rows():
    done = run(
        GOOD, changed(coordinates=""), changed(order_ref="A-2", coordinates=""), changed(address="", coordinates="")
    )
    assert addresses_to_place(done.rows) == {"Tamme 1": [3, 4]}


def test_what_is_counted_of_the_rows_is_told_without_looking_at_them_again():
    done = judged(GOOD, changed(unit="", order_ref="A-2"), changed(start_at="never", order_ref="A-3"), GOOD)
    assert [done.rows[row_key(row.number)] for row in done.rehearsal.rows] == done.rehearsal.rows
    assert done.counts == done.rehearsal.counts
    assert done.left({3}) == (1, 0)
    assert done.left({3, 4, 99}) == (1, 0)  # the third has no task, and there is no such row as the last
    assert len(done.rehearsal.drafts({3})) == 1


def test_between_any_two_rows_the_judging_can_be_ended_or_paused():
    looked = []
    judged(GOOD, changed(order_ref="A-2"), changed(order_ref="A-3"), check=lambda: looked.append(1))
    # Judged, counted, asked for its address; its reference and what that looks like are let go.
    assert len(looked) == 3 * 5


def test_the_system_is_asked_for_chance_once_for_very_many_names(monkeypatch):
    asked = []

    def chance(count):
        asked.append(count)
        return token_hex(count)

    monkeypatch.setattr("fleetdesk.domain.order_ref.secrets.token_hex", chance)
    names = list(islice(order_ref.new_task_ids(), 2500))
    assert len(asked) == 3
    assert len(set(names)) == 2500
    assert all(re.fullmatch("n[0-9a-f]{12}", each) for each in names)
