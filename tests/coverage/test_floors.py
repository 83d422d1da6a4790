from pathlib import Path

from tests.coverage.floors import below, raised, read_floors, shares, write_floors

HOME = Path("/x/fleetdesk")


def test_shares_are_counted_by_package_and_feature():
    lines = {
        HOME / "cli.py": (10, 5),
        HOME / "api" / "metrotec" / "client.py": (30, 30),
        HOME / "api" / "http.py": (10, 0),
        HOME / "ui" / "map" / "pane.py": (8, 2),
        HOME / "ui" / "__init__.py": (0, 0),
    }
    assert shares(HOME, lines) == {".": 50.0, "api": 75.0, "ui/map": 25.0}


def test_a_package_below_its_floor_or_without_one_is_told():
    assert below({"api": 80, "sync": 70}, {"api": 80.0, "sync": 69.9, "new": 90.0}) == [
        "new has no floor yet. Run python -m tests.coverage --raise.",
        "sync is at 69.9 %, below its floor of 70 %. Test what is new in it.",
    ]


def test_a_package_that_is_gone_is_told():
    assert len(below({"api": 80}, {})) == 1


def test_floors_rise_and_never_fall(tmp_path):
    floors = raised({"api": 80, "sync": 70}, {"api": 75.0, "sync": 90.7, "new": 50.2})
    assert floors == {"api": 80, "sync": 88, "new": 48}
    write_floors(tmp_path / "floors.toml", floors)
    assert read_floors(tmp_path / "floors.toml") == floors
