"""Every operation's answer, mutated and served on loopback, read by the desk's own clients and pollers."""

import asyncio
import gc
import json
import random
import time

import stamina

from fleetdesk.api.provider import Answered
from fleetdesk.base.jsonable import jsonable
from tests.api.odd import storable
from tests.documents.left import count_anew, peak_mb
from tests.fuzz.desk import NOT_KEPT, Asking
from tests.fuzz.mutations import case
from tests.fuzz.shown import Shown
from tests.fuzz.sound import NAMES
from tests.fuzz.tally import Tally, faults_of
from tests.fuzz.wire import Wire

LONGEST_S = 30.0
MOST_MB = 200
SWEPT_EVERY = 200


async def trials(recorded, folder, cases, seed, numbers=None, spoil=lambda ask: ask):
    """The tally of so many answers, or of those `numbers` alone; `spoil` puts a careless reader around each asking."""
    given, bodies = recorded
    wire, began = Wire(bodies), time.monotonic()
    asking = Asking(await wire.open(), given, folder)
    loose = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: loose.append(f"{told}"[:300]))
    try:
        with stamina.set_testing(True, attempts=2):
            tally = await _all(wire, asking, bodies, seed, range(cases) if numbers is None else numbers, spoil)
    finally:
        await asking.close()
        await wire.close()
    tally.wrong += [f"answers, seed {seed}: nobody read {each}" for each in loose]
    tally.seconds = time.monotonic() - began
    return tally


async def _all(wire, asking, bodies, seed, numbers, spoil):
    await asking.fill()
    tally, before, shown = Tally("answers", seed), asking.rows(), Shown(asking.store)
    for number in numbers:
        vendor, name = NAMES[number % len(NAMES)]
        dice = random.Random(f"{seed} {number}")
        others = [body for (other, _), body in bodies.items() if other == vendor]
        *answer, kind = case(bodies[vendor, name], others, dice)
        wire.case = (vendor, name, *answer)
        way = spoil(dice.choice(asking.ways(vendor, name)))
        refused, faults = await _tried(way, asking, before, tally, shown)
        await wire.rest()
        tally.count(number, f"{vendor} {name}, {kind}", refused, faults)
        if number % SWEPT_EVERY == 0:
            gc.collect()  # tests turn the automatic one off
        if faults or asking.said or asking.rows() != before:
            wire.case = (None, None, b"", False)
            await asking.fill()
            before = asking.rows()
    return tally


async def _tried(way, asking, before, tally, shown):
    """Whether the answer was refused, and what was wrong with that."""
    asking.said.clear()
    asking.unpause()
    dropped = asking.dropped()
    count_anew()
    own_mb = peak_mb()
    found, error = await _outcome(way)
    took_mb = peak_mb() - own_mb
    tally.peak_mb = max(tally.peak_mb, took_mb)
    faults = [f"it took {took_mb:.0f} MB"] if took_mb > MOST_MB else []
    if error is None:
        told = [each for each in asking.said if NOT_KEPT in each or "Error" in each]
        changed = asking.rows() != before
        faults += asking.lost(before) if asking.dropped() > dropped else []
        return False, faults + _unfit(found) + told + (_unshown(shown) if changed else [])
    changed = ["a failed read changed rows"] if asking.rows() != before else []
    return True, faults + faults_of(error) + changed


async def _outcome(way):
    """What was read, or the exception that it ended in."""
    try:
        async with asyncio.timeout(LONGEST_S):
            return await way(), None
    except TimeoutError:
        return None, TimeoutError(f"it does not end within {LONGEST_S:.0f} s")
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return None, error


def _unfit(found):
    """Why what was read cannot be kept or shown."""
    try:
        if isinstance(found, Answered):
            storable(found)
        else:
            json.dumps(jsonable(found), allow_nan=False, ensure_ascii=False).encode()
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return [f"what was read cannot be kept: {type(error).__name__}: {error}"]
    return []


def _unshown(shown):
    """Why what was taken over cannot be shown."""
    try:
        shown.look()
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return [f"what was read cannot be shown: {type(error).__name__}: {error}"]
    return []
