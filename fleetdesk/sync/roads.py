"""Ways by road for whoever shows one: what is known is there at once, what is not is asked for in the background."""

import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import FindWay, RoadLine, Router, straight_way
from fleetdesk.sync.background import Background
from fleetdesk.sync.known_ways import DIGITS, KnownWays, cell

REST_S = 30.0
MOST_TARGETS = 12  # matrices for one purpose; each has one target
MOST_LINES = 50
Pair = tuple[Point, Point]
Line = tuple[Point, ...]

log = structlog.get_logger(__name__)


class RoadService(QObject):
    """Asks the router that the user has chosen, one request after the other; without one all ways are estimates.

    `changed` comes when other ways are known, `failing` with a sentence when the router fails, and with an empty one
    when it answers again. What is asked for one purpose takes the place of what was asked for it before.
    """

    changed = Signal()
    failing = Signal(str)

    def __init__(
        self,
        background: Background,
        clock: Callable[[], float] = time.monotonic,
        estimate_of: Callable[[str], FindWay] = lambda account: straight_way,
    ) -> None:
        """Take what returns the estimate of an account."""
        super().__init__()
        self._estimate_of = estimate_of
        self._background, self._clock = background, clock
        self._router: Router | None = None
        self._known = KnownWays(clock)
        self._lines: dict[Line, RoadLine | None] = {}
        self._matrices: dict[str, list[tuple[list[Point], Point]]] = {}
        self._lines_wanted: dict[str, Line] = {}
        self._working, self._failed, self._rest_until = False, False, 0.0

    @property
    def router(self) -> Router | None:
        """Return the router that is asked; None where none is chosen."""
        return self._router

    def use(self, router: Router | None) -> None:
        """Ask this router from now on, and forget what another has answered."""
        before, self._router = self._router, router
        self._known.forget()
        self._lines.clear()
        self._matrices.clear()
        self._lines_wanted.clear()
        self._failed, self._rest_until = False, 0.0
        if before is not None:
            self._background.start(before.close(), "close router")
        self.changed.emit()

    # -- what is known

    def ways_of(self, account: str) -> FindWay:
        """Return what finds the ways of an account's vehicles: by road where that is known, else as an estimate."""
        estimate = self._estimate_of(account)
        if self._router is None:
            return estimate
        return lambda one, other: self._known.find(one, other) or estimate(one, other)

    def line(self, points: Sequence[Point]) -> RoadLine | None:
        """Return the way through the points as a line; None where it is not known."""
        return self._lines.get(_asked(points))

    def has_line(self, points: Sequence[Point]) -> bool:
        """Return whether the router has answered, be it that there is no way through the points."""
        return _asked(points) in self._lines

    # -- asking

    def ask(self, purpose: str, pairs: Iterable[Pair]) -> None:
        """Have these ways asked for, unless they are known; the first of each target are asked where there are many."""
        if self._router is None or self._clock() < self._rest_until:
            return
        targets: dict[Point, dict[tuple[int, int], Point]] = {}
        for source, target in pairs:
            sources = targets.setdefault(target, {})
            if len(sources) < self._router.most:
                sources.setdefault(cell(source), source)
        asks = [(self._unknown(sources.values(), target), target) for target, sources in targets.items()]
        self._matrices[purpose] = [ask for ask in asks if ask[0]][:MOST_TARGETS]
        self._start()

    def _unknown(self, sources: Iterable[Point], target: Point) -> list[Point]:
        return [each for each in sources if not self._known.has(each, target)]

    def ask_line(self, purpose: str, points: Sequence[Point]) -> None:
        """Have the line through the points asked for, unless it is known."""
        if self._router is None or self._clock() < self._rest_until or _asked(points) in self._lines:
            return
        self._lines_wanted[purpose] = _asked(points)
        self._start()

    def ask_no_line(self, purpose: str) -> None:
        """Ask no line for this purpose any more; one that is under way still comes."""
        self._lines_wanted.pop(purpose, None)

    def _start(self) -> None:
        if not self._working:
            self._working = True
            self._background.start(self._work(), "roads")

    async def _work(self) -> None:
        try:
            while self._router is not None and (asking := self._next(self._router)):
                await asking
        finally:
            self._working = False

    def _next(self, router: Router) -> Coroutine[Any, Any, None] | None:
        """Return what is to be asked next, matrices before lines; None where there is nothing."""
        self._matrices = {purpose: asks for purpose, asks in self._matrices.items() if asks}
        if self._matrices:
            return self._ask_matrix(router, *next(iter(self._matrices.values())).pop(0))
        while self._lines_wanted:
            points = self._lines_wanted.pop(next(iter(self._lines_wanted)))
            if points not in self._lines:  # it may have come while it waited
                return self._ask_line(router, points)
        return None

    async def _ask_matrix(self, router: Router, sources: list[Point], target: Point) -> None:
        try:
            ways = await router.matrix(sources, target)
        except FleetError as error:
            self._fail(router, error)
            return
        if router is self._router:
            for source, way in zip(sources, ways, strict=True):
                self._known.put(source, target, way)
            self._succeed()

    async def _ask_line(self, router: Router, points: Line) -> None:
        try:
            line = await router.line(points)
        except FleetError as error:
            self._fail(router, error)
            return
        if router is self._router:
            self._lines[points] = line
            if len(self._lines) > MOST_LINES:
                del self._lines[next(iter(self._lines))]
            self._succeed()

    def _succeed(self) -> None:
        if self._failed:
            self._failed = False
            self.failing.emit("")
        self.changed.emit()

    def _fail(self, router: Router, error: FleetError) -> None:
        """Leave the router alone for a while, and drop what else was to be asked; a panel asks again by itself."""
        if router is not self._router:
            return
        log.info("no way by road", reason=type(error).__name__)
        self._matrices.clear()
        self._lines_wanted.clear()
        self._rest_until = self._clock() + (error.retry_after_s or REST_S)
        if not self._failed:
            self._failed = True
            self.failing.emit(str(error))

    async def close(self) -> None:
        """Break off what is under way."""
        router, self._router = self._router, None
        if router is not None:
            await router.close()


def _asked(points: Sequence[Point]) -> Line:
    """Return the points as they are asked for."""
    return tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in points)
