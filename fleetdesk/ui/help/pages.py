"""The pages of the menu Help, each a dialog that scrolls where the screen is small."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fleetdesk.base.sentences import capitalized
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED, VEHICLES
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets.dialogs import Small, scrolled
from fleetdesk.ui.widgets.labels import Paragraph, label
from fleetdesk.ui.widgets.status_icons import WRITE_SIGNS, dot, rest_badge, unit_sign
from fleetdesk.ui.widgets.theme import Tokens

HEADING = 60  # degrees in which the legend's arrow points
RATIO = 2.0
TEXT_PX, LINES, CHARACTERS = 520, 6, 900
FIRST_STEPS = (
    (
        _("Connect an account"),
        _("Accounts, Connect an account: its address, and the user or key that you were given. Several may be open."),
    ),
    (
        _("Find a vehicle"),
        _("Ctrl+F searches plates, names, drivers and states; speed>80 works too. Enter selects, and the map follows."),
    ),
    (
        _("See who is in an area"),
        _("P, R, C or L on the map draws an area. The panel says who is in it, by the server and by us."),
    ),
    (
        _("Make a task and give it"),
        _("T opens a new task. Drag a task onto a vehicle, or press Ctrl+N for who could be there first."),
    ),
    (
        _("File documents"),
        _("Drop photos or a pile of scans anywhere in the window. FleetDesk finds their tasks by the references."),
    ),
    (
        _("Work on when the server is gone"),
        _("What you change is kept on this computer and sent later. The outbox shows what no server has confirmed."),
    ),
    (
        _("Find everything else"),
        _("Ctrl+K finds every command, vehicle, driver, task and saved area. ? shows the keys."),
    ),
)
FADE_WORDS = (
    _("Position up to 5 minutes old"),
    _("Position up to an hour old"),
    _("Position up to a day old"),
    _("Position older than a day"),
)
"""What each fade of a vehicle's sign means, by domain/motion.py."""


def show_first_steps(parent: QWidget) -> None:
    """Show what a new user does first."""
    rows = [(label(f"{number}.", "Strong"), title, text) for number, (title, text) in enumerate(FIRST_STEPS, 1)]
    _show(parent, _("First steps"), _rows(rows))


def show_legend(parent: QWidget, tokens: Tokens) -> None:
    """Show every sign with its word and what it means, made of what list, map and board draw."""
    rows = [(_picture(sign), word, meaning) for sign, word, meaning in legend(tokens)]
    _show(parent, _("Legend of the signs"), _rows(rows))


def legend(tokens: Tokens) -> Iterable[tuple[QPixmap, str, str]]:
    """Return sign, word and meaning of every state of vehicles, positions, tasks and writes."""
    for state, row in VEHICLES.items():
        yield unit_sign(state, HEADING, 0, tokens, RATIO), capitalized(row.word), row.meaning
    for fade, words in enumerate(FADE_WORDS):
        yield unit_sign(State.MOVING, HEADING, fade, tokens, RATIO), words, ""
    yield rest_badge(tokens, RATIO), _("Little driving time"), _("Less than 30 minutes until the driver's daily rest")
    shown = [row for status, row in TASKS.items() if status is not TaskStatus.UNKNOWN]
    for task in (*shown, LATE, UNASSIGNED):
        yield dot(tokens.of(task.colour), RATIO, task.mark), task.label, task.meaning
    for colour, mark, words in WRITE_SIGNS.values():
        yield dot(getattr(tokens, colour), RATIO, mark), words, ""


def show_about(parent: QWidget, versions: Mapping[str, str], licences: Sequence[tuple[str, str, str]]) -> None:
    """Show the versions of FleetDesk and what it runs on, and name, version and licence of each package."""
    rows: list[tuple[QWidget, str, str]] = [(label(), name, version) for name, version in versions.items()]
    rows.append((label(), _("Packages and their licences"), ""))
    rows += [(label(), f"{name} {version}", licence) for name, version, licence in licences]
    _show(parent, _("About FleetDesk"), _rows(rows))


def _picture(sign: QPixmap) -> QLabel:
    made = QLabel()
    made.setPixmap(sign)
    return made


def _rows(rows: Iterable[tuple[QWidget, str, str]]) -> QWidget:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for row, (first, title, text) in enumerate(rows):
        grid.addWidget(first, row, 0, Qt.AlignmentFlag.AlignTop)
        for column, part in ((1, Paragraph("Strong", title, lines=2)), (2, _text(text))):
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnMinimumWidth(1, TEXT_PX // 3)
    grid.setColumnMinimumWidth(2, TEXT_PX)
    grid.setColumnStretch(2, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return body


def _text(text: str) -> QWidget:
    return Paragraph("", text, lines=LINES, characters=CHARACTERS)


def _show(parent: QWidget, title: str, body: QWidget) -> None:
    dialog = Small(parent, title, pgettext("button", "Close"))
    dialog.cancel.hide()
    dialog.box.addWidget(scrolled(body, parent), 1)
    dialog.go.clicked.connect(dialog.accept)
    dialog.show_it()
