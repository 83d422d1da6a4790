"""Connecting an account: an answer that comes after the dialog was closed is said in the window."""

import asyncio

import pytest
from PySide6.QtCore import Qt

from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from tests.waiting import until

pytestmark = pytest.mark.asyncio


@pytest.fixture
async def connecting(desk, simulator):
    desk.server = simulator
    desk.services.providers.clear()
    yield desk
    simulator.control("faults", method="DELETE")
    await desk.services.session.close()
    await desk.background.close()


async def filled(desk):
    """Open the dialog and fill it in for the simulator, which lets the answers wait."""
    desk.window.actions_by_text["Connect an account"].trigger()
    await until(lambda: desk.window.findChildren(ConnectDialog))
    (dialog,) = desk.window.findChildren(ConnectDialog)
    dialog.url.setText(desk.server.metrotec_url)
    dialog.name.setText("m")
    dialog.username.setText(desk.server.username)
    dialog.secret.setText(desk.server.password)
    dialog.store.setCurrentIndex(dialog.store.findData("session", flags=Qt.MatchFlag.MatchExactly))
    return dialog


def running(desk, name):
    return [work for work in desk.background.running if work.get_name() == name]


async def closed_while_asked(desk, dialog, press, name):
    """Press, and close the dialog before the server has answered."""
    desk.server.control("faults", [{"operation": "*", "count": -1, "action": {"delay": 0.5}}])
    press.click()
    await until(lambda: running(desk, name))
    dialog.reject()
    await until(lambda: not running(desk, name))
    await asyncio.sleep(0)


async def test_a_connection_that_works_is_said_though_the_dialog_is_closed(connecting):
    dialog = await filled(connecting)
    await closed_while_asked(connecting, dialog, dialog.connect_, "connect account")
    assert connecting.window.notices.sentences == ["m is connected."]
    assert [each.name for each in connecting.profile.settings.accounts] == ["m"]


async def test_a_connection_that_fails_is_said_though_the_dialog_is_closed(connecting):
    dialog = await filled(connecting)
    dialog.secret.setText("wrong")
    await closed_while_asked(connecting, dialog, dialog.connect_, "connect account")
    (said,) = connecting.window.notices.sentences
    assert "password" in said
    assert connecting.profile.settings.accounts == ()


async def test_closing_the_dialog_ends_a_test(connecting):
    dialog = await filled(connecting)
    await closed_while_asked(connecting, dialog, dialog.test, "test account")
    assert (connecting.window.notices.sentences, connecting.said) == ([], [])
