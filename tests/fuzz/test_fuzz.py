"""A small run of `make fuzz`, and readers without care, each of which its judge must catch."""

import asyncio
import itertools
import random
import sys

import pytest

from fleetdesk.base.errors import BadAnswer
from fleetdesk.sync.weighing import Weighing
from tests.conftest import Simulator
from tests.day_seed import cases_of_the_day
from tests.documents.left import processes
from tests.fuzz import answers, files
from tests.fuzz.file_reading import READERS
from tests.fuzz.measured import Measured
from tests.fuzz.mutations import case
from tests.fuzz.sound import NAMES, WORDS, record
from tests.fuzz.tally import Tally, faults_of, table

ANSWERS, FILES, SEED = 312, 16, 11
pytestmark = pytest.mark.xdist_group("fuzz")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory and processes are counted by /proc here")


@pytest.fixture(scope="module")
def recorded():
    simulator = Simulator(*WORDS)
    yield asyncio.run(record(simulator))
    simulator.close()


def test_every_operation_has_an_answer_to_spoil(recorded):
    assert len(NAMES) == 52
    assert all(len(recorded[1][each]) > 2 for each in NAMES)


@linux
async def test_mutated_answers_end_in_values_or_in_our_words_and_change_nothing(recorded, tmp_path, day_seed):
    tally = await answers.trials(recorded, tmp_path, ANSWERS, day_seed)
    assert tally.wrong == []
    assert tally.cases == ANSWERS
    assert tally.refused > ANSWERS / 4
    assert tally.accepted > ANSWERS / 4


def test_the_same_seed_spoils_an_answer_in_the_same_way_at_any_time(recorded, monkeypatch):
    monkeypatch.setattr("time.time", itertools.count(1.8e9).__next__)
    bodies = list(recorded[1].values())
    first, again = ([case(bodies[0], bodies, random.Random(f"{n}")) for n in range(200)] for _ in range(2))
    assert first == again
    assert len({kind for *_, kind in first}) > 12


@linux
@pytest.mark.timeout(180)
async def test_mutated_files_end_in_a_result_or_in_our_words_and_leave_nothing(tmp_path, day_seed):
    tally = await files.trials(tmp_path, FILES, day_seed, hostile=False)
    assert tally.wrong == []
    assert tally.refused
    assert tally.accepted
    assert 10 < tally.peak_mb <= files.MOST_MB


def strange(ask):
    """A reader that lets an exception of Python through."""

    async def careless():
        await ask()
        raise KeyError("objectID")

    return careless


def silent(ask):
    """A reader whose error says nothing."""

    async def careless():
        await ask()
        raise BadAnswer("")

    return careless


def changing(ask):
    """A reader that takes rows over before the answer turns out to be none."""

    async def careless():
        await ask()
        raise BadAnswer("The server's answer is cut off.")

    return careless


CARELESS = [(strange, "KeyError: 'objectID'"), (silent, "no sentence"), (changing, "a failed read changed rows")]


@linux
@pytest.mark.parametrize(("reader", "says"), cases_of_the_day(CARELESS, 1))
async def test_a_careless_reader_of_answers_is_caught(recorded, tmp_path, reader, says):
    tally = await answers.trials(recorded, tmp_path, 120, SEED, spoil=reader)
    assert any(says in each for each in tally.wrong)


@linux
async def test_a_list_that_is_believed_too_soon_is_caught(recorded, tmp_path, monkeypatch):
    monkeypatch.setattr(Weighing, "believes", lambda *_, **__: True)
    lists = range(NAMES.index(("metrotec", "tasks.list")), 5000, len(NAMES))
    tally = await answers.trials(recorded, tmp_path, 0, SEED, lists)
    assert any("rows went though some could not be read" in each for each in tally.wrong)


GREEDY = (sys.executable, "-c", "x = b'x' * (1100 << 20)")
LEAVING = (sys.executable, "-c", "import os, time\nif not os.fork():\n os.setsid()\n os.close(1)\n time.sleep(600)")


@linux
async def test_a_process_above_its_limit_is_caught(tmp_path):
    tally = await files.trials(tmp_path, 1, SEED, command=GREEDY, hostile=False)
    assert "its process took 11" in tally.wrong[0]


@linux
async def test_a_process_that_is_left_running_is_caught(tmp_path):
    tally = await files.trials(tmp_path, 1, SEED, command=LEAVING, hostile=False)
    for each in files.running(Measured(tmp_path).mark):
        files.end(each)
    assert tally.left
    assert "left running" in tally.wrong[-1]


@linux
async def test_an_exception_of_a_file_reader_is_caught(tmp_path, monkeypatch):
    async def careless(path, command, dice):
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, str(path))

    monkeypatch.setattr(files, "READERS", dict.fromkeys(READERS, careless))
    before = processes()
    tally = await files.trials(tmp_path, 3, SEED, hostile=False)
    assert len(tally.wrong) == 3
    assert all("UnicodeDecodeError" in each and f"seed {SEED}, case" in each for each in tally.wrong)
    assert processes() <= before


def test_a_sentence_with_a_path_or_without_end_is_none():
    for said in ("/home/user/x.pdf is damaged.", "", " ", "x" * 5000, "two\nlines", "\ud800"):
        assert faults_of(BadAnswer(said), "/home/user")
    assert not faults_of(BadAnswer("x.pdf is damaged."), "/home/user")


def test_the_table_names_each_part_and_what_failed():
    tally = Tally("answers", 3)
    tally.count(7, "m vehicles.list, cut", True, ["KeyError: 'x'"])
    tally.count(8, "m vehicles.list, cut", True, [])
    assert tally.wrong == ["answers, seed 3, case 7, m vehicles.list, cut: KeyError: 'x'"]
    assert table([tally]).splitlines()[1].split()[:5] == ["answers", "2", "1", "0", "1"]
