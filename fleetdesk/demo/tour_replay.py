"""The tour's steps of a replay: yesterday of several vehicles, stopped at a moment, against the simulator; and back."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.units import UnitKind

if TYPE_CHECKING:
    from fleetdesk.app.main import App

VEHICLES, INTO_S = 4, 5 * 3600
"""So many vehicles, and how long after the first trip the replay is stopped."""
LEAST_ALIKE, APART_M = 2, 1000.0
"""So many have to be where the simulator had them, within what a vehicle does between two points."""


class ReplaySteps:
    """`truth` asks the simulator's control endpoint, `move` moves the map and waits until it rests."""

    def __init__(
        self, app: "App", truth: Callable[..., Awaitable[Any]], move: Callable[[Callable[[], None]], Awaitable[None]]
    ) -> None:
        self._app, self._truth, self._move = app, truth, move

    async def replay(self) -> dict[str, Any]:
        """Four vehicles of yesterday are replayed, stopped, and are where they were."""
        view, keys = self._app.view, self._vehicles()
        pane, controller, map_ = view.history.pane.built(), view.replay.controller, view.map.pane.map
        view.map.pane.clear_area()
        self._app.store.select(keys)
        pane.charts_button.setChecked(False)
        pane.period_row.choose(PeriodKind.YESTERDAY)
        view.history.controller.open_selected()
        await until(pane.replay_button.isEnabled, _("no history came"))
        pane.replay_button.click()
        await until(lambda: map_.replay.is_shown, _("nothing is replayed"))
        controller.play_or_pause()
        controller.go(controller.clock.at + INTO_S)
        shown = map_.state.value("replay")
        alike = await self._alike(shown["at"], shown["units"])
        hold(alike >= LEAST_ALIKE, _("the replay is not where the vehicles were"))
        return {"vehicles": len(keys), "placed": len(shown["units"]), "as_the_simulator": alike, "says": shown["words"]}

    async def live(self) -> dict[str, Any]:
        """Esc brings back what is live."""
        map_ = self._app.view.map.pane.map
        QTest.keyClick(self._app.view.replay.controller.bar.timeline, Qt.Key.Key_Escape)
        hold(not map_.replay.is_shown, _("Esc does not bring the live map back"))
        await self._move(map_.fit)
        return {"live": len(map_.state.units)}

    def _vehicles(self) -> list[str]:
        fleet = self._app.store.fleet
        placed = (key for key, seen in fleet.items() if seen.placed and seen.unit.kind is UnitKind.VEHICLE)
        return [key for key, _number in zip(placed, range(VEHICLES), strict=False)]

    async def _alike(self, at: float, units: list[list[Any]]) -> int:
        """Return how many of the drawn units are where the simulator had them."""
        labels = {seen.label: split_key(key)[1] for key, seen in self._app.store.fleet.items()}
        rows = (await self._truth("truth/positions", at=str(at)))["positions"]
        true = {row["object_id"]: (row["lon"], row["lat"]) for row in rows if row["lat"] is not None}
        drawn = ((labels.get(label.partition(" ")[0]), (lon, lat)) for label, lat, lon, *_rest in units)
        return sum(unit in true and distance_m(place, true[unit]) <= APART_M for unit, place in drawn if unit)
