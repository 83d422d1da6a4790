"""Learning a server's addresses in the window: offered where answers are 404, tried, used, taken back."""

import asyncio
import urllib.request
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.base.errors import NotSignedIn
from fleetdesk.profile.settings import Account
from fleetdesk.ui.accounts.learn_dialog import TITLE, LearnDialog
from tests.conftest import Simulator
from tests.waiting import until


@pytest.fixture(scope="module")
def other():
    """A server whose addresses are not those that are assumed."""
    simulator = Simulator("--vehicles", "12", "--seed", "3", "--layout", "other")
    yield simulator
    simulator.close()


@pytest.fixture
async def learning(desk, other):
    account = Account("m", "metrotec", other.metrotec_url, other.username, "session")
    desk.profile.settings = replace(desk.profile.settings, accounts=(account,), poll_s=1.0)
    desk.profile.secrets.set(account, other.password)
    desk.services.providers.clear()
    desk.learning, desk.session = desk.view.accounts.addresses, desk.services.session
    yield desk
    await desk.session.close()
    await desk.background.close()


def download(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read()


def opened(desk):
    return next(iter(desk.window.findChildren(LearnDialog)))


def shown(dialog):
    table = dialog.table
    return {
        table.item(row, 0).text(): [table.item(row, column).text() for column in range(1, table.columnCount())]
        for row in range(table.rowCount())
    }


def notices(desk):
    return list(desk.window.notices.shown)


async def test_from_the_offer_to_live_and_back(learning, other):
    await learning.session.start()
    await until(lambda: any("404" in each for each in notices(learning)))
    [bar] = [bar for said, bar in learning.window.notices.shown.items() if "404" in said]
    next(each for each in bar.findChildren(QPushButton) if each.text() == TITLE).click()
    dialog = opened(learning)
    dialog.source.setText(other.openapi_metrotec)
    dialog.try_.click()
    await until(lambda: dialog.table.rowCount())
    assert shown(dialog)["vehicles.list"][:4] == ["GET", "vehicles", "objects", "new"]
    assert learning.store.links["m"].status != "live"
    dialog.use.click()
    await until(lambda: learning.store.links["m"].status == "live")
    await until(lambda: not any("404" in each for each in notices(learning)))
    assert learning.profile.settings.accounts[0].overrides["tasks.list"]["path"] == "route_tasks"
    learning.learning.open("m")
    again = learning.window.findChildren(LearnDialog)[-1]
    again.back.click()
    await until(lambda: not learning.profile.settings.accounts[0].overrides)
    await until(lambda: learning.store.links["m"].unknown_paths)


async def test_a_document_that_cannot_be_read_is_said_in_the_dialog(learning, tmp_path):
    learning.learning.open("m")
    dialog = opened(learning)
    for source, words in (("", "Name the document"), (str(tmp_path / "none"), "no file"), ("https://a b/", "no web")):
        dialog.source.setText(source)
        dialog.try_.click()
        await until(lambda words=words: words in dialog.answer.text())
        assert dialog.try_.isEnabled()
        assert not dialog.use.isEnabled()


async def test_nothing_learnt_is_nothing_to_take_back(learning):
    learning.learning.open()
    dialog = opened(learning)
    dialog.back.click()
    await until(lambda: "nothing to take back" in dialog.answer.text())


async def test_another_document_forgets_what_was_tried(learning, tmp_path, other):
    (tmp_path / "spec").write_bytes(await asyncio.to_thread(download, other.openapi_metrotec))
    learning.learning.open()
    dialog = opened(learning)
    dialog.source.setText(str(tmp_path / "spec"))
    dialog.try_.click()
    await until(dialog.use.isEnabled)
    dialog.source.setText("another")
    assert (dialog.table.rowCount(), dialog.use.isEnabled()) == (0, False)


async def test_closing_the_dialog_ends_the_trial(learning, other):
    other.control("faults", [{"operation": "*", "count": -1, "action": {"hang": True}}])
    learning.learning.open()
    dialog = opened(learning)
    dialog.source.setText(other.openapi_metrotec)
    dialog.try_.click()
    await until(lambda: any(task.get_name() == "addresses: try" for task in asyncio.all_tasks()))
    dialog.reject()
    await until(lambda: not any(task.get_name() == "addresses: try" for task in asyncio.all_tasks()))
    other.control("faults", method="DELETE")
    assert learning.said == []


async def test_an_api_key_polls_without_a_sign_in_and_a_refused_one_asks_once(learning, simulator):
    key = Account("k", "metrotec", simulator.metrotec_url, secret_store="session", sign_in="api_key")
    with pytest.raises(NotSignedIn, match="API key"):
        await learning.session.add(key, "KEYwrong")
    await learning.session.add(key, f" Bearer {simulator.api_key}")
    await until(lambda: learning.store.links.get("k") and learning.store.links["k"].status == "live")
    learning.profile.secrets.set(key, "KEYwrong")
    asked = len(simulator.control("requests?last=5000"))
    await learning.session.reopen(key, "KEYwrong")
    await until(lambda: learning.store.links["k"].status == "signin")
    learning.session.refresh("k")
    await until(lambda: "API key" in learning.store.links["k"].sentence)
    refused = [row for row in simulator.control("requests?last=5000")[asked:] if row["status"] == 401]
    assert len(refused) <= 12
    assert not [row for row in refused if row["operation"] == "auth.login"]
