"""One desk in peace, then with everything against it, then well again: how its thread beat, and what was kept."""

import asyncio
import collections
import contextlib
import time

from fleetdesk.domain.outbox import OpState
from tests.heartbeat.beat import Beat, figures
from tests.heartbeat.machine import Machine
from tests.heartbeat.person import Person
from tests.heartbeat.servers import Servers

PEACE_SHARE = 10
SETTLE_S, SETTLE_SHARE = 8, 5  # peace is measured when the window has come to rest; in a short run nobody judges it
LEAST_ACTS = 6  # a slow machine has more time, not less to do
ASKING = {OpState.CONFLICT, OpState.DEAD, OpState.BLOCKED}


async def trial(app, told, folder, disk, dice, seconds, patience_s):
    """Facts for JSON."""
    while not app.store.tasks or app.store.links["Metrotec"].status != "live":  # noqa: ASYNC110 - it looks at the window
        await asyncio.sleep(0.1)
    servers = Servers(told, dice)
    person = await asyncio.to_thread(Person, app, folder, dice)
    machine = Machine(app, dice, disk)
    await asyncio.sleep(min(SETTLE_S, seconds / SETTLE_SHARE))
    peace = await _measured([], max(1, seconds / PEACE_SHARE))
    works = servers.run(), person.run(), machine.run()
    faults = await _measured(works, seconds, lambda: person.did.total() >= LEAST_ACTS)
    await servers.close()
    well = await _well(app, patience_s)
    seen = {
        "peace": figures(peace.gaps),
        "faults": figures(faults.gaps),
        "away_in": dict(faults.places.most_common(25)),
    }
    seen |= {"hits": servers.hits, "did": person.did, "machine": machine.did, **well}
    return seen | await _judged(app, told, dice, person.kept)


async def _measured(works, seconds, enough=lambda: True):
    """The beats of that time, which is longer where not enough was done; what fails in a work fails here."""
    beat = Beat()
    beat.start()
    running = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(
            [*running, asyncio.create_task(_while(seconds, enough))], return_when="FIRST_COMPLETED"
        )
        for each in done:
            each.result()
    finally:
        beat.stop()
        for each in running:
            each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await each
    return beat


async def _while(seconds, enough):
    await asyncio.sleep(seconds)
    while not enough():  # noqa: ASYNC110 - it looks at what a person has done
        await asyncio.sleep(0.1)


async def _well(app, patience_s):
    """How many seconds until nothing is unwell; None and what is, where that does not come."""
    began = time.monotonic()
    while unwell := _unwell(app):
        if time.monotonic() - began > patience_s:
            return {"well_again_s": None, "unwell": unwell}
        await asyncio.sleep(0.5)
    return {"well_again_s": round(time.monotonic() - began, 1)}


def _unwell(app):
    """The accounts that are not live, and what waits and does not ask the user."""
    links = {name: app.store.links[name] for name in ("Metrotec", "VEZMA")}
    lost = [f"{name}: {link.status}, {link.sentence}" for name, link in links.items() if link.status != "live"]
    asking = {op.key for op in app.store.task_store.waiting.values() if op.state in ASKING}
    waiting = [op for op in app.store.task_store.waiting.values() if op.key not in asking]  # others wait behind it
    why = [str(app.services.sender.loops.back_off.standing(name)) for name in links]
    return (
        []
        if not lost and not waiting
        else [
            *lost,
            *why,
            *(f"{op.kind} {op.label}: {op.state}, {op.reason}, attempts {op.attempts}" for op in waiting),
        ]
    )


async def _judged(app, told, dice, kept):
    """Every task that was called saved is on the server once, or asks the user."""
    states = collections.Counter(
        f"{op.kind} {op.state}: {op.reason[:200]}" for op in app.store.task_store.waiting.values()
    )
    asking = {op.label for op in app.store.task_store.waiting.values()}
    servers = Servers(told, dice)
    there = collections.Counter(task["order_ref"] for task in await servers.ask("tasks"))
    await servers.close()
    lost = [ref for ref in kept if not there[ref] and ref not in asking]
    return {"kept": len(kept), "asking": states, "lost": lost, "doubled": [ref for ref in kept if there[ref] > 1]}
