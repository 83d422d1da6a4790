"""One case after the other: a sound home, one file of it damaged, a start, and what must hold then."""

import random
import shutil
from collections import Counter

from tests.damage.home import FILES, TEXTS, make, start
from tests.damage.spoiling import LOST, MARK, spoil

COPIED = ("settings.toml", "tray.json", "areas.json", "templates.json", "addresses-before.json", "outbox.db")
"""What has a copy of its last good state beside it: not the layout, what the network brings again, or secrets."""
SAYS = ("cannot be read", "was written by a newer FleetDesk")


def trials(folder, cases, seed, starter=start, numbers=None):
    """The tally of so many cases, or of those `numbers` alone, and what went wrong in each that did."""
    sound = folder / "sound"
    sound.mkdir()
    make(sound)
    (sound / "logs" / "fleetdesk.base.log").unlink(missing_ok=True)
    shutil.copytree(sound, folder / "first")
    wanted = start(folder / "first").entries
    tally, wrong = Counter(), []
    for number in range(cases) if numbers is None else numbers:
        home = folder / "case"
        shutil.copytree(sound, home)
        dice = random.Random(f"{seed} {number}")
        name = dice.choice(FILES)
        spoilt, kind = spoil(name, (home / name).read_bytes(), dice)
        (home / name).unlink() if spoilt is None else (home / name).write_bytes(spoilt)
        found, why = _tried(home, name, kind, spoilt, wanted, starter)
        tally[kind] += 1
        tally["said"] += bool(found and found.notices)
        wrong += [f"{number} {name} {kind}: {each}" for each in why]
        shutil.rmtree(home)
    return tally, wrong


def _tried(home, name, kind, spoilt, wanted, starter):
    try:
        found = starter(home)
    except Exception as error:  # noqa: BLE001 - whatever it is, it would have stopped a start
        return None, [f"it does not start: {type(error).__name__}: {error}"]
    return found, [*_judged(home, name, kind, spoilt, found, wanted), *_left(home, name, spoilt, found)]


def _judged(home, name, kind, spoilt, found, wanted):
    lost = [each for each in wanted[name] if each not in found.entries[name]]
    fewer = len(found.entries[name]) < len(wanted[name])
    if fewer and not found.notices and not _begins_anew(name, kind) and not _cut_between(name, kind, spoilt):
        yield f"{lost} gone without a word"
    if kind in LOST and name in COPIED and (fewer or not found.notices):
        yield f"it is {kind}, and its copy is not used, or that is not said"
    for other in (each for each in wanted if each != name):
        if found.entries[other] != wanted[other]:
            yield f"{other} suffers: {found.entries[other]}"
    if kind == "unknown" and (lost or not _has_mark(home / name)):
        yield f"an unknown field cost {lost or 'itself'}"
    if fewer and name in ("tray.json", "outbox.db") and found.swept:
        yield "copies of documents are swept though the file was not whole"


def _begins_anew(name, kind):
    """What has no copy and is not there is as before the first start; no file can tell."""
    return name not in COPIED and (kind == "gone" or (kind == "empty" and name not in TEXTS))


def _cut_between(name, kind, spoilt):
    """Lines that are cut off between two are what they were before the second; no file without a copy can tell."""
    return kind == "cut" and name == "window.ini" and spoilt.rstrip()[-1:] not in (b"=", b"[")


def _left(home, name, spoilt, found):
    """Where the file was not understood, its content as it was lies in its place or aside."""
    if (
        spoilt is None
        or name not in TEXTS
        or not any(f"{name} {says}" in each for each in found.notices for says in SAYS)
    ):
        return
    stem = name.rpartition(".")[0]
    if not any(each.read_bytes() == spoilt for each in home.glob(f"{stem}*") if each.is_file()):
        yield "what was in the file is nowhere any more"


def _has_mark(path):
    return MARK.encode() in path.read_bytes()
