"""The company's zone is asked once for each account, from where its vehicles are."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.profile.settings import Account
from tests.sync.fakes import position, unit

pytestmark = pytest.mark.asyncio
IN_SLOVAKIA = {"lat": 48.15, "lon": 17.1}


@pytest.fixture
def slovak(desk):
    """An account whose vehicle is in Slovakia and whose times are taken for Tallinn's."""
    account = Account("m", "metrotec", "https://m.example.com/api/")
    desk.profile.save_settings(replace(desk.profile.settings, accounts=(account,)))
    desk.store.apply_units("m", [unit("242KDN")])
    return desk


async def under_way(desk):
    for task in desk.background.running:
        await task


def asked(desk):
    return [each for each in desk.app.notices.sentences if "clocks show" in each]


async def test_another_clock_is_asked_about_and_taken(slovak):
    slovak.store.apply_positions([position("242KDN", **IN_SLOVAKIA)])
    await under_way(slovak)
    (sentence,) = asked(slovak)
    assert "Europe/Bratislava" in sentence
    buttons = slovak.app.notices.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "Use Europe/Bratislava").click()
    await under_way(slovak)
    (account,) = slovak.profile.settings.accounts
    assert (account.zone, account.zone_asked) == ("Europe/Bratislava", True)


async def test_it_is_asked_once(slovak):
    slovak.store.apply_positions([position("242KDN", **IN_SLOVAKIA)])
    await under_way(slovak)
    slovak.app.notices.drop(asked(slovak)[0])
    slovak.store.apply_positions([position("242KDN", lat=48.2, lon=17.2)])
    await under_way(slovak)
    assert asked(slovak) == []
    assert slovak.profile.settings.accounts[0].zone_asked


async def test_the_same_clock_is_not_asked_about(slovak):
    slovak.store.apply_positions([position("242KDN")])
    await under_way(slovak)
    assert asked(slovak) == []
    assert slovak.profile.settings.accounts[0].zone_asked
