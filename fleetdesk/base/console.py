"""What a command writes: data on stdout, sentences for a person on stderr."""

import json
import sys
from typing import Any

from fleetdesk.base import display_check
from fleetdesk.base.jsonable import jsonable
from fleetdesk.base.readable import escaped, readable

SENTENCE = 2000


def show(value: Any) -> None:
    """Print data for scripts: one JSON document on stdout."""
    sys.stdout.write(escaped(json.dumps(jsonable(value), ensure_ascii=False, indent=1, allow_nan=False)) + "\n")


def complain(sentence: str) -> None:
    """Print what a person should know on stderr."""
    sys.stderr.write(f"fleetdesk: {readable(sentence, SENTENCE, 12)}\n")


def warn_of_display() -> None:
    """Raise FleetError where no window can be opened; say on stderr what gets in its way."""
    sentence = display_check.check()
    if sentence:
        complain(sentence)
