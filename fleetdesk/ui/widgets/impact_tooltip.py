"""The bubble at the cursor that says what would follow, while something is dragged over somebody."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from fleetdesk.base.sentences import capitalized, together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.assignment_impact import Sign
from fleetdesk.domain.roads import ESTIMATE
from fleetdesk.ui.widgets.labels import Elided, Paragraph
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.theme import Tokens

MOST_LINES = 5
WIDE_PX, MOST_TALL, AWAY_PX = 500, 8, QSize(18, 20)
HOURS_NOTE = _("Driving time for information.")
MARK = {Sign.GOOD: "✓", Sign.DOUBTFUL: "!", Sign.BAD: "✕"}


class ImpactTooltip(QFrame):
    """Frame "Consequence": a title and at most five lines, each with a sign; it takes no mouse and no focus."""

    def __init__(self, tokens: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setObjectName("Floating")
        self.setAccessibleName(_("Consequence"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title = Elided("Strong")
        self.rows = [(QLabel(), Paragraph()) for _ in range(MOST_LINES)]
        self.more, self.note = Elided("Dim"), Paragraph("Dim", note_of([ESTIMATE]), lines=MOST_TALL)
        self._build()
        self.hide()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 12, 8)
        grid.setHorizontalSpacing(7)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.title, 0, 0, 1, 2)
        for number, (sign, words) in enumerate(self.rows, 1):
            grid.addWidget(sign, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
        grid.addWidget(self.more, MOST_LINES + 1, 1)
        grid.addWidget(self.note, MOST_LINES + 2, 0, 1, 2)
        self.setFixedWidth(WIDE_PX)

    def say(self, title: str, lines: Sequence[tuple[Sign, str]], bases: Sequence[str] = (ESTIMATE,)) -> None:
        """Show a title and up to five lines, and where their figures come from; count the lines left out."""
        self.title.say(title)
        self.note.say(note_of(bases))
        for (sign, words), line in zip(self.rows, [*lines, *[None] * MOST_LINES], strict=False):
            for part in (sign, words):
                part.setVisible(line is not None)
            if line is not None:
                sign.setPixmap(dot(self._colour(line[0]), self.devicePixelRatioF(), MARK[line[0]]))
                words.lines = MOST_TALL if len(lines) == 1 else 1
                words.say(line[1])
        over = len(lines) - MOST_LINES
        self.more.say(ngettext("and {count} more", "and {count} more", over).format(count=over))
        self.more.setVisible(over > 0)

    def _colour(self, sign: Sign) -> str:
        tokens = self._tokens()
        return {Sign.GOOD: tokens.done, Sign.DOUBTFUL: tokens.late, Sign.BAD: tokens.stopped}[sign]

    def show_at(self, where: QPoint, over: QWidget) -> None:
        """Show the tooltip beside a point of the screen, inside the window of the widget below the pointer."""
        if self.parentWidget() is not over.window():
            self.setParent(over.window())
        window = over.window()
        self.resize(WIDE_PX, self.heightForWidth(WIDE_PX))
        place = window.mapFromGlobal(where)
        left = place.x() + AWAY_PX.width()
        top = place.y() + AWAY_PX.height()
        if left + self.width() > window.width():
            left = place.x() - AWAY_PX.width() - self.width()
        if top + self.height() > window.height():
            top = place.y() - AWAY_PX.height() - self.height()
        self.move(max(left, 0), max(top, 0))
        self.show()
        self.raise_()


def note_of(bases: Sequence[str]) -> str:
    """Say where figures come from, and that driving time is for information."""
    return together(*(f"{capitalized(each)}." for each in dict.fromkeys(bases)), HOURS_NOTE)
