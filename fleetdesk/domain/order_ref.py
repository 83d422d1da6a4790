"""Names that this desk gives: an order's reference where the user has none, and a task's own name until it is sent."""

import secrets
from datetime import datetime
from random import Random

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: nothing that is misread over the phone
PREFIX = "FD-"


def propose(now: datetime, random: Random) -> str:
    """Make a reference such as FD-261126-7K3M9QXA, with 40 random bits; the day is that of `now` in its own zone."""
    bits = random.getrandbits(40)
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{PREFIX}{now:%y%m%d}-{letters}"


def new_task_id() -> str:
    """Make the name of a task made on this desk, such as n0f3a6c12be54; never given twice."""
    return f"n{secrets.token_hex(6)}"
