"""The process that reads strangers' files speaks the user's language."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from fleetdesk.base.translation import source
from fleetdesk.reader.worker_process import Run

MISSING = "{file} cannot be read. There is no file of that name: look for where it was moved to."


@pytest.fixture
def finnish(tmp_path, monkeypatch):
    """A catalogue with one sentence, and an environment that wants its language."""
    catalogue = Catalog(locale="fi")
    catalogue.add(MISSING, "{file} puuttuu.")
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "fleetdesk.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setenv("FLEETDESK_TRANSLATIONS", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "fi")


def looked_for(tmp_path):
    job = {"job": "table", "path": str(tmp_path / "orders.csv"), "name": "orders.csv", "how": {}}
    facts, _ = Run(job, 60.0).answer()
    return facts["trouble"]


def test_a_refusal_comes_in_the_language_of_the_desk_and_keeps_its_english(finnish, tmp_path):
    trouble = looked_for(tmp_path)
    assert trouble == "orders.csv puuttuu."
    assert source(trouble) == MISSING.format(file="orders.csv")


def test_without_a_language_it_is_english(monkeypatch, tmp_path):
    monkeypatch.setenv("LANGUAGE", "en")
    assert looked_for(tmp_path) == MISSING.format(file="orders.csv")
