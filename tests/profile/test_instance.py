"""One desk a folder: of many starts at once one wins, it hears the others, and its death frees the folder."""

import os
import platform
import subprocess
import sys

import pytest

from fleetdesk.app.instance_listener import InstanceListener
from fleetdesk.profile.instance import OUTBOX, RAISE, Instance
from tests.conftest import ROOT

STARTS = 20
HOLD = """
import sys
from pathlib import Path
from fleetdesk.profile.instance import Instance
instance = Instance(Path(sys.argv[1]))  # the claim goes with it
print(instance.claim(), flush=True)
sys.stdin.read()
"""
TELL = """
import sys
from pathlib import Path
from fleetdesk.profile.instance import Instance
Instance(Path(sys.argv[1])).tell(sys.argv[2])
"""


class Start:
    """Another program that tries to claim the folder, and holds what it got until it is ended."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def won(self):
        return self.process.stdout.readline().strip() == "True"

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stdin.close()


@pytest.mark.process
def test_of_many_starts_at_once_one_wins(tmp_path):
    starts = [Start(tmp_path) for _ in range(STARTS)]
    assert sum(start.won() for start in starts) == 1
    for start in starts:
        start.kill()


@pytest.mark.process
def test_a_killed_holder_frees_the_folder(tmp_path):
    start = Start(tmp_path)
    assert start.won()
    mine = Instance(tmp_path)
    assert not mine.claim()
    start.kill()
    assert mine.claim()
    mine.release()


@pytest.mark.parametrize("word", [RAISE, OUTBOX])
def test_the_holder_hears_what_another_start_says(qapp, qtbot, tmp_path, word):
    heard = []
    holder = Instance(tmp_path)
    assert holder.claim()
    listener = InstanceListener(holder)
    listener.heard.connect(heard.append)
    listener.start()
    other = subprocess.Popen([sys.executable, "-c", TELL, str(tmp_path), word], cwd=ROOT)
    qtbot.waitUntil(lambda: heard == [word])
    other.wait(20)
    listener.stop()
    holder.release()


def test_nobody_to_tell_is_no_fault(tmp_path):
    assert not Instance(tmp_path).tell(RAISE)


@pytest.mark.process
def test_a_crash_leaves_no_claim_even_where_the_same_process_number_comes_again(tmp_path):
    """In a container the desk is often process 7 each time: the file it left names a process that lives, itself."""
    (tmp_path / "desk.lock").write_text(f"{os.getpid()}\nfleetdesk\n{platform.node()}\n\n\n")
    mine = Instance(tmp_path)
    assert mine.claim()
    assert mine.claimed
    mine.release()


@pytest.mark.process
def test_a_program_that_the_holder_started_does_not_keep_the_claim(tmp_path):
    holder = Instance(tmp_path)
    assert holder.claim()
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    holder.release()
    assert Instance(tmp_path).claim()
    child.communicate()


def test_a_folder_that_cannot_be_written_shuts_nobody_out(tmp_path):
    (tmp_path / "desk.lock").mkdir()
    mine = Instance(tmp_path)
    assert mine.claim()
    assert not mine.claimed
