"""python -m tests.coverage [--raise]: the share of lines that a run with coverage has run, against the floors.

Ends with 1 where a package is below its floor. With --raise the floors that were surpassed are written anew; none is
ever lowered. Lines that run in other processes (readers, commands) are not counted.
"""

import sys
from pathlib import Path

import coverage
from tests.conftest import ROOT
from tests.coverage.floors import FLOORS, below, raised, read_floors, shares, write_floors


def main() -> int:
    """Compare the data of the last run with the floors."""
    data = coverage.Coverage(data_file=str(ROOT / ".coverage"))
    data.load()
    found = shares(ROOT / "fleetdesk", _lines(data))
    floors = read_floors(FLOORS)
    for package, share in sorted(found.items()):
        sys.stdout.write(f"{package:24} {share:5.1f} %, floor {floors.get(package, 0)} %\n")
    if "--raise" in sys.argv[1:]:
        write_floors(FLOORS, raised(floors, found))
    faults = below(floors, found)
    sys.stdout.write("".join(f"{each}\n" for each in faults))
    return 1 if faults else 0


def _lines(data: coverage.Coverage) -> dict[Path, tuple[int, int]]:
    """For each measured file how many lines could have run, and how many did."""
    found = {}
    for name in data.get_data().measured_files():
        _file, lines, _excluded, missing, _text = data.analysis2(name)
        found[Path(name)] = (len(lines), len(lines) - len(missing))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
