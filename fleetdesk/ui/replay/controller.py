"""Replays what units did: prepared in a thread, then shown moment by moment in bar and map until it ends."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QShortcut

from fleetdesk.base.translation import _
from fleetdesk.domain.history.replay import near_each_other
from fleetdesk.domain.history.replay_events import ReplayEvent, stepped
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.keys import account_of
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.store import Store
from fleetdesk.ui.replay.bar import ReplayBar
from fleetdesk.ui.replay.clock import ReplayClock
from fleetdesk.ui.replay.on_map import ReplayOnMap
from fleetdesk.ui.replay.scene import Scene, scene_of
from fleetdesk.ui.replay.words import event_words, near_words, unknown_words
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices

FRAME_MS = 33
PREPARING = _("The replay is being prepared …")
NOTHING = _("No place is known of this time, so there is nothing to replay. Choose another period or another vehicle.")


@dataclass(frozen=True, eq=False)
class _Wanted:
    """What is to be replayed, and from which moment on."""

    views: tuple[UnitView, ...]
    labels: Mapping[str, str]
    at: float | None


class ReplayController(QObject):
    """Binds bar, map and clock. `start` is given what the history has shown; `end` brings the live map back."""

    def __init__(
        self,
        bar: ReplayBar,
        map_: MapWidget,
        on_map: ReplayOnMap,
        clock: ReplayClock,
        store: Store,
        long_work: LongWork,
        notices: Notices,
    ) -> None:
        super().__init__(bar)
        self.bar, self.clock = bar, clock
        self._map, self._on_map, self._store = map_, on_map, store
        self._long_work, self._notices = long_work, notices
        self._scene: Scene | None = None
        self._happened: Sequence[ReplayEvent] = ()
        self._left: tuple[tuple[UnitView, ...], float] | None = None
        self._wanted: _Wanted | None = None
        self._frames = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._tick)
        page = map_.focusProxy() or map_  # not the panels over it, whose buttons Space presses
        self._space = QShortcut(Qt.Key.Key_Space, page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._space.setEnabled(False)
        self._listen()

    def _listen(self) -> None:
        bar = self.bar
        bar.play_wanted.connect(self.play_or_pause)
        bar.moved.connect(self.go)
        bar.held.connect(self._hold)
        bar.step_wanted.connect(self.step)
        bar.speed_chosen.connect(self._set_speed)
        bar.live_wanted.connect(self.end)
        self._space.activated.connect(self.play_or_pause)
        self._map.replay.changed.connect(lambda shown: None if shown else self._on_ended())
        self._store.links_changed.connect(self._end_without_account)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        runs = lambda: self.runs  # noqa: E731
        return [
            Command(Menu.MAP, _("Play or pause the replay"), "", self.play_or_pause, begins=True, possible=runs),
            Command(Menu.MAP, _("Previous event of the replay"), "", lambda: self.step(-1), possible=runs),
            Command(Menu.MAP, _("Next event of the replay"), "", lambda: self.step(1), possible=runs),
            Command(Menu.MAP, _("Back to live"), "", self.end, possible=runs),
        ]

    @property
    def runs(self) -> bool:
        """Return whether the past is shown in place of what is live."""
        return self._scene is not None

    def start(self, views: Sequence[UnitView], labels: Mapping[str, str], at: float | None = None) -> None:
        """Replay these units from a moment on; without one from where it was left, else from the first trip on."""
        self.end()
        self._wanted = _Wanted(tuple(views), labels, self._left_at(views) if at is None else at)
        self._long_work.start(self._prepare(), "replay", PREPARING)

    def _left_at(self, views: Sequence[UnitView]) -> float | None:
        """Return the moment at which these very views were left last; None for others."""
        before, at = self._left or ((), 0.0)
        same = len(before) == len(views) and all(one is other for one, other in zip(before, views, strict=True))
        return at if same else None

    async def _prepare(self) -> None:
        """Prepare what is wanted, and what is wanted meanwhile in its place."""
        while (wanted := self._wanted) is not None:
            scene = await asyncio.to_thread(scene_of, wanted.views, wanted.labels)
            if wanted is self._wanted:
                self._wanted = None
                self._begin(scene, wanted.at)

    def _begin(self, scene: Scene, at: float | None) -> None:
        if scene.bounds is None:
            self._notices.say(NOTHING)
            return
        self._scene, self._left = scene, None
        self.clock.start(scene.replay.period, scene.first if at is None else at)
        self._on_map.show_scene(scene)
        self.bar.show_scene(scene)
        bring_focus(self.bar.timeline)
        self._space.setEnabled(True)
        self.go(self.clock.at)
        self.play_or_pause()
        self._end_without_account()

    def end(self) -> bool:
        """Show what is live again; return whether the past was shown."""
        self._wanted = None
        return self._map.replay.end()

    def _on_ended(self) -> None:
        scene, self._scene = self._scene, None
        self._frames.stop()
        self._space.setEnabled(False)
        self._on_map.clear()
        if scene is None:
            return
        self._left = scene.replay.views, self.clock.at
        had_focus = self.bar.isAncestorOf(self.bar.window().focusWidget() or self.bar)
        self.bar.clear()
        if had_focus:
            bring_focus(self._map)

    def _end_without_account(self) -> None:
        """End where an account of these units is taken off this desk."""
        if self._scene is not None and any(account_of(key) not in self._store.links for key in self._scene.keys):
            self.end()
            self._left = None

    # -- the time

    def play_or_pause(self) -> None:
        """Go on, or stand still."""
        if self._scene is None:
            return
        if self.clock.plays:
            self.clock.pause()
        else:
            self._happened = ()
            self.clock.play()
        self._follow()

    def go(self, at: float) -> None:
        """Show another moment, in seconds since 1970."""
        self._happened = ()
        self.clock.go(at)
        self._show()
        if not self.clock.plays:
            self.bar.show_playing(False)

    def step(self, by: int) -> None:
        """Stand still at the next event, or with -1 at the one before."""
        found = stepped(self._scene.events, self.clock.at, by) if self._scene is not None else []
        if found:
            self.clock.pause()
            self.clock.go(found[0].at)
            self._happened = found
            self._show()
            self._follow()

    def _set_speed(self, speed: int) -> None:
        self.clock.advance()
        self.clock.speed = speed

    def _hold(self, held: bool) -> None:
        """Stand still while the time is dragged."""
        if held:
            self._frames.stop()
        else:
            self.clock.go(self.clock.at)
            self._follow()

    def _follow(self) -> None:
        """Show frames while it plays."""
        if self.clock.plays and not self._frames.isActive():
            self._frames.start()
        elif not self.clock.plays:
            self._frames.stop()
        self.bar.show_playing(self.clock.plays)

    def _tick(self) -> None:
        self.clock.advance()
        self._show()
        if not self.clock.plays:
            self._follow()

    def _show(self) -> None:
        scene = self._scene
        if scene is None:
            return
        instant = scene.replay.at(self.clock.at)
        near = near_each_other(instant)
        self._on_map.show(instant, near)
        unplaced = [label for label, placed in zip(scene.labels, instant.placed, strict=True) if not placed]
        words = (event_words(self._happened, scene.labels), near_words(near, scene.labels), unknown_words(unplaced))
        self.bar.show_moment(instant.at, words)
