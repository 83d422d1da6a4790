"""Fields for some lines of text are as tall as their text, in whatever font."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFormLayout, QWidget

from fleetdesk.ui.tasks.text_block import LEAST_LINES, MOST_LINES, TextBlock
from fleetdesk.ui.widgets.theme import LIGHT, dress


@pytest.fixture
def block(qtbot, qapp):
    dress(qapp, LIGHT)
    window, made = QWidget(), TextBlock()
    QFormLayout(window).addRow("Notes", made)
    qtbot.addWidget(window)
    window.resize(400, 20)
    window.show()
    yield made
    window.close()


def lines_in_sight(block):
    return block.viewport().height() / block.fontMetrics().lineSpacing()


@pytest.mark.parametrize("points", [9, 11, 14])
@pytest.mark.parametrize(("lines", "shown"), [(0, LEAST_LINES), (4, 4), (40, MOST_LINES)])
def test_it_shows_its_lines(block, qtbot, points, lines, shown):
    font = QFont(block.font())
    font.setPointSize(points)
    block.setFont(font)
    block.setPlainText("\n".join(f"line {number}" for number in range(lines)))
    qtbot.waitUntil(lambda: shown <= lines_in_sight(block) < shown + 1)
    assert block.verticalScrollBar().isVisible() is (lines > MOST_LINES)
