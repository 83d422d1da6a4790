"""A demo that is kept: what the user chose stays, what its last simulator made does not."""

from dataclasses import replace

import pytest

from fleetdesk.cli import parser
from fleetdesk.demo.demo_profile import begin_anew, demo_profile
from fleetdesk.profile.instance import Instance
from fleetdesk.profile.settings import Tiles

TOLD = {"metrotec_url": "http://127.0.0.1:9/", "username": "u", "password": "p", "vezma_url": "http://127.0.0.1:8/"}
TOLD["token"] = "t"


def started(folder, **told):
    begin_anew(folder)
    return demo_profile(folder, {**TOLD, **told})


def test_what_is_set_holds_at_the_next_start_with_the_new_simulators_accounts(tmp_path):
    first = started(tmp_path)
    first.save_settings(replace(first.settings, theme="dark", tiles=Tiles("/streets.mbtiles")))
    again = started(tmp_path, metrotec_url="http://127.0.0.1:7/")
    assert (again.settings.theme, again.settings.tiles.source) == ("dark", "/streets.mbtiles")
    assert [each.url for each in again.settings.accounts] == ["http://127.0.0.1:7/", TOLD["vezma_url"]]


def test_areas_and_layout_stay_and_what_the_simulator_made_goes(tmp_path):
    folders = started(tmp_path).folders
    stays = [folders.data / "areas.json", folders.data / "templates.json", folders.settings / "window.ini"]
    goes = [folders.data / "outbox.db", folders.data / "unsaved.json", folders.cache / "cache.db"]
    for file in (*stays, *goes):
        file.write_text("x")
    (folders.data / "papers").mkdir()
    started(tmp_path)
    assert all(each.exists() for each in stays)
    assert not any(each.exists() for each in (*goes, folders.data / "papers"))


def test_nothing_is_taken_from_a_demo_that_runs(tmp_path):
    folders = started(tmp_path).folders
    (folders.data / "outbox.db").write_text("x")
    running = Instance(folders.data)
    assert running.claim()
    started(tmp_path)
    running.release()
    assert (folders.data / "outbox.db").exists()


def test_a_tour_keeps_nothing():
    assert parser().parse_args(["demo", "--keep"]).keep
    with pytest.raises(SystemExit):
        parser().parse_args(["demo", "--keep", "--tour", "there"])
