"""The row on top: how many of each, and a press narrows list and map to them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.statuses import FADES
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.foreign_text import set_description, set_tip
from fleetdesk.ui.widgets.labels import Button, button
from fleetdesk.ui.widgets.theme import Tokens, set_look
from fleetdesk.ui.widgets.throttle import Throttle
from fleetdesk.ui.window.account_words import old_words

COMMAND_PX, LEAST_COMMAND_PX, PAD_PX, LEAST_DIGITS = 280, 150, 14, 2
ICON_PX, ICON_GAP_PX, BUTTON_EDGES_PX = 14, 6, 24


class Counters(QWidget):
    """One button a filter, with its count; one at a time is pressed, the first at first."""

    chosen = Signal(object)  # the Filter that was pressed

    def __init__(self, filters: Sequence[Filter], store: Store, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self.setObjectName("Counters")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filters, self._store, self._tokens = {each.name: each for each in filters}, store, tokens
        self.command = QLineEdit()
        self._old = ""
        self._counts: dict[str, str] = {}
        self._digits: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._build()
        self.dress()
        self._throttle = Throttle(self.refresh, self)
        store.links_changed.connect(self.refresh)
        store.fleet_changed.connect(self._throttle.ask)
        store.tasks_changed.connect(self._throttle.ask)
        store.turned.connect(self.refresh)
        for each in filters:
            if each.changed is not None:
                each.changed.connect(self._throttle.ask)
        self._group.buttonClicked.connect(self._pressed)
        self.refresh()

    def _build(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        for name, each in self._filters.items():
            made = self._buttons[name] = button(name, name, hint=each.hint)
            made.setCheckable(True)
            made.setIconSize(QSize(ICON_PX, ICON_PX))
            self._group.addButton(made)
            row.addWidget(made)
        self._first().setChecked(True)
        row.addStretch(1)
        self.command.setPlaceholderText(_("Type a command or search…   Ctrl+K"))
        self.command.setAccessibleName(_("Command"))
        self.command.setProperty("search", True)
        self.command.setMinimumWidth(LEAST_COMMAND_PX)
        hint_px = self.command.fontMetrics().horizontalAdvance(self.command.placeholderText())
        self.command.setMaximumWidth(max(COMMAND_PX, hint_px + 2 * PAD_PX))
        row.addWidget(self.command, 3)

    def _first(self) -> Button:
        return next(iter(self._buttons.values()))

    def dress(self) -> None:
        """Paint the icons anew, after the theme has changed."""
        for name, each in self._filters.items():
            if each.icon:
                icon = each.icon(self._tokens())
                self._buttons[name].setIcon(QIcon(_pale(icon) if self._old and each.units else icon))

    def refresh(self) -> None:
        """Show the numbers as they are now."""
        counts, old = self._store.counts(), old_words(self._store)
        told = {name: grouped(each.count(counts)) for name, each in self._filters.items()}
        if (told, old) == (self._counts, self._old):
            return
        faded, self._counts, self._old = bool(old) != bool(self._old), told, old
        if faded:
            self.dress()
        for name, made in self._buttons.items():
            self._digits[name] = max(self._digits.get(name, LEAST_DIGITS), len(told[name]))
            self._say_old(made, self._filters[name], told[name], old)
        self._lay()

    def _lay(self) -> None:
        """Show names and counts, or icons and counts where the window is narrow; a count has room for its digits."""
        brief = self._needed_px() > self.width()
        for name, made in self._buttons.items():
            made.say(self._words(name, self._counts[name], brief=brief))
            made.setFixedWidth(self._button_px(name, brief=brief))

    def _words(self, name: str, count: str, *, brief: bool) -> str:
        return count if brief and self._filters[name].icon else f"{name}  {count}"

    def _button_px(self, name: str, *, brief: bool) -> int:
        words = self._words(name, "8" * self._digits[name], brief=brief)
        icon = ICON_PX + ICON_GAP_PX if self._filters[name].icon else 0
        return self.fontMetrics().horizontalAdvance(words) + icon + BUTTON_EDGES_PX

    def _needed_px(self) -> int:
        """Return the width in pixels that the names take, with the least of the command field."""
        edges = self._row.contentsMargins()
        buttons = sum(self._button_px(name, brief=False) + self._row.spacing() for name in self._buttons)
        return buttons + LEAST_COMMAND_PX + self._row.spacing() + edges.left() + edges.right()

    def minimumSizeHint(self) -> QSize:
        """Return the size in pixels with icons and counts alone."""
        edges = self._row.contentsMargins()
        buttons = sum(self._button_px(name, brief=True) + self._row.spacing() for name in self._buttons)
        wide = buttons + LEAST_COMMAND_PX + self._row.spacing() + edges.left() + edges.right()
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show names where there is room for them."""
        super().resizeEvent(event)
        self._lay()

    def _say_old(self, made: Button, each: Filter, count: str, old: str) -> None:
        """Let a figure look old, and say why, where it counts units of a lost account."""
        old = old if each.units or each is self._filters[self._first().accessibleName()] else ""
        set_description(made, f"{count}. {old}" if old else count)
        set_tip(made, together(f"{each.name}.", each.hint, old))
        set_look(made, old=bool(old))

    def mark_past(self, words: str) -> None:
        """Mark all figures as those of the past, and say of when; empty for live again."""
        set_look(self, past=bool(words))
        set_description(self, words)

    def choose(self, name: str) -> None:
        """Press a counter by its name."""
        self._buttons[name].setChecked(True)
        self._pressed(self._buttons[name])

    def choose_first(self) -> None:
        """Press the first counter, which leaves out nothing."""
        self._first().setChecked(True)
        self._pressed(self._first())

    def _pressed(self, pressed: QPushButton) -> None:
        name = next(each for each, made in self._buttons.items() if made is pressed)
        self.chosen.emit(self._filters[name])


def _pale(icon: QPixmap) -> QPixmap:
    """Return the icon as faded as the sign of an old position."""
    made = QPixmap(icon.size())
    made.setDevicePixelRatio(icon.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(FADES[-1])
    painter.drawPixmap(0, 0, icon)
    painter.end()
    return made
