"""Changing an account: tried where its address is another, kept, asked by it at once; also from the settings' file."""

from dataclasses import replace

import pytest
from shiboken6 import isValid

from fleetdesk.profile.settings import Account
from fleetdesk.profile.settings_file import SettingsFile
from fleetdesk.ui.accounts.account_dialog import AccountDialog
from tests.conftest import Simulator
from tests.waiting import until

pytestmark = pytest.mark.asyncio


@pytest.fixture(scope="module")
def server():
    simulator = Simulator("--vehicles", "5", "--seed", "3")
    yield simulator
    simulator.close()


@pytest.fixture
async def editing(desk, server):
    account = Account("m", "metrotec", server.metrotec_url, server.username, "session", id="a1", zone_asked=True)
    desk.profile.save_settings(replace(desk.profile.settings, accounts=(account,)))
    desk.profile.secrets.set(account, server.password)
    desk.services.providers.clear()
    yield desk
    await desk.services.session.close()
    await desk.background.close()


def kept(desk):
    return SettingsFile(desk.profile.folders.settings / "settings.toml").load().accounts


async def opened(desk):
    await desk.services.session.start()
    desk.window.actions_by_text["Change an account"].trigger()
    await until(lambda: desk.window.findChildren(AccountDialog))
    return desk.window.findChildren(AccountDialog)[0]


async def test_zone_language_and_pace_are_kept_and_hold_at_once(editing):
    dialog = await opened(editing)
    before = editing.services.providers["m"]
    dialog.zone.setText("Europe/Bratislava")
    dialog.language.setText("sk")
    dialog.pace.setText("20")
    dialog.go.click()
    await until(lambda: not isValid(dialog))
    (account,) = kept(editing)
    assert (account.zone, account.language, account.poll_s, account.id) == ("Europe/Bratislava", "sk", 20.0, "a1")
    assert editing.services.providers["m"] is not before
    await until(lambda: editing.store.links["m"].status == "live")


async def test_an_address_that_does_not_answer_is_said_and_not_kept(editing, server):
    dialog = await opened(editing)
    dialog.url.setText(server.metrotec_url.replace("/api", "/nothing"))
    dialog.go.click()
    await until(lambda: dialog.answer.text())
    assert kept(editing)[0].url == server.metrotec_url
    assert editing.profile.settings.accounts[0].url == server.metrotec_url
    assert dialog.go.isEnabled()


IMPOSSIBLE = [
    ("zone", "Europe/Nowhere", "time zone"),
    ("zone", "", "time zone"),
    ("pace", "0", "seconds"),
    ("pace", "ten", "seconds"),
    ("language", "x\ny", "language"),
    ("language", "", "language"),
    ("url", "not an address", "address"),
]


async def test_what_cannot_be_is_said_and_not_kept(editing):
    dialog = await opened(editing)
    before = editing.profile.settings.accounts
    for name, typed, said in IMPOSSIBLE:
        field = getattr(dialog, name)
        usual = field.text()
        field.setText(typed)
        dialog.answer.say("")
        dialog.go.click()
        await until(lambda: dialog.answer.text())
        assert said in dialog.answer.text(), (name, typed)
        assert kept(editing) == editing.profile.settings.accounts == before, (name, typed)
        field.setText(usual)


async def test_an_empty_pace_is_that_of_all(editing):
    dialog = await opened(editing)
    assert dialog.pace.text() == ""
    dialog.go.click()
    await until(lambda: not isValid(dialog))
    assert kept(editing)[0].poll_s == 0.0


async def test_without_a_secret_it_is_kept_alone(editing):
    dialog = await opened(editing)
    editing.profile.secrets.forget(editing.profile.settings.accounts[0])
    before = editing.services.providers["m"]
    dialog.language.setText("et")
    dialog.go.click()
    await until(lambda: not isValid(dialog))
    assert kept(editing)[0].language == "et"
    assert editing.services.providers["m"] is before


async def test_accounts_of_the_file_that_were_changed_or_added_hold_at_once(editing, server):
    await editing.services.session.start()
    (account,) = editing.profile.settings.accounts
    second = replace(account, name="second", id="a2")
    editing.profile.secrets.set(second, server.password)
    before = editing.profile.settings
    changed = replace(before, accounts=(replace(account, language="et"), second))
    editing.profile.file.save(changed, before)
    await editing.view.settings.watcher.read()
    assert [(each.name, each.language) for each in editing.profile.settings.accounts] == [("m", "et"), ("second", "en")]
    assert set(editing.services.providers) == {"m", "second"}
    assert not any("from the next start" in each for each in editing.window.notices.sentences)


async def test_an_account_that_is_gone_from_the_file_stays_until_the_next_start(editing):
    await editing.services.session.start()
    before = editing.profile.settings
    editing.profile.file.save(replace(before, accounts=()), before)
    await editing.view.settings.watcher.read()
    assert "m" in editing.services.providers
    assert any("from the next start" in each for each in editing.window.notices.sentences)
