"""A country to keep, by its dialog: what it takes is told first, then it is fetched, and shown when it is whole."""

import asyncio

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from fleetdesk.app.streets import keeping_in
from fleetdesk.mapview.projection import View
from fleetdesk.streets.extract import keeping, remote
from fleetdesk.sync.background import Background
from fleetdesk.ui.map.keep_commands import KeepCommands
from fleetdesk.ui.map.keep_dialog import KeepDialog
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.notices import Notices
from tests.streets.extract.published import AREA, published_world
from tests.waiting import until

COUNTRIES: dict[str, list[list[tuple[float, float]]]] = {"Estonia": AREA, "Nowhere": [[(-90, 1), (-89, 1), (-89, 2)]]}


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    with published_world(tmp_path, monkeypatch) as started:
        yield started


class Asked:
    """The dialog over a window, and what came of it."""

    def __init__(self, window, folder, address):
        self.window, self.folder, self.used, self.notices, failed = window, folder, [], Notices(), []
        self.notices.setParent(window)
        self.background = Background(lambda name, error: failed.append(error))
        commands = KeepCommands(
            lambda: COUNTRIES, keeping_in(folder.parent), self.background, self.notices, self.used.append
        )
        commands.open(window, View(58.3, 25.5, 7, 800, 600), address)

    async def opened(self):
        await until(lambda: self.window.findChild(KeepDialog) is not None)
        self.dialog = self.window.findChild(KeepDialog)
        return self.dialog

    @property
    def words(self):
        return " ".join(each.text() for each in self.dialog.findChildren(Paragraph))


@pytest.fixture
async def asked(qtbot, server, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = Asked(window, tmp_path / "streets", server.address)
    await made.opened()
    yield made
    await made.background.close()


async def planned(asked):
    asked.dialog.go.click()
    await until(lambda: asked.dialog.go.text() == "Fetch")


async def test_the_country_in_view_is_offered_and_what_it_takes_is_told_first(asked, server):
    assert asked.dialog.findChild(QComboBox).currentText() == "Estonia"
    await planned(asked)
    assert "on this computer and" in asked.words
    assert list((asked.folder).glob("*.pmtiles")) == []


async def test_it_is_fetched_and_then_shown(asked):
    await planned(asked)
    asked.dialog.go.click()
    await until(lambda: asked.used)
    (tiles,) = asked.used
    assert (tiles.source, tiles.attribution) == (str(asked.folder / "Estonia.pmtiles"), "© OpenStreetMap contributors")
    assert asked.notices.sentences == ["The streets of Estonia are on this computer."]


async def test_closing_stops_and_what_was_fetched_stays(asked, server):
    await planned(asked)
    before = len(server.hits)
    asked.dialog.go.click()
    await until(lambda: asked.dialog.findChild(QProgressBar).value() > 0)
    asked.dialog.close()
    await until(lambda: asked.background.running == ())
    assert len(server.hits) > before
    assert [each.name for each in asked.folder.glob("*.pmtiles*")] != ["Estonia.pmtiles"]
    assert asked.used == []


async def test_a_country_without_streets_is_said_and_another_can_be_tried(asked):
    choice = asked.dialog.findChild(QComboBox)
    choice.setCurrentIndex(choice.findData("Nowhere"))
    asked.dialog.go.click()
    await until(lambda: "no streets there" in asked.words)
    assert (asked.dialog.go.isEnabled(), asked.dialog.go.text()) == (True, "Look what it takes")


async def test_a_server_that_fails_is_said_and_it_can_be_gone_on_with(asked, server, monkeypatch):
    monkeypatch.setattr(remote, "TRIES", 2)
    await planned(asked)
    server.spoil = lambda number, handler: (handler.answer(500, b""), True)[1]
    asked.dialog.go.click()
    await until(lambda: asked.dialog.go.text() == "Go on")
    server.spoil = lambda number, handler: False
    asked.dialog.go.click()
    await until(lambda: asked.used)


async def test_another_country_or_map_is_planned_anew(asked):
    await planned(asked)
    address = asked.dialog.findChild(QLineEdit)
    address.setFocus()
    address.textEdited.emit(address.text())
    assert asked.dialog.go.text() == "Look what it takes"
    await asyncio.sleep(0)
