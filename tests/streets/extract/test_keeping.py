"""A country to keep: its tiles and no others, whole after any break, from a server that does what servers do."""

import asyncio
from itertools import pairwise

import pytest

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.streets.extract import keeping, remote
from fleetdesk.streets.extract.keeping import Keeping
from fleetdesk.streets.extract.plan import Content, requests
from fleetdesk.streets.extract.remote import ChangedError
from fleetdesk.streets.extract.tile_ranges import tile_ranges
from fleetdesk.streets.tiles import TileError
from tests.streets.extract.published import AREA, INSIDE, OUTSIDE, named_tile, published, world_tiles
from tests.streets.maps import make_pmtiles, street_tile


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Tiles around the area at three zooms, each different, with one that half of them share."""
    tiles = world_tiles()
    tiles |= {(zoom, x, y): street_tile("protomaps") for zoom, x, y in tiles if x % 2}
    path = make_pmtiles(tmp_path_factory.mktemp("world") / "world.pmtiles", tiles)
    return tiles, path.read_bytes()


@pytest.fixture
def server(world, monkeypatch):
    with published(world[1], monkeypatch) as started:
        yield started


@pytest.fixture
def kept(server, tmp_path):
    return Keeping(tmp_path / "maps" / "estonia.pmtiles", server.address, "Estonia", AREA, "FleetDesk/9")


async def whole(kept):
    await kept.fetch(await kept.plan())


def file_of(tmp_path):
    return tmp_path / "maps" / "estonia.pmtiles"


def holds(read, tmp_path, world):
    """Checks that the file has the area's tiles as they are published."""
    opened = read(file_of(tmp_path))
    assert opened.tile(*INSIDE) == named_tile(*INSIDE)
    assert opened.tile(9, 293, 154) == street_tile("protomaps", packed=False)
    assert opened.tile(*OUTSIDE) is None
    assert sorted(each.name for each in file_of(tmp_path).parent.iterdir()) == ["estonia.pmtiles"]
    return opened


async def test_the_areas_tiles_are_kept_and_no_others(server, kept, world, read, tmp_path):
    progress = []
    plan = await kept.plan()
    await kept.fetch(plan, lambda done, of: progress.append((done, of)))
    opened = holds(read, tmp_path, world)
    assert opened.metadata["bounds"] == "25.0,58.0,26.0,58.5"
    assert (progress[0][0], progress[-1]) == (0, (len(plan.requests), len(plan.requests)))
    assert file_of(tmp_path).stat().st_size == plan.size < len(world[1]) / 2
    assert {each["User-Agent"] for each in server.hits} == {"FleetDesk/9"}


