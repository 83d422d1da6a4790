"""Fetched tiles are kept for as long as their server says, and never more of them than a bound."""

import pytest

from fleetdesk.streets import kept_tiles
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


@pytest.fixture
def opened(tmp_path):
    """Opens the file for a source, with a clock that stands at zero."""
    made = []

    def open_it(source="https://a", **more):
        made.append(KeptTiles(tmp_path / "streets.db", source, clock=more.pop("clock", Clock()), **more))
        return made[-1]

    yield open_it
    for each in made:
        each.close()


def body(kept, place=(7, 1, 1)):
    found = kept.get(place)
    return None if found is None else found.body


def test_a_tile_is_there_again_after_a_restart(opened):
    first = opened()
    first.put((7, 1, 1), b"a", {"etag": '"7"'})
    first.close()
    found = opened().get((7, 1, 1))
    assert (found.body, found.etag, found.fresh) == (b"a", '"7"', True)


def test_a_tile_is_old_when_its_time_is_over_until_it_is_renewed(opened):
    clock = Clock()
    kept = opened(clock=clock)
    kept.put((7, 1, 1), b"a", {"cache-control": "max-age=60"})
    fresh = []
    for now in (59.0, 60.0):
        clock.now = now
        fresh.append(kept.get((7, 1, 1)).fresh)
    kept.renew((7, 1, 1), {"cache-control": "max-age=60"})
    assert [*fresh, kept.get((7, 1, 1)).fresh, body(kept)] == [True, False, True, b"a"]


def test_what_must_not_be_kept_is_not(opened):
    kept = opened()
    kept.put((7, 1, 1), b"a", {"cache-control": "no-store"})
    assert kept.get((7, 1, 1)) is None


def test_sources_do_not_take_each_others_tiles(opened):
    opened("https://a").put((7, 1, 1), b"a", {})
    assert opened("https://b").get((7, 1, 1)) is None


def test_those_that_were_not_used_for_longest_go_first(opened, monkeypatch):
    monkeypatch.setattr(kept_tiles, "LOOK_EVERY", 1)
    clock = Clock()
    kept = opened(most_bytes=30, clock=clock)
    for x in range(3):
        clock.now += 1
        kept.put((7, x, 1), bytes(10), {})
    clock.now += 1
    kept.get((7, 0, 1))
    clock.now += 1
    kept.put((7, 3, 1), bytes(10), {})
    assert [x for x in range(4) if kept.get((7, x, 1)) is not None] == [0, 2, 3]


def test_one_that_is_larger_than_all_room_is_not_kept(opened):
    kept = opened(most_bytes=30)
    kept.put((7, 1, 1), bytes(31), {})
    assert kept.get((7, 1, 1)) is None


@pytest.mark.parametrize("content", [b"", b"rubbish" * 999, b"SQLite format 3\0 and no more"])
def test_a_damaged_file_is_begun_anew(tmp_path, opened, content):
    (tmp_path / "streets.db").write_bytes(content)
    kept = opened()
    kept.put((7, 1, 1), b"a", {})
    assert body(kept) == b"a"


def test_where_no_file_can_be_written_tiles_are_kept_for_now(tmp_path):
    kept = KeptTiles(tmp_path / "absent" / "streets.db", "https://a")
    kept.put((7, 1, 1), b"a", {})
    assert body(kept) == b"a"
    kept.close()
