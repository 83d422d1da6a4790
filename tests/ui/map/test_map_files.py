"""The map as a picture and as a web page, saved from the menu without waiting."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel

from fleetdesk.ui.map.map_files import png_of, with_words
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.waiting import until

SEEN = {"lat": 58.5, "lon": 25.0, "zoom": 9.0}


@pytest.fixture
def saved(desk, tmp_path):
    """Saves by a command of the menu under a name, and gives the file's bytes."""
    desk.fill()

    async def save(command, name):
        desk.window.actions_by_text[command].trigger()
        (dialog,) = desk.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        await until(lambda: not desk.background.running)
        (file,) = tmp_path.glob(f"{name}*")
        return file.name, file.read_bytes()

    return save


async def test_the_picture_has_the_size_of_the_map_and_a_line_with_the_time(desk, saved):
    desk.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN)
    name, content = await saved("Save the map as picture", "now")
    picture = QImage.fromData(content)
    shown = desk.view.map.pane.map.picture()
    assert name == "now.png"
    assert (picture.width(), picture.height()) == (shown.width(), shown.height() + 30)


async def test_the_web_page_holds_the_vehicles(desk, saved):
    desk.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN)
    name, content = await saved("Save the map as web page", "now.html")
    assert name == "now.html"
    assert b"820BHT" in content
    assert b"FleetDesk, 23.11.2026 14:00 Europe/Tallinn" in content


async def test_before_the_map_is_drawn_there_is_nothing_to_save(desk):
    for command in ("Save the map as picture", "Save the map as web page"):
        desk.window.actions_by_text[command].trigger()
    assert not desk.window.findChildren(QFileDialog)
    assert any("not drawn yet" in each.text() for each in desk.window.notices.findChildren(QLabel))


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_words_stand_below_the_picture_at_any_scale(qapp, tokens, ratio):
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill("#00ff00")
    picture.setDevicePixelRatio(ratio)
    made = with_words(picture, "23.11.2026 14:00", tokens)
    assert made.height() == 200 + 30 * ratio
    inside = [made.pixelColor(x, 199).name() for x in range(400)]
    below = {made.pixelColor(x, round(200 + 15 * ratio)).name() for x in range(400)}
    assert set(inside) == {"#00ff00"}
    assert tokens.panel in below
    assert len(below) > 2
    assert QImage.fromData(png_of(made)).size() == made.size()
