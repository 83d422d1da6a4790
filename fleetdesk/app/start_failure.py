"""A start that failed, told in a window: who starts FleetDesk by an icon sees no terminal."""

import asyncio
import sys

from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import copy
from fleetdesk.ui.widgets.labels import Paragraph

LINES = 8
UNSEEN = {"offscreen", "minimal"}


def show_failure(sentence: str) -> None:
    """Show why FleetDesk did not start, until the window is closed; nothing where there is no screen."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    if qt.platformName() not in UNSEEN:
        loop.run(qt, shown(sentence))


async def shown(sentence: str) -> None:
    """Show the sentence, and return when the window is closed."""
    closed = asyncio.Event()
    dialog = Small(None, _("FleetDesk did not start"), pgettext("button", "Close"))
    dialog.box.addWidget(Paragraph("", sentence, lines=LINES))
    dialog.cancel.say(pgettext("button", "Copy"))
    dialog.cancel.clicked.disconnect()
    dialog.cancel.clicked.connect(lambda: copy(sentence))
    dialog.go.clicked.connect(dialog.accept)
    dialog.finished.connect(lambda _: closed.set())
    dialog.show_it()
    await closed.wait()
