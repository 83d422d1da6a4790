"""The seed of the day: the small proofs of `make test` try other cases each day, alike in every process of a run.

What fails says its seed; DAY_SEED=20261127 in the environment repeats that day, EVERY_CASE=1 tries all cases at once.
"""

import os
import random
from datetime import UTC, datetime

NAME = "DAY_SEED"
EVERY = "EVERY_CASE"


def day_seed():
    """The date as a number, or what DAY_SEED says."""
    return int(os.environ.get(NAME) or datetime.now(UTC).strftime("%Y%m%d"))


def hold_day_seed():
    """Keep the seed for this process and those that it starts, so that midnight changes none."""
    os.environ[NAME] = str(day_seed())


def cases_of_the_day(cases, count):
    """Return so many of the cases, others each day; all of them where EVERY_CASE is set."""
    if EVERY in os.environ:
        return list(cases)
    places = random.Random(day_seed()).sample(range(len(cases)), count)
    return [cases[place] for place in sorted(places)]


def repeat_words():
    """How to repeat what failed."""
    return f"{NAME}={day_seed()} in the environment repeats this seed"
