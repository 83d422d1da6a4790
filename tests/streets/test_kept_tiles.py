"""Fetched tiles are kept for as long as their server says, and never more of them than a bound."""

import pytest

from fleetdesk.streets.kept_tiles import WEEK_S, KeptTiles, fresh_s


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("max-age=60", 60),
        ("public, Max-Age=3600, must-revalidate", 3600),
        ("no-store", 0),
        ("no-cache, max-age=9", 0),
        ("", WEEK_S),
        ("max-age=-1", WEEK_S),
        ("max-age=99999999999999999999", 999_999_999),
        ("rubbish", WEEK_S),
    ],
)
def test_a_tile_is_fresh_for_as_long_as_its_server_says(said, expected):
    assert fresh_s({"cache-control": said}) == expected


def test_a_tile_goes_when_its_time_is_over():
    clock = Clock()
    kept = KeptTiles(clock=clock)
    kept.put((7, 1, 1), b"a", {"cache-control": "max-age=60"})
    clock.now = 59.0
    assert kept.get((7, 1, 1)) == b"a"
    clock.now = 60.0
    assert kept.get((7, 1, 1)) is None


def test_those_that_were_not_used_for_longest_go_first():
    kept = KeptTiles(most_bytes=30)
    for x in range(3):
        kept.put((7, x, 1), bytes(10), {})
    kept.get((7, 0, 1))
    kept.put((7, 3, 1), bytes(10), {})
    assert [x for x in range(4) if kept.get((7, x, 1)) is not None] == [0, 2, 3]


def test_a_tile_that_comes_again_counts_once():
    kept = KeptTiles(most_bytes=30)
    for _ in range(9):
        kept.put((7, 1, 1), bytes(20), {})
    assert kept.get((7, 1, 1)) == bytes(20)


def test_one_that_is_larger_than_all_room_is_not_kept():
    kept = KeptTiles(most_bytes=30)
    kept.put((7, 1, 1), bytes(31), {})
    assert kept.get((7, 1, 1)) is None