async def test_what_was_begun_is_gone_on_with(server, kept, world, read, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    plan = await kept.plan()
    asked = len(server.hits)
    enough = asyncio.Event()
    going = asyncio.ensure_future(kept.fetch(plan, lambda done, of: enough.set() if done == 2 else None))
    await enough.wait()
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    done = len(server.hits) - asked
    assert not file_of(tmp_path).exists()
    again = Keeping(file_of(tmp_path), server.address, "Estonia", AREA, "FleetDesk/9")
    server.hits.clear()
    await whole(again)
    holds(read, tmp_path, world)
    assert len(server.hits) <= len(plan.requests) - done + 1


async def test_a_busy_server_is_asked_again(server, kept, world, read, tmp_path):
    server.spoil = lambda number, handler: number % 3 == 0 and (handler.answer(503, b"busy"), True)[1]
    await whole(kept)
    holds(read, tmp_path, world)


async def test_a_connection_that_drops_is_tried_again(server, kept, world, read, tmp_path):
    def drop(number, handler):
        if number % 4 == 0:
            handler.close_connection = True
        return number % 4 == 0

    server.spoil = drop
    await whole(kept)
    holds(read, tmp_path, world)


@pytest.mark.parametrize(
    "headers", [{"Content-Range": "bytes 0-3/9", "ETag": '"1"'}, {"ETag": '"1"'}], ids=["another", "none"]
)
async def test_a_server_that_sends_another_part_is_not_believed(server, kept, monkeypatch, headers, tmp_path):
    monkeypatch.setattr(remote, "TRIES", 2)
    plan = await kept.plan()
    server.spoil = lambda number, handler: (handler.answer(206, b"lies", headers), True)[1]
    with pytest.raises(FleetError, match="another part"):
        await kept.fetch(plan)
    assert not file_of(tmp_path).exists()


async def test_a_map_that_changed_is_begun_anew(server, kept, world, read, tmp_path):
    plan = await kept.plan()
    server.version = '"2"'
    with pytest.raises(ChangedError, match="changed"):
        await kept.fetch(plan)
    assert list(file_of(tmp_path).parent.iterdir()) == []
    await whole(kept)
    holds(read, tmp_path, world)


async def test_a_damaged_tile_is_seen_and_fetched_again(server, kept, world, read, tmp_path):
    """A packed tile of the area, with one byte of it changed on the way."""
    plan = await kept.plan()
    packed = street_tile("protomaps")
    at = server.data.index(packed) + len(packed) - 6
    sound, server.data = server.data, server.data[:at] + b"\xff" + server.data[at + 1 :]
    with pytest.raises(TileError, match="damaged"):
        await kept.fetch(plan)
    assert not file_of(tmp_path).exists()
    server.data = sound
    await whole(kept)
    holds(read, tmp_path, world)


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (302, {"Location": "https://elsewhere.example/world.pmtiles"}, "no parts of a map"),
        (200, {}, "no parts of a map"),
        (206, {"Content-Range": "bytes 0-16383/99999"}, "which version"),
        (206, {"Content-Range": "bytes 0-16383/99999", "ETag": 'W/"1"'}, "which version"),
        (404, {}, "refused"),
    ],
)
async def test_a_server_that_cannot_give_parts_is_refused_in_words(server, kept, status, headers, words):
    server.spoil = lambda number, handler: (handler.answer(status, server.data[:16384], headers), True)[1]
    with pytest.raises((TileError, FleetError), match=words):
        await kept.plan()
    assert len(server.hits) == 1


async def test_what_is_no_map_is_refused_in_words(server, kept):
    server.data = b"<html>" + bytes(20_000)
    with pytest.raises(TileError, match="no PMTiles file"):
        await kept.plan()


async def test_a_country_without_streets_is_said(server, tmp_path):
    far = Keeping(tmp_path / "a.pmtiles", server.address, "Nowhere", [[(-90, 1), (-89, 1), (-89, 2)]], "FleetDesk/9")
    with pytest.raises(TileError, match="no streets there"):
        await far.plan()


async def test_without_room_on_the_disk_nothing_is_fetched(kept, monkeypatch):
    monkeypatch.setattr(keeping, "SPARE_BYTES", 1 << 62)
    with pytest.raises(UsageError, match="Make room"):
        await kept.plan()


async def test_an_older_file_stays_until_the_new_one_is_whole(server, kept, tmp_path):
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_bytes(b"older")
    plan = await kept.plan()
    assert file_of(tmp_path).read_bytes() == b"older"
    await kept.fetch(plan)
    assert file_of(tmp_path).read_bytes()[:7] == b"PMTiles"


def test_small_gaps_are_fetched_too_and_large_ones_are_not():
    contents = [Content(0, 100, 0), Content(101, 100, 100), Content(900, 100, 200)]
    assert requests(contents, more=0.05) == [(0, 201), (900, 1000)]
    assert requests(contents, most=150, more=0.05) == [(0, 100), (101, 201), (900, 1000)]


def test_ranges_hold_each_tile_of_the_area_and_of_all_zooms_above():
    ranges = tile_ranges(AREA, 9)
    from pmtiles.tile import zxy_to_tileid

    def inside(place):
        return any(first <= zxy_to_tileid(*place) < after for first, after in ranges)

    assert [inside(each) for each in ((0, 0, 0), (7, 73, 38), INSIDE, OUTSIDE)] == [True, True, True, False]
    assert all(before[1] < after[0] for before, after in pairwise(ranges))
