"""Names that this desk gives: an order's reference where the user has none, and a task's own name until it is sent."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from random import Random

NAME_BYTES, AT_ONCE = 6, 1000
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: nothing that is misread over the phone
PREFIX = "FD-"


def propose(now: datetime, random: Random) -> str:
    """Make a reference such as FD-261126-7K3M9QXA, with 40 random bits; the day is that of `now` in its own zone."""
    bits = random.getrandbits(40)
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{PREFIX}{now:%y%m%d}-{letters}"


def new_task_id() -> str:
    """Make the name of a task made on this desk, such as n0f3a6c12be54; never given twice."""
    return f"n{secrets.token_hex(NAME_BYTES)}"


def new_task_ids() -> Iterator[str]:
    """Yield names as new_task_id() makes them, for very many tasks.

    A thread that asks the system for chance again and again leaves Python each time for so short a while that the
    window's thread hardly gets it: it once stood still for 19 s.
    """
    while True:
        chance = secrets.token_hex(NAME_BYTES * AT_ONCE)
        for start in range(0, len(chance), 2 * NAME_BYTES):
            yield f"n{chance[start : start + 2 * NAME_BYTES]}"
