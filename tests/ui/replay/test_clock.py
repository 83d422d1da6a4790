"""The clock of a replay, on a clock that the test moves."""

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.ui.replay.clock import LONGEST_S, SPEEDS, ReplayClock

PERIOD = Span(1000.0, 9000.0)


class Seconds:
    def __init__(self):
        self.now = 50.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def clock(seconds):
    made = ReplayClock(seconds)
    made.start(PERIOD, 2000.0)
    return made


def test_speeds_are_those_of_the_issue():
    assert SPEEDS == (1, 10, 60, 300, 600)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_goes_on_at_its_speed(clock, seconds, speed):
    clock.speed = speed
    clock.play()
    for _frame in range(10):
        seconds.now += 0.04
        clock.advance()
    assert clock.at == pytest.approx(2000 + 0.4 * speed)


def test_it_stands_still_while_paused(clock, seconds):
    seconds.now += 3
    assert clock.advance() == 2000
    clock.play()
    clock.pause()
    seconds.now += 3
    assert clock.advance() == 2000


def test_it_ends_with_the_period_and_begins_anew(clock, seconds):
    clock.speed = 600
    clock.go(8990)
    clock.play()
    seconds.now += 0.2
    assert clock.advance() == 9000
    assert (clock.plays, clock.is_at_end) == (False, True)
    clock.play()
    assert (clock.at, clock.plays) == (1000, True)


def test_after_a_long_pause_of_the_program_it_goes_on_from_where_it_was(clock, seconds):
    clock.play()
    seconds.now += 3600
    assert clock.advance() == pytest.approx(2000 + LONGEST_S * clock.speed)


@pytest.mark.parametrize(("wanted", "got"), [(0, 1000), (1500, 1500), (99999, 9000)])
def test_it_stays_within_the_period(clock, wanted, got):
    clock.go(wanted)
    assert clock.at == got
