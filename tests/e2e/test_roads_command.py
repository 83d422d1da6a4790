"""fleetdesk roads as a stranger uses it: JSON on stdout, where it comes from on stderr, and an exit code."""

import json
import os

import pytest

from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.learnt_ways import LearntWays, written
from fleetdesk.domain.quartiles import Quartiles
from fleetdesk.storage.cache import Cache
from tests.forked import run_command
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.roads.fakes import expected

pytestmark = pytest.mark.process
TALLINN, TARTU = "59.4370,24.7536", "58.3780,26.7290"


@pytest.fixture
def roads(tmp_path):
    """Return what runs the command with a router in the settings."""

    def run(*words, url=None):
        folder = tmp_path / "settings"
        folder.mkdir(exist_ok=True)
        if url:
            (folder / "settings.toml").write_text(f'version = 1\n[roads]\nservice = "osrm"\naddress = "{url}"\n')
        environment = {**os.environ, "FLEETDESK_HOME": str(tmp_path)}
        return run_command(["roads", *words], environment)

    return run


def test_the_way_by_road_is_told_with_its_router(roads, make_router):
    done = roads(TALLINN, TARTU, url=make_router("osrm").url)
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    km, minutes = expected((24.7536, 59.4370), (26.7290, 58.3780))
    assert (told["km"], told["minutes"]) == (pytest.approx(km, rel=1e-3), pytest.approx(minutes, rel=1e-2))
    assert (told["source"], told["service"], told["profile"]) == ("road", "osrm", "truck")
    assert "OpenStreetMap" in done.stderr


def test_without_a_router_it_is_an_estimate_and_says_so(roads):
    done = roads(TALLINN, TARTU)
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"] == "estimate"
    assert "estimate" in done.stderr


def test_a_router_that_fails_leaves_the_estimate_and_another_exit_code(roads, make_router):
    router = make_router("osrm")
    router.fault = lambda handler: handler.answer(500, b"")
    done = roads(TALLINN, TARTU, url=router.url)
    assert (done.returncode, json.loads(done.stdout)["source"]) == (5, "estimate")
    assert "The router fails" in done.stderr


def test_no_way_has_an_exit_code_of_its_own(roads, make_router):
    done = roads(TALLINN, "57.0,20.0", url=make_router("osrm").url)
    assert (done.returncode, json.loads(done.stdout)["source"]) == (1, "estimate")


@pytest.fixture
def taught(tmp_path):
    """A desk with two accounts, which has learnt of both."""
    (tmp_path / "settings").mkdir()
    accounts = "".join(
        f'[[account]]\nname = "{name}"\nprovider = "metrotec"\nurl = "https://fleet.example.com/"\n'
        for name in ("m", "o")
    )
    (tmp_path / "settings" / "settings.toml").write_text(f"version = 1\n{accounts}")
    (tmp_path / "cache").mkdir()
    cache = Cache(tmp_path / "cache" / "cache.db")
    pace = Quartiles(1.0, 1.2, 1.5, 40)
    cache.keep_learnt("m", written(LearntWays(pace, Quartiles(1.2, 1.4, 1.6, 30))))
    cache.keep_learnt("o", written(LearntWays(factor=Quartiles(1.6, 1.7, 1.8, 35))))
    cache.close()
    return tmp_path


def test_the_estimate_is_as_the_desk_has_learnt_it(roads, taught):
    before = (taught / "cache" / "cache.db").read_bytes()
    done = roads(TALLINN, TARTU)
    told = json.loads(done.stdout)
    straight = distance_m((24.7536, 59.4370), (26.7290, 58.3780)) / 1000
    assert (told["km"], told["minutes"]) == (
        pytest.approx(straight * 1.4, rel=1e-3),
        pytest.approx(straight * 1.2, 1e-3),
    )
    assert told["spread_minutes"] == [pytest.approx(straight, 1e-3), pytest.approx(straight * 1.5, 1e-3)]
    assert "as on 30 ways of this fleet" in told["basis"]
    assert (taught / "cache" / "cache.db").read_bytes() == before


def test_the_account_can_be_named(roads, taught):
    assert "× 1.70" in json.loads(roads(TALLINN, TARTU, "--account", "o").stdout)["basis"]
    assert roads(TALLINN, TARTU, "--account", "x").returncode == 2


@pytest.mark.parametrize("content", [b"", b"nonsense" * 900])
def test_a_damaged_cache_is_left_alone_and_the_fixed_factor_holds(roads, taught, content):
    path = taught / "cache" / "cache.db"
    path.write_bytes(content)
    done = roads(TALLINN, TARTU)
    assert (done.returncode, json.loads(done.stdout)["basis"]) == (0, "estimate: straight line × 1.3 at 60 km/h")
    assert path.read_bytes() == content


def test_what_is_no_place_is_wrong_usage(roads):
    done = roads("nowhere", TARTU)
    assert (done.returncode, done.stdout) == (2, "")
