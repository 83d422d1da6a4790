"""The driving rules in words: what is left, what is broken, what is unknown."""

import pytest

from fleetdesk.domain.driving_rules.counts import DAY_S, LONG_DAY_S, Count, Counts
from fleetdesk.domain.driving_rules.stretches import Doing
from fleetdesk.domain.driving_rules.words import DOINGS, RULES, count_words, rule_words

H = 3600.0


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(3 * H, 4.5 * H, True), "3:00 of 4:30, 1:30 left"),
        (Count(3 * H + 1, 4.5 * H, True), "3:01 of 4:30, 1:29 left"),
        (Count(3 * H, 4.5 * H, False), "at least 3:00 of 4:30, the rest is unknown"),
        (Count(5 * H, 4.5 * H, True), "5:00 of 4:30: 0:30 too long"),
        (Count(5 * H, 4.5 * H, False), "5:00 of 4:30: 0:30 too long"),
        (Count(60 * H, 56 * H, True), "60:00 of 56:00: 4:00 too long"),
    ],
)
def test_a_count_says_what_is_used_and_left(count, words):
    assert count_words(count) == words


def counts(limit, long_days):
    some = Count(H, 4.5 * H, True)
    return Counts(0.0, some, Count(H, limit, True), Count(60 * H, 56 * H, True), some, long_days)


@pytest.mark.parametrize(
    ("limit", "long_days", "words"),
    [
        (LONG_DAY_S, 1, "1 of 2 days of 10 h used"),
        (DAY_S, 2, "2 of 2 days of 10 h used"),
        (DAY_S, 1, "whether it may be a day of 10 h is unknown"),
    ],
)
def test_the_day_says_how_many_long_ones_were_used(limit, long_days, words):
    told = rule_words(counts(limit, long_days))
    assert told[1][1].endswith(words)
    assert [(name, is_broken) for name, _words, is_broken in told] == list(
        zip(RULES, (False, False, True, False), strict=True)
    )


def test_without_activities_every_rule_is_unknown():
    assert rule_words(None) == [(name, "unknown", False) for name in RULES]


def test_each_activity_has_a_word_and_a_height_of_its_own():
    assert set(DOINGS) == set(Doing)
    for values in ({look.word for look in DOINGS.values()}, {look.tall for look in DOINGS.values()}):
        assert len(values) == len(DOINGS)
