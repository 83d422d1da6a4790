"""Command line: python -m fleetdesk.simulator [--port P] [--vehicles N] [--seed S] [--db FILE]."""

import argparse
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fleetdesk simulator", description="A vendor's server on loopback.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 lets the system choose")
    parser.add_argument("--vehicles", type=int, default=200, help="1 to 10000 vehicles")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same fleet")
    parser.add_argument("--db", default="", help="SQLite file to keep; without it a temporary one")
    parser.add_argument("--time", default="", help="the world's time at the start, ISO 8601")
    parser.add_argument("--speed", type=float, default=1.0, help="world seconds per second; 0 freezes the world")
    parser.add_argument(
        "--layout", choices=("assumed", "other"), default="assumed", help="other: other paths and verbs for Metrotec"
    )
    parser.add_argument("--drivers-act", action="store_true", help="drivers start and finish today's tasks")
    parser.add_argument("--until-input-ends", action="store_true", help="end when whoever started it has gone")
    return parser


def main(argv: list[str]) -> int:
    """Run the simulator with command-line arguments; returns the exit code."""
    parser = _parser()
    wanted = parser.parse_args(argv)
    if not 1 <= wanted.vehicles <= 10_000:
        parser.error("--vehicles must be 1 to 10000")
    if not 0 <= wanted.port <= 65_535:
        parser.error("--port must be 0 to 65535")
    try:
        return _serve(wanted)
    except OSError as error:
        sys.stderr.write(f"fleetdesk: The simulator cannot start: {error.strerror or error}.\n")
        return 1


def _serve(wanted: argparse.Namespace) -> int:
    from fleetdesk.simulator.server import Options, serve

    words = vars(wanted)
    if words.pop("until_input_ends"):
        threading.Thread(target=_end_with_input, name="input", daemon=True).start()
    options = Options(**words)
    if options.db:
        return serve(options, options.db)
    with tempfile.TemporaryDirectory(prefix="fleetdesk-simulator-") as folder:
        return serve(options, str(Path(folder) / "vendor.db"))


def _end_with_input() -> None:
    """Wait for the end of the input, which comes however the process at its other end dies."""
    while os.read(sys.stdin.fileno(), 1 << 12):  # not by the buffer, which a thread must not hold at the end
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
