"""The seed of the day: the small proofs of `make test` try other cases each day, alike in every process of a run.

What fails says its seed; DAY_SEED=20261127 in the environment repeats that day.
"""

import os
from datetime import UTC, datetime

NAME = "DAY_SEED"


def day_seed():
    """The date as a number, or what DAY_SEED says."""
    return int(os.environ.get(NAME) or datetime.now(UTC).strftime("%Y%m%d"))


def hold_day_seed():
    """Keep the seed for this process and those that it starts, so that midnight changes none."""
    os.environ[NAME] = str(day_seed())


def repeat_words():
    """How to repeat what failed."""
    return f"{NAME}={day_seed()} in the environment repeats this seed"
