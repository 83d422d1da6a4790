"""Documents of strangers are read in a process of their own, within bounds."""

import asyncio
import json
import os
import sys

import pytest

from fleetdesk.api.vendordoc import jobs
from fleetdesk.api.vendordoc.asking import read_apart
from fleetdesk.api.vendordoc.reading import Elsewhere, read
from fleetdesk.base.errors import UsageError
from fleetdesk.profile import address_learning
from tests.api.vendordoc.made import LIVE_SPEC, POSITION, answering, array, openapi
from tests.documents.left import count_anew, peak_mb, processes
from tests.reader.doors import gone

LAUGHS = "a: &a {k: v}\n" + "".join(
    f"{after}: &{after} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, after in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)


async def test_a_document_is_the_same_from_its_own_process(tmp_path):
    (tmp_path / "api.yaml").write_bytes(LIVE_SPEC)
    assert await read_apart(tmp_path / "api.yaml", "api.yaml") == read(LIVE_SPEC, "api.yaml")
    assert await read_apart(LIVE_SPEC, "api.yaml") == read(LIVE_SPEC, "api.yaml")


async def test_a_page_that_names_one_is_told_with_the_address():
    with pytest.raises(Elsewhere) as raised:
        await read_apart(b'<html><redoc spec-url="spec.yaml"></redoc></html>', "docs")
    assert raised.value.address == "spec.yaml"


@pytest.mark.parametrize("name", ["pipe", "zero", "folder", "none", "empty"])
async def test_what_is_no_file_is_refused_in_words(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(UsageError) as raised:
        await address_learning.document(str(tmp_path / name))
    assert name in str(raised.value)
    assert any(words in str(raised.value) for words in ("a device or a pipe", "a folder", "no file", "is empty"))


async def test_a_home_that_nobody_has_is_a_sentence():
    with pytest.raises(UsageError, match="There is no file"):
        await address_learning.document("~nobody-of-that-name/api.json")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted by /proc here")
@pytest.mark.parametrize(
    "content",
    [LAUGHS.encode(), b"[" * 8_000_000, b"- " * 3_000_000, b'{"a":' * 2_000_000],
    ids=["laughs", "lists", "yaml", "objects"],
)
async def test_a_hostile_document_takes_no_memory_of_this_process(content):
    count_anew()
    before = peak_mb()
    with pytest.raises(UsageError, match=r"api\.yaml"):
        await read_apart(content, "api.yaml")
    assert peak_mb() - before < 10


async def test_more_operations_than_an_api_has_are_refused(monkeypatch):
    live = answering(array(POSITION))
    many = json.dumps(openapi({f"/live{number}": {"get": live} for number in range(60)})).encode()
    monkeypatch.setattr(jobs, "MOST_OPERATIONS", 60)
    assert jobs.document({"content": many, "name": "api"})[1]
    monkeypatch.setattr(jobs, "MOST_OPERATIONS", 59)
    with pytest.raises(UsageError, match="more than 59 operations"):
        jobs.document({"content": many, "name": "api"})
    monkeypatch.setattr(jobs, "MOST_OPERATIONS", 60)
    monkeypatch.setattr(jobs, "LARGEST_RESULT", 1000)
    with pytest.raises(UsageError, match="more than an API has"):
        jobs.document({"content": many, "name": "api"})


async def test_nothing_is_left_of_one_that_is_given_up(door):
    command, knocked = door
    before = processes()
    asked = asyncio.ensure_future(read_apart(LIVE_SPEC, "api", command=command))
    caller = await knocked.get()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await gone(caller)
    assert processes() <= before
