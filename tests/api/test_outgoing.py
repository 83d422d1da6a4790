"""A copy on its way: checked, stopped, begun anew, and read off the thread that paints the window."""

import hashlib
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fleetdesk.api.outgoing import Halted, Outgoing, Spoilt
from fleetdesk.domain.documents import DocumentType, Upload
from tests.conftest import ROOT

PIECE = 64 * 1024
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8000  # 2 MB, more than the sockets hold
MOST_BYTES = 16 * 2**20
LARGE = 25 * 2**20


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "copy.jpg"
    made.write_bytes(JPEG)
    return made


@pytest.fixture
def opened(path):
    """Opens the copy as one of these classes; all are closed in the end."""
    made = []

    def open_as(kind=Outgoing, data=JPEG):
        made.append(kind(path, hashlib.sha256(data).hexdigest()))
        return made[-1]

    yield open_as
    for each in made:
        each.close()


@pytest.fixture
async def task(metrotec):
    return (await metrotec.tasks.listing()).tasks[0].id


def pieces(copy):
    """All pieces that it gives, and the error at the end."""
    found = []
    try:
        while piece := copy.read(PIECE):
            found.append(piece)
    except (Halted, Spoilt) as error:
        return found, error
    return found, None


async def send(metrotec, task, copy, name):
    upload = Upload(hashlib.sha256(JPEG).hexdigest(), len(JPEG), "image/jpeg", "scan.jpg", DocumentType.CMR)
    return await metrotec.documents.file(task, upload, name, copy)


def arrived(simulator, name):
    """What the simulator has under the name that was sent."""
    return [row["sha256"] for row in simulator.control("files") if row["sent_name"] == name]


def test_a_sound_copy_is_given_whole(opened):
    assert pieces(opened()) == ([JPEG[at : at + PIECE] for at in range(0, len(JPEG), PIECE)], None)


@pytest.mark.parametrize("at", [0, len(JPEG) // 2, len(JPEG) - 1])
def test_the_last_piece_of_a_copy_with_a_wrong_byte_is_withheld(path, opened, at):
    spoilt = bytearray(JPEG)
    spoilt[at] ^= 1
    path.write_bytes(spoilt)
    found, error = pieces(opened())
    assert isinstance(error, Spoilt)
    assert sum(map(len, found)) <= len(JPEG) - 1


@pytest.mark.parametrize("left", [0, 1, PIECE, PIECE + 1])
def test_a_copy_that_was_cut_off_before_it_went_is_spoilt(path, opened, left):
    path.write_bytes(JPEG[:left])
    found, error = pieces(opened())
    assert isinstance(error, Spoilt)
    assert sum(map(len, found)) < max(left, 1)


@pytest.mark.parametrize("left", [0, PIECE, PIECE * 3 + 1])
def test_a_copy_that_is_cut_off_while_it_goes_is_spoilt(path, opened, left):
    copy = opened()
    with path.open("r+b") as file:
        file.truncate(left)
    assert isinstance(pieces(copy)[1], Spoilt)


def test_a_copy_that_grows_while_it_goes_is_spoilt(path, opened):
    copy = opened()
    with path.open("ab") as file:
        file.write(b"more")
    assert isinstance(pieces(copy)[1], Spoilt)


def test_halt_stops_it_before_its_next_piece(opened):
    copy = opened()
    copy.read(PIECE)
    copy.halt()
    with pytest.raises(Halted):
        copy.read(PIECE)
    assert copy.sent == PIECE


def test_each_try_begins_anew(opened):
    copy = opened()
    copy.read(PIECE)
    copy.seek(0)
    assert copy.sent == 0
    assert b"".join(pieces(copy)[0]) == JPEG


async def test_it_arrives_byte_for_byte(simulator, metrotec, task, opened):
    await send(metrotec, task, opened(), "whole.jpg")
    assert arrived(simulator, "whole.jpg") == [hashlib.sha256(JPEG).hexdigest()]


class HaltsOnTheWay(Outgoing):
    """Is told to stop while its third piece is read."""

    def read(self, count=-1):
        piece = super().read(count)
        if self.sent > 2 * PIECE:
            self.halt()
        return piece


async def test_what_is_halted_on_the_way_never_arrives(simulator, metrotec, task, opened):
    with pytest.raises(Halted):
        await send(metrotec, task, opened(HaltsOnTheWay), "halted.jpg")
    assert arrived(simulator, "halted.jpg") == []


async def test_what_is_damaged_never_arrives(simulator, metrotec, task, path, opened):
    path.write_bytes(JPEG[:-1] + b"x")
    with pytest.raises(Spoilt):
        await send(metrotec, task, opened(), "damaged.jpg")
    assert arrived(simulator, "damaged.jpg") == []


async def test_after_a_401_the_whole_goes_again(simulator, metrotec, task, opened):
    simulator.control("logout", {})
    copy = opened(Recording)
    await send(metrotec, task, copy, "again.jpg")
    assert copy.begun == 2
    assert arrived(simulator, "again.jpg") == [hashlib.sha256(JPEG).hexdigest()]


class Recording(Outgoing):
    """Remembers the threads that read it, and how often it began."""

    def __init__(self, *given):
        self.threads, self.begun = set(), 0
        super().__init__(*given)

    def read(self, count=-1):
        self.threads.add(threading.get_ident())
        return super().read(count)

    def seek(self, place, whence=0):
        self.begun += 1
        return super().seek(place, whence)


async def test_its_bytes_are_read_on_another_thread(metrotec, task, opened):
    copy = opened(Recording)
    await send(metrotec, task, copy, "threads.jpg")
    assert copy.sent == len(JPEG)
    assert threading.get_ident() not in copy.threads


SCRIPT = """
import asyncio, hashlib, json, resource, sys
from pathlib import Path
from fleetdesk.base import log
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.outgoing import Outgoing
from fleetdesk.domain.documents import Upload, DocumentType

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

async def send(provider, task, path, sha256, name):
    copy = Outgoing(Path(path), sha256)
    await provider.documents.file(task, Upload(sha256, copy.size, "application/pdf", "a", DocumentType.CMR), name, copy)
    copy.close()

async def main():
    log.start(None)
    told, small, large = json.loads(sys.argv[1]), *sys.argv[2:]
    provider = Metrotec("m", told["metrotec_url"], told["username"], told["password"])
    task = (await provider.tasks.listing()).tasks[0].id
    with open(large, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    await send(provider, task, small, hashlib.sha256(Path(small).read_bytes()).hexdigest(), "small.pdf")
    before = most()
    await send(provider, task, large, sha256, "large.pdf")
    await provider.close()
    print(most() - before)

asyncio.run(main())
"""


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="no ru_maxrss there")
def test_25_mb_cost_less_than_16_mb_of_memory(simulator, tmp_path):
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    small.write_bytes(b"%PDF-1.4 " + bytes(1000))
    large.write_bytes(b"%PDF-1.4 " + bytes(LARGE - 9))
    told = json.dumps(simulator.told)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, told, small, large], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert arrived(simulator, "large.pdf") == [hashlib.sha256(Path(large).read_bytes()).hexdigest()]
    assert int(done.stdout) < MOST_BYTES, f"{int(done.stdout) / 2**20:.1f} MB"
