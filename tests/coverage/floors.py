"""The floor of each package: the share of its lines, in whole percent, that the tests must run. It only rises."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = 2
HEADER = "# Percent of lines that the tests run; written by `python -m tests.coverage --raise`, which lowers none.\n"


def read_floors(path: Path) -> dict[str, int]:
    """The floors of a file, by package."""
    return {package: int(floor) for package, floor in tomllib.loads(path.read_text("utf-8")).items()}


def write_floors(path: Path, floors: Mapping[str, int]) -> None:
    """Write the floors in the order of the packages."""
    path.write_text(HEADER + "".join(f'"{each}" = {floors[each]}\n' for each in sorted(floors)), "utf-8")


def shares(package: Path, lines: Mapping[Path, tuple[int, int]]) -> dict[str, float]:
    """The percent of lines that ran, by the folder below `package`; a feature of ui is a package of its own."""
    could: dict[str, int] = defaultdict(int)
    did: dict[str, int] = defaultdict(int)
    for path, (all_lines, ran) in lines.items():
        parts = path.relative_to(package).parts[:-1]
        name = "/".join(parts[: 2 if parts[:1] == ("ui",) else 1]) or "."
        could[name] += all_lines
        did[name] += ran
    return {name: 100 * did[name] / count for name, count in could.items() if count}


def below(floors: Mapping[str, int], found: Mapping[str, float]) -> list[str]:
    """A sentence for each package that fell below its floor, or that has none yet."""
    fallen = [
        f"{package} is at {found.get(package, 0):.1f} %, below its floor of {floor} %. Test what is new in it."
        for package, floor in floors.items()
        if found.get(package, 0) < floor
    ]
    new = [
        f"{package} has no floor yet. Run python -m tests.coverage --raise." for package in found.keys() - floors.keys()
    ]
    return sorted(fallen + new)


def raised(floors: Mapping[str, int], found: Mapping[str, float]) -> dict[str, int]:
    """The floors with those higher that were surpassed; SLACK is left, because no two runs are alike."""
    return {
        package: max(floors.get(package, 0), int(found.get(package, 0)) - SLACK, 0)
        for package in floors.keys() | found.keys()
    }
