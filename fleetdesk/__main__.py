"""Starts FleetDesk: `fleetdesk` and `python -m fleetdesk`."""

import sys

from fleetdesk.cli import main as run


def main() -> int:
    """The program's entry."""
    return run()


if __name__ == "__main__":
    sys.exit(main())
