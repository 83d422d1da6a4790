"""The process that reads strangers' files, as the program starts it, and as the tests fork it: both are alike."""

import os
import signal
import sys
from pathlib import Path

import pytest

from fleetdesk.reader.rlimits import MEMORY_BYTES
from fleetdesk.reader.worker_process import COMMAND, Run, kill, popen
from fleetdesk.streets.map_file import MapFile
from tests.forked_readers import CAN
from tests.streets.maps import PNG, make_mbtiles

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


@pytest.fixture(params=["fresh", pytest.param("forked", marks=pytest.mark.skipif(not CAN, reason="no forks here"))])
def way(request):
    """One of the two ways."""
    if request.param == "fresh":
        request.getfixturevalue("fresh_readers")
    return request.param


@pytest.fixture
def reader(way):
    """A process that has read half of what it is given; so much passes through no pipe before it has begun."""
    process = popen(COMMAND)
    rest = memoryview(b'{"length": 2000000}\n' + bytes(1_000_000))
    while rest:
        rest = rest[process.stdin.write(rest) :]
    yield process
    kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        pipe.close()


def folder(process):
    return Path(f"/proc/{process.pid}")


def state(process):
    """The parent, the group and the session of a process (proc(5), stat)."""
    return [int(each) for each in (folder(process) / "stat").read_text().rpartition(")")[2].split()[1:4]]


def test_it_is_a_child_of_ours_in_a_session_of_its_own(reader):
    assert state(reader) == [os.getpid(), reader.pid, reader.pid]


def test_it_has_its_two_pipes_and_nothing_else_of_ours(reader):
    files = {int(each.name): str(each.readlink()).partition(":")[0] for each in (folder(reader) / "fd").iterdir()}
    assert files == {0: "pipe", 1: "pipe", 2: os.devnull}


def test_it_is_not_told_our_environment(reader):
    told = (folder(reader) / "environ").read_bytes()
    assert b"OPENBLAS_NUM_THREADS=1" in told
    assert b"HOME=" not in told


def test_it_ends_with_the_code_of_what_ended_it(reader):
    kill(reader)
    reader.wait()
    assert reader.returncode == -signal.SIGKILL


def test_it_ends_by_itself_where_nobody_asks(reader):
    reader.stdin.close()
    assert reader.stdout.read() == b""
    reader.wait()
    assert reader.returncode == 1


def test_it_reads_a_table(way, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("name;amount\na;1\n")
    facts, data = Run({"job": "table", "path": str(path), "name": path.name, "how": {}}, 60.0).answer()
    assert "trouble" not in facts
    assert b"amount" in bytes(data)


def test_it_reads_a_map(way, tmp_path):
    file = MapFile(str(make_mbtiles(tmp_path / "town.mbtiles", {(7, 72, 38): PNG}, format="png")))
    metadata, _schema = file.open()
    assert metadata["format"] == "png"
    assert file.tile(7, 72, 38) == PNG
    file.close()
    file.end()


def test_a_fork_leaves_most_of_the_memory_to_the_work(reader):
    size_kb = int((folder(reader) / "status").read_text().partition("VmSize:")[2].split()[0])
    assert size_kb << 10 < MEMORY_BYTES // 4
