"""The copy at the drop: whole or not there, whatever happens to the file."""

import hashlib
import os
import stat
import subprocess
import sys
import threading

import pytest

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.documents.cleanup import sweep
from fleetdesk.documents.staging import Stopped, stage, stage_bytes, verified
from fleetdesk.domain.documents import DocumentType, Upload
from tests.documents.made import picture

LIMIT = 25_000_000
BIG = picture() + os.urandom(3_500_000)


@pytest.fixture
def dropped(tmp_path):
    path = tmp_path / "cmr.jpg"
    path.write_bytes(BIG)
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "papers"


def names(folder):
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def test_the_copy_has_the_name_of_its_content(dropped, folder):
    staged = stage(dropped, folder, LIMIT)
    assert staged.sha256 == hashlib.sha256(BIG).hexdigest()
    assert (
        names(folder) == [staged.blob] == [Upload(staged.sha256, staged.size, staged.mime, "", DocumentType.CMR).blob]
    )
    assert (folder / staged.blob).read_bytes() == BIG


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_nobody_else_may_read_the_copy(dropped, folder):
    staged = stage(dropped, folder, LIMIT)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / staged.blob).stat().st_mode) == 0o600


def test_progress_counts_to_the_end(dropped, folder):
    told = []
    stage(dropped, folder, LIMIT, told.append)
    assert told == sorted(told)
    assert told[-1] == len(BIG)
    assert len(told) == 4


def test_what_is_stopped_leaves_nothing(dropped, folder):
    told = []
    with pytest.raises(Stopped, match="you stopped it"):
        stage(dropped, folder, LIMIT, told.append, lambda: len(told) == 2)
    assert names(folder) == []


def test_the_same_content_is_kept_once(dropped, folder, tmp_path):
    first = stage(dropped, folder, LIMIT)
    inode = (folder / first.blob).stat().st_ino
    other = tmp_path / "again.jpg"
    other.write_bytes(BIG)
    assert stage(other, folder, LIMIT).blob == first.blob
    assert (folder / first.blob).stat().st_ino == inode
    assert len(names(folder)) == 1


def test_a_damaged_copy_is_put_right(dropped, folder):
    staged = stage(dropped, folder, LIMIT)
    (folder / staged.blob).write_bytes(bytes(len(BIG)))
    stage(dropped, folder, LIMIT)
    assert verified(folder / staged.blob, staged.sha256)


def test_a_file_that_grows_is_not_taken(dropped, folder):
    def grow(_):
        with dropped.open("ab") as file:
            file.write(b"more")

    with pytest.raises(UsageError, match=r"still being written\. Drop it again"):
        stage(dropped, folder, LIMIT, grow)
    assert names(folder) == []


def test_a_file_that_is_rewritten_in_its_place_is_not_taken(dropped, folder):
    def rewrite(done):
        with dropped.open("r+b") as file:
            file.seek(3_000_000)
            file.write(os.urandom(100))

    with pytest.raises(UsageError, match="still being written"):
        stage(dropped, folder, LIMIT, rewrite)
    assert names(folder) == []


def test_a_file_that_comes_to_rest_is_taken_as_it_is_then(dropped, folder):
    once = []

    def change(_):
        if not once:
            once.append(dropped.write_bytes(BIG[:-1]))

    assert stage(dropped, folder, LIMIT, change).size == len(BIG) - 1


def test_a_file_that_is_cut_meanwhile_is_copied_again(dropped, folder):
    cut = []

    def halve(_):
        if not cut:
            os.truncate(dropped, 2_000_000)
            cut.append(True)

    assert stage(dropped, folder, LIMIT, halve).size == 2_000_000


