"""Visits: a stay, and whether its beginning and its end were seen, are the edge of what is known, or lie in a gap."""

from datetime import timedelta

from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.visits import Edge, Visit, is_still_inside, visits_of
from tests.domain.history.test_stays import START, YARD, track

INSIDE, EAST = (25.005, 58.005), (25.2, 58.2)


def edges(*tracks):
    return [(each.came, each.left) for each in visits_of(tracks, YARD)]


def test_who_is_seen_at_the_border_came_and_left():
    assert edges(track((24.995, 58.005), INSIDE, (25.015, 58.005))) == [(Edge.SEEN, Edge.SEEN)]


def test_who_is_inside_when_the_track_begins_and_ends_was_there_before_and_may_be_still():
    assert edges(track(INSIDE, INSIDE)) == [(Edge.INSIDE, Edge.INSIDE)]


def test_a_gap_at_the_border_is_no_leaving():
    way = track(INSIDE, INSIDE, EAST, EAST, INSIDE, INSIDE, times=[0, 60, 3600, 3660, 9000, 9060])
    assert edges(way) == [(Edge.INSIDE, Edge.GAP), (Edge.GAP, Edge.INSIDE)]


def test_between_two_parts_of_a_track_the_unit_was_elsewhere():
    later = clean([*track((24.995, 58.005), INSIDE, times=[9000, 9060]).points], START + timedelta(days=2))
    assert edges(track((24.995, 58.005), INSIDE), later) == [(Edge.SEEN, Edge.GAP), (Edge.SEEN, Edge.INSIDE)]


def visit(begins, ends, left=Edge.SEEN):
    return Visit(Stay(begins, ends, came=True, left=left is Edge.SEEN), Edge.SEEN, left)


def test_still_inside_is_said_of_news_only():
    inside = visit(0, 1000, Edge.INSIDE)
    assert is_still_inside(inside, 1100)
    assert not is_still_inside(inside, 9000)
    assert not is_still_inside(visit(0, 1000), 1100)
