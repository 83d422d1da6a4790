import copy
import gettext
import json
import os
import pickle
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from fleetdesk.base import translation
from fleetdesk.base.errors import UsageError
from fleetdesk.base.jsonable import jsonable
from fleetdesk.base.translation import FOLDER, Translated, find_catalogue, source

SLOVAK = {"{count} row in {file}": "{file}: {count} riadok", "late": "neskoro", "Give {what}": "Daj {which}"}


@pytest.fixture
def folder(tmp_path):
    made = Catalog(locale="sk", domain="fleetdesk")
    for text, translated in SLOVAK.items():
        made.add(text, translated)
    made.add("late", "po termíne", context="status")
    made.add(("{count} task", "{count} tasks"), ("{count} úloha", "{count} úlohy", "{count} úloh"))
    (tmp_path / "sk" / "LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "sk" / "LC_MESSAGES" / "fleetdesk.mo").open("wb") as file:
        write_mo(file, made)
    return tmp_path


@pytest.fixture
def slovak(folder, monkeypatch):
    monkeypatch.setattr(translation, "catalogue", find_catalogue({FOLDER: str(folder), "LANG": "sk_SK.UTF-8"}))


def test_without_a_catalogue_texts_are_english():
    assert translation._("late") == "late"
    assert type(translation._("late")) is str
    assert [translation.ngettext("{count} task", "{count} tasks", count) for count in (1, 2)] == [
        "{count} task",
        "{count} tasks",
    ]
    assert translation.language() == "en"


def test_a_catalogue_gives_texts_by_context_and_number(slovak):
    assert translation._("late") == "neskoro"
    assert translation.pgettext("status", "late") == "po termíne"
    told = [translation.ngettext("{count} task", "{count} tasks", count).format(count=count) for count in (1, 3, 5)]
    assert told == ["1 úloha", "3 úlohy", "5 úloh"]
    assert translation.language() == "sk"


def test_what_is_not_translated_stays_english(slovak):
    assert translation._("Nothing of it") == "Nothing of it"


def test_a_filled_in_text_knows_its_english(slovak):
    told = translation._("{count} row in {file}").format(count=1, file=translation._("late"))
    assert told == "neskoro: 1 riadok"
    assert source(told) == "1 row in late"


def test_the_sentence_of_an_error_keeps_its_english(slovak):
    error = UsageError(translation._("late"))
    told = translation._("{count} row in {file}").format(count=error, file=2)
    assert (str(error), source(error), told, source(told)) == ("neskoro", "late", "2: neskoro riadok", "late row in 2")


def test_a_translation_with_a_wrong_name_is_passed_over(slovak):
    assert translation._("Give {what}").format(what="it") == "Give it"


def test_json_is_english(slovak):
    value = {"why": translation._("late"), "rows": [translation._("{count} row in {file}").format(count=1, file="a")]}
    assert json.dumps(jsonable(value)) == '{"why": "late", "rows": ["1 row in a"]}'


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C.UTF-8"},
        {"LANG": "en_GB.UTF-8"},
        {"LANGUAGE": "en:sk"},
        {"LANG": "et_EE.UTF-8"},
        {"LANG": "sk_SK.UTF-8", "LC_ALL": "C"},
        {},
    ],
)
def test_english_and_unknown_languages_need_no_catalogue(folder, environment):
    assert find_catalogue({FOLDER: str(folder), **environment}) is None


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "sk"}, {"LANGUAGE": "et:sk:en"}, {"LC_ALL": "sk_SK", "LANG": "en_GB"}, {"LC_MESSAGES": "sk"}],
)
def test_the_environment_names_the_language_as_gettext_has_it(folder, environment):
    assert isinstance(find_catalogue({FOLDER: str(folder), **environment}), gettext.GNUTranslations)


@pytest.mark.parametrize("content", [b"no catalogue", b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_damaged_catalogue_is_left_out(tmp_path, content):
    (tmp_path / "sk" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "sk" / "LC_MESSAGES" / "fleetdesk.mo").write_bytes(content)
    assert find_catalogue({FOLDER: str(tmp_path), "LANG": "sk"}) is None


def test_a_copy_keeps_both_languages():
    told = Translated("neskoro", "late")
    for made in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert (made, source(made)) == ("neskoro", "late")


def test_a_translated_text_is_a_text():
    told = Translated("neskoro", "late")
    assert (told, str(told), f"{told}", told.upper()) == ("neskoro", "neskoro", "neskoro", "NESKORO")


def test_texts_of_modules_are_in_the_language_of_the_environment(folder):
    told = subprocess.run(
        [sys.executable, "-c", "from fleetdesk.domain.statuses import LATE; print(LATE.word)"],
        env={**os.environ, FOLDER: str(folder), "LANGUAGE": "sk", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() in ("neskoro", "po termíne")
