"""Files of strangers, mutated from good and from hostile ones, each read by the process that the desk reads with."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

from fleetdesk.base.errors import FleetError
from fleetdesk.reader.rlimits import MEMORY_BYTES
from fleetdesk.reader.worker_process import COMMAND
from tests.damage.spoiling import append, cut, flip, flip_bit, zero
from tests.documents.left import count_anew, files, peak_mb, processes
from tests.fuzz.file_reading import COMMANDS, ENDINGS, READERS
from tests.fuzz.good_files import good_files, hostile_files, strangers
from tests.fuzz.measured import Measured
from tests.fuzz.tally import Tally, faults_of
from tests.fuzz.values import spoilt_values

MOST_MB = MEMORY_BYTES >> 20
MOST_OWN_MB = 200  # what a result of 64 MB is held as, twice
HOSTILE_SHARE = 0.25


def double(content, dice):
    """A part of it once more, behind itself or somewhere else."""
    start = dice.randrange(len(content))
    part = content[start : start + dice.choice((1, 30, 1000, 20_000))] * dice.choice((1, 1, 50))
    at = dice.choice((start, dice.randrange(len(content))))
    return content[:at] + part + content[at:]


WAYS = (flip, flip, flip_bit, zero, cut, append, double)


class Sources:
    """Contents to begin with, by kind; with `hostile` those that were made to do harm too."""

    def __init__(self, folder, hostile=True):
        self._good = good_files(folder)
        self._documents = strangers(folder / "strange") if hostile else []
        self._hostile = hostile_files(folder) if hostile else {}

    def take(self, dice):
        """A kind and a content that was spoilt in one to four ways, some in none."""
        kind = dice.choice(list(READERS))
        hostile = bool(self._documents) and dice.random() < HOSTILE_SHARE
        if hostile and kind in ("picture", "pdf"):
            path = dice.choice(self._documents)
            kind, content = "pdf" if path.suffix == ".pdf" else "picture", path.read_bytes()
        else:
            content = dice.choice((self._hostile if hostile and kind in self._hostile else self._good)[kind])
        return kind, self._spoilt(kind, content, dice)

    def _spoilt(self, kind, content, dice):
        if kind in ("area", "document") and dice.random() < 0.5:
            with suppress(ValueError, RecursionError):  # YAML and HTML have no such values, nor has what is cut off
                return spoilt_values(content, dice)[0]
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            content = dice.choice(WAYS)(content or b"x", dice)
        return content


async def trials(folder, cases, seed, numbers=None, command=COMMAND, hostile=True):
    """The tally of so many files, or of those `numbers` alone."""
    began, measured = time.monotonic(), Measured(folder, command)
    sources, tally = Sources(folder, hostile), Tally("files", seed)
    for number in range(cases) if numbers is None else numbers:
        dice = random.Random(f"{seed} {number}")
        kind, content = sources.take(dice)
        path = folder / f"case{ENDINGS[kind]}"
        path.write_bytes(content)
        refused, faults = await _tried(kind, path, dice, measured, tally)
        tally.count(number, kind, refused, faults)
    tally.left = len(running(measured.mark))
    tally.wrong += [f"files, seed {seed}: {tally.left} processes are left running"] if tally.left else []
    tally.seconds = time.monotonic() - began
    return tally


async def _tried(kind, path, dice, measured, tally):
    """Whether the file was refused, and what was wrong with that."""
    before = processes(), files()
    count_anew()
    own_mb = peak_mb()
    try:
        await READERS[kind](path, measured.around(COMMANDS.get(kind)), dice)
        refused, faults = False, []
    except FleetError as error:
        refused, faults = True, faults_of(error, str(path.parent))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        refused, faults = True, faults_of(error)
    took_mb = measured.take_mb()
    tally.peak_mb = max(tally.peak_mb, took_mb)
    faults += [f"its process took {took_mb:.0f} MB"] if took_mb > MOST_MB else []
    faults += [f"this process took {peak_mb() - own_mb:.0f} MB"] if peak_mb() - own_mb > MOST_OWN_MB else []
    faults += [] if processes() <= before[0] else ["a process is left running"]
    faults += [] if files() <= before[1] else ["a file is left open"]
    return refused, faults


def running(mark):
    """Processes of this computer that have these words on their command line."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = each.read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if mark.encode() in words:
            found.append(each.parent.name)
    return found


def end(process):
    os.kill(int(process), signal.SIGKILL)
