"""Ends the program in good time though something it waits for never answers: a keyring, a disk, a network share."""

import os
import threading
import time

import structlog

log = structlog.get_logger(__name__)

WITHIN_S = 4.5
"""From Quit to the end; within five seconds with what the system needs for it."""
_LAST_WORD_S = 0.2


def end_within(seconds: float = WITHIN_S) -> None:
    """Let the program end in order; force its end after so many seconds where it does not.

    Nothing is lost by that: what the user saved is on the disk before it is called saved, and what is being sent then
    is looked up at the next start.
    """
    threading.Thread(target=_end, args=(seconds,), name="ending", daemon=True).start()


def _end(seconds: float) -> None:
    time.sleep(seconds)
    # The log may lie on the disk that does not answer.
    threading.Thread(target=_say, args=(seconds,), name="last word", daemon=True).start()
    time.sleep(_LAST_WORD_S)
    os._exit(0)


def _say(seconds: float) -> None:
    alive = sorted(each.name for each in threading.enumerate() if each is not threading.current_thread())
    log.warning("ended before all had answered", seconds=seconds, threads=alive)
