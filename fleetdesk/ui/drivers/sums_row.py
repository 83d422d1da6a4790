"""What was done how long, each with the dot of its colour on the strip: sums and legend in one."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fleetdesk.base.sentences import capitalized, joined
from fleetdesk.domain.driving_rules.stretches import Doing
from fleetdesk.domain.driving_rules.words import DOINGS
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Elided
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

WIDE_PX = 160


class SumsRow(QWidget):
    """A value for each activity, by the activity's word; seen only with sums."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._tokens = tokens
        self.values = {doing: Elided(cap_px=with_text_px(WIDE_PX)) for doing in DOINGS}
        self._dots = {doing: QLabel() for doing in DOINGS}
        row = FlowRow(self)
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(14)
        for doing, value in self.values.items():
            set_name(value, capitalized(DOINGS[doing].word))
            row.addWidget(_beside(self._dots[doing], value))
        self.hide()

    def show_sums(self, sums: Mapping[Doing, str]) -> None:
        """Show how long each was done; nothing hides the row."""
        for doing, value in self.values.items():
            look = DOINGS[doing]
            self._dots[doing].setPixmap(dot(self._tokens().of(look.colour), 2.0, look.mark))
            value.say(joined((look.word, sums.get(doing, "")), " "))
        self.setVisible(bool(sums))


def _beside(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for each in widgets:
        row.addWidget(each)
    return made
