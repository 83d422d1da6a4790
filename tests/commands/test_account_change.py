"""fleetdesk account change: what is named is kept with the account, what cannot be is refused."""

from dataclasses import replace

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.cli import parser
from fleetdesk.commands import account
from fleetdesk.profile.profile import open_profile
from fleetdesk.profile.settings import Account

ACCOUNT = Account("m", "metrotec", "http://127.0.0.1:9/api/", "anna", "file", id="a1")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("FLEETDESK_HOME", str(tmp_path))
    desk = open_profile()
    desk.save_settings(replace(desk.settings, accounts=(ACCOUNT,)))
    return desk


def change(desk, *words):
    return account.change(desk, parser().parse_args(["account", "change", "m", *words]))


def test_what_is_named_is_kept_and_the_rest_stays(desk):
    assert change(desk, "--zone", "Europe/Bratislava", "--language", "sk", "--seconds", "20") == 0
    kept = open_profile(reading=True).settings.accounts
    assert kept == (replace(ACCOUNT, zone="Europe/Bratislava", language="sk", poll_s=20.0),)
    assert change(desk, "--seconds", "0") == 0
    assert open_profile(reading=True).settings.accounts[0].poll_s == 0.0


@pytest.mark.parametrize("words", [("--zone", "Mars"), ("--language", "ä"), ("--url", "no address")])
def test_what_cannot_be_is_refused_and_not_kept(desk, words):
    with pytest.raises(UsageError):
        change(desk, *words)
    assert open_profile(reading=True).settings.accounts == (ACCOUNT,)


@pytest.mark.parametrize("typed", ["-1", "nan", "inf", "4000", "often"])
def test_a_pace_that_is_none_is_refused(desk, typed, capsys):
    with pytest.raises(SystemExit, match="2"):
        change(desk, "--seconds", typed)
    assert "--seconds" in capsys.readouterr().err
