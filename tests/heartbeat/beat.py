"""Measures how long the window's thread is away, and where it was."""

import collections
import sys
import threading
import time
import traceback

from PySide6.QtCore import Qt, QTimer

EVERY_MS = 5
LONG_MS = 50
LOOK_S = 0.01


class Beat:
    """Beats every few milliseconds on the window's thread; a gap is the time between two beats."""

    def __init__(self):
        self.gaps, self.places = [], collections.Counter()
        self._last = time.perf_counter()
        self._thread = threading.get_ident()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=EVERY_MS)
        self._timer.timeout.connect(self._beat)
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def start(self):
        self._last = time.perf_counter()
        self._timer.start()
        self._watch.start()

    def stop(self):
        self._timer.stop()
        self._ended.set()
        self._watch.join()

    def _beat(self):
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _look(self):
        """Keeps the stack of the window's thread once in each long gap."""
        seen = 0.0
        while not self._ended.wait(LOOK_S):
            last = self._last
            if last != seen and (time.perf_counter() - last) * 1000 > LONG_MS:
                seen = last
                stack = traceback.extract_stack(sys._current_frames()[self._thread])
                ours = [f"{each.filename.rsplit('/', 3)[-1]}:{each.lineno} {each.name}" for each in stack[-7:]]
                self.places[" < ".join(reversed(ours))] += 1


def figures(gaps):
    """How long the gaps were, in milliseconds."""
    gaps = sorted(gaps)
    told = {f"p{share}": round(gaps[int(len(gaps) * share / 100)], 1) for share in (50, 99, 99.9)}
    return {"beats": len(gaps), **told, "longest": round(gaps[-1], 1), "over_50_ms": sum(gap > LONG_MS for gap in gaps)}