def test_a_writer_in_a_thread_never_gives_a_torn_copy(dropped, folder):
    stop = threading.Event()

    def write():
        with dropped.open("ab", buffering=0) as file:
            while not stop.is_set() and file.tell() < 20_000_000:
                file.write(b"x" * 1000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        staged = stage(dropped, folder, LIMIT)
        assert verified(folder / staged.blob, staged.sha256)
    except UsageError as error:
        assert "still being written" in str(error)  # noqa: PT017 - either is right
    finally:
        stop.set()
        writer.join()


def test_a_file_that_goes_meanwhile_is_said_to_be_gone(dropped, folder):
    with pytest.raises(UsageError, match="not there any more"):
        stage(dropped, folder, LIMIT, lambda _: dropped.unlink(missing_ok=True))
    assert names(folder) == []


def test_the_clipboard_is_staged_too(folder):
    data = picture(kind="PNG")
    staged = stage_bytes(data, "Clipboard.png", folder, LIMIT)
    assert (folder / staged.blob).read_bytes() == data
    assert (staged.mime, staged.name, staged.note) == ("image/png", "Clipboard.png", "")


@pytest.mark.parametrize(("data", "words"), [(b"", "empty"), (b"<svg/>", "SVG"), (picture() + bytes(2000), "at most")])
def test_the_clipboard_is_checked_like_a_file(folder, data, words):
    with pytest.raises(UsageError, match=words):
        stage_bytes(data, "Clipboard", folder, 2000)
    assert names(folder) == []


FULL = """
import resource, signal, sys
from pathlib import Path
from fleetdesk.base.errors import FleetError
from fleetdesk.documents.staging import stage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    stage(Path(sys.argv[1]), Path(sys.argv[2]), 25_000_000)
except FleetError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="no limit on files there")
def test_a_disk_without_room_says_so_and_keeps_nothing(dropped, folder):
    done = subprocess.run([sys.executable, "-c", FULL, dropped, folder], capture_output=True, text=True, check=True)
    assert "cmr.jpg (3.6 MB) was not taken in: the disk where documents are kept is full." in done.stdout
    assert names(folder) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from fleetdesk.base import files
from fleetdesk.documents import staging
step, at = 0, int(sys.argv[3])
def passed(*_):
    global step
    step += 1
    if step == at:
        os.kill(os.getpid(), signal.SIGKILL)
real = os.fsync
os.fsync = lambda descriptor: (passed(), real(descriptor), passed())
staging.stage(Path(sys.argv[1]), Path(sys.argv[2]), 25_000_000, passed)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_process_that_is_killed_leaves_a_whole_copy_or_what_the_sweep_takes(dropped, folder):
    """It dies after every piece, and before and after each time that something is put on the disk."""
    for at in range(1, 10):
        command = [sys.executable, "-c", KILLED, dropped, folder, str(at)]
        ended = subprocess.run(command, check=False).returncode
        left = [name for name in names(folder) if not name.startswith(".staging-")]
        assert all(verified(folder / name, name.partition(".")[0]) for name in left)
        sweep(folder, lambda _: True, 1e12, 0)
        assert names(folder) == left
        if ended == 0:
            assert len(left) == 1
            return
    pytest.fail("it never came to its end")


def test_a_folder_that_is_none_is_a_sentence(dropped, tmp_path):
    with pytest.raises(FleetError, match="folder of documents cannot be written"):
        stage(dropped, dropped / "papers", LIMIT)


def test_only_a_copy_with_the_right_content_is_verified(dropped, folder):
    staged = stage(dropped, folder, LIMIT)
    assert verified(folder / staged.blob, staged.sha256)
    assert not verified(dropped.with_name("none"), staged.sha256)
    assert not verified(folder / staged.blob, "0" * 64)


def test_the_sweep_takes_what_nobody_keeps_and_only_that(folder):
    kept = stage_bytes(picture(colour="red"), "kept.jpg", folder, LIMIT)
    orphan = stage_bytes(picture(colour="blue"), "orphan.jpg", folder, LIMIT)
    for name in (".staging-half", "notes.txt", "0" * 64, "0" * 64 + ".exe"):
        (folder / name).write_bytes(b"x")
    now = (folder / orphan.blob).stat().st_mtime + 100
    assert sweep(folder, lambda name: name == kept.blob, now, 3600) == 0
    assert sweep(folder, lambda name: name == kept.blob, now + 3600, 3600) == 2
    assert names(folder) == sorted([kept.blob, "notes.txt", "0" * 64, "0" * 64 + ".exe"])


def test_what_is_dropped_again_is_young_again(dropped, folder):
    staged = stage(dropped, folder, LIMIT)
    os.utime(folder / staged.blob, (1, 1))
    stage(dropped, folder, LIMIT)
    assert sweep(folder, lambda _: False, (folder / staged.blob).stat().st_mtime + 10, 60) == 0


def test_a_folder_that_is_not_there_yet_has_nothing_to_sweep(tmp_path):
    assert sweep(tmp_path / "none", lambda _: False, 0, 0) == 0
