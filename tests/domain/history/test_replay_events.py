"""What a replay steps through: trips, stops, idling, inputs, refuellings, meetings, and where nobody knows more."""

from datetime import timedelta

from fleetdesk.domain.history.meetings import Meeting, meetings
from fleetdesk.domain.history.records import InputPeriod, Refuel
from fleetdesk.domain.history.replay_events import EventKind, events_of, stepped
from tests.domain.history.test_replay import after, past, replay
from tests.domain.history.tracks import BEGUN, drive, rest


def minutes(events):
    return [(round((each.at - after(0)) / 60), each.kind) for each in events]


def between(start, stop):
    return {"started_at": BEGUN + timedelta(minutes=start), "ended_at": BEGUN + timedelta(minutes=stop)}


def test_they_come_in_the_order_of_time():
    asked = replay(
        past(
            *rest(0, 10, 0.0),
            *drive(10, 20),
            *rest(30, 60, 20.0),
            inputs=(InputPeriod("m", 1, "242KDN", input=1, **between(30, 35)),
                    InputPeriod("m", 2, "242KDN", input=2, **between(40, 50))),
            refuels=(Refuel("m", 1, "242KDN", **between(60, 65)),),
        )
    )  # fmt: skip
    assert minutes(events_of(asked, ())) == [
        (10, EventKind.TRIP_BEGINS),
        (30, EventKind.TRIP_ENDS),
        (30, EventKind.IDLING),
        (35, EventKind.STOP),
        (40, EventKind.INPUT),
        (50, EventKind.STOP),
        (60, EventKind.REFUEL),
        (65, EventKind.STOP),
        (90, EventKind.UNKNOWN),
    ]


def test_a_meeting_is_one_and_flickering_at_its_edge_makes_no_more():
    asked = replay(past(*rest(0, 240, 0.0)), past(*rest(0, 240, 1.0)))
    met = [Meeting(0, 1, after(10), after(20), 9.0), Meeting(0, 1, after(21), after(30), 9.0),
           Meeting(0, 1, after(40), after(50), 9.0)]  # fmt: skip
    found = events_of(asked, met)
    assert minutes(found) == [(10, EventKind.MEETING), (40, EventKind.MEETING)]
    assert found[0].units == (0, 1)


def test_who_was_together_before_the_period_does_not_meet_in_it():
    asked = replay(past(*rest(0, 240, 0.0)), past(*rest(0, 240, 0.1)))
    assert events_of(asked, meetings(asked)) == []


def test_steps_go_from_moment_to_moment_and_end_at_the_edges():
    asked = replay(past(*rest(0, 10, 0.0), *drive(10, 20), *rest(30, 210, 20.0)))
    events = events_of(asked, ())
    assert minutes(stepped(events, after(0), 1)) == [(10, EventKind.TRIP_BEGINS)]
    assert minutes(stepped(events, after(10), 1)) == [(30, EventKind.TRIP_ENDS), (30, EventKind.STOP)]
    assert minutes(stepped(events, after(30), -1)) == [(10, EventKind.TRIP_BEGINS)]
    assert stepped(events, after(30), 1) == stepped(events, after(10), -1) == []
