"""The desk on a local simulator started for it, as a process of its own; with --tour, without hands."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fleetdesk.base import display_check
from fleetdesk.base.console import complain, warn_of_display
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _
from fleetdesk.demo.demo_profile import begin_anew, demo_profile
from fleetdesk.profile.settings import Folders

LEAST, MOST = 1, 10_000
ENDING_S = 5.0
KEEPS = _("The demo keeps layout, settings, saved areas and templates in {folder}.")
KEEPS_NOTHING = _(
    "The demo keeps nothing: layout, saved areas and streets chosen here are gone when it ends. "
    "fleetdesk demo --keep keeps them."
)


@contextmanager
def simulator(vehicles: int, seed: int) -> Iterator[dict[str, Any]]:
    """A running simulator's addresses and secrets; it ends with the block."""
    command = [sys.executable, "-m", "fleetdesk", "simulator", "--vehicles", str(vehicles), "--seed", str(seed)]
    command += ["--drivers-act", "--until-input-ends"]  # a desk that is killed ends no block
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True)  # noqa: S603
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise FleetError(_("The simulator did not start; its reason stands above."))
        yield json.loads(line)
    finally:
        process.terminate()
        try:
            process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdin.close()
        process.stdout.close()


def run(words: argparse.Namespace) -> int:
    """Opens the demo desk, or takes the tour."""
    if not LEAST <= words.vehicles <= MOST:
        raise UsageError(_("The simulator drives {least} to {most} vehicles.").format(least=LEAST, most=MOST))
    if words.tour and not display_check.has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    warn_of_display()
    # Until the desk listens itself, an end asked for must still end the simulator.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with _folder(keep=words.keep) as folder, ThreadPoolExecutor(1) as beside:
        streets = beside.submit(_write_streets, folder)
        with simulator(words.vehicles, words.seed) as told:
            return _open(words, folder, told, streets.result())


def _write_streets(folder: Path) -> Path:
    """Write the streets of both countries, while the simulator starts."""
    from fleetdesk.demo.street_plan import plan
    from fleetdesk.demo.street_tiles import write_streets
    from fleetdesk.simulator.world.estonia import ESTONIA
    from fleetdesk.simulator.world.slovakia import SLOVAKIA

    file = folder / "demo-streets.pmtiles"
    write_streets(file, map(plan, (ESTONIA, SLOVAKIA)))
    return file


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """The folder of the demo: one that is gone with the block, or the one that is kept among the user's data."""
    if keep:
        kept = Folders.usual().data / "demo"
        begin_anew(kept)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="fleetdesk-demo-") as folder:
        yield Path(folder)


def _open(words: argparse.Namespace, folder: Path, told: dict[str, Any], streets: Path) -> int:
    from fleetdesk.app import main
    from fleetdesk.demo import tour

    if words.tour:
        return main.run(demo_profile(folder, told, streets, vezma=False), tour.script(Path(words.tour), told))
    complain(KEEPS.format(folder=folder) if words.keep else KEEPS_NOTHING)
    return main.run(demo_profile(folder, told, streets))
