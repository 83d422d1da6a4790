"""A file of strangers is looked at before it is opened, and read no further than a bound."""

import os
import socket
import threading
from pathlib import Path

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.reader.files import content


def refusal(path, most=1000):
    with pytest.raises(UsageError) as raised:
        content(path, most)
    return str(raised.value)


@pytest.fixture
def endless(tmp_path):
    """Everything that would hold whoever opens it, or never end."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "full.csv").symlink_to("/dev/full")
    (tmp_path / "to-pipe.csv").symlink_to("pipe.csv")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(tmp_path / "socket.csv"))
        yield [tmp_path / f"{name}.csv" for name in ("pipe", "zero", "full", "to-pipe", "socket")]


def test_what_may_never_end_is_refused_before_it_is_opened(endless):
    for path in endless:
        assert f"{path.name} is a device or a pipe, not a file." in refusal(path)


def test_a_folder_and_nothing_are_refused(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    assert "is a folder. Choose a file in it." in refusal(tmp_path)
    assert "empty is empty." in refusal(tmp_path / "empty")
    assert "no.csv cannot be read. There is no file" in refusal(tmp_path / "no.csv")
    assert "cannot be read" in refusal(tmp_path / "a\0b")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no such files here")
def test_files_that_only_seem_to_be_some_are_refused():
    assert "is empty" in refusal(Path("/proc/self/mem"))
    if Path("/proc/kcore").exists():
        assert "at most 1 kB are read." in refusal(Path("/proc/kcore"))


def test_a_file_has_at_most_so_many_bytes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 1000)
    assert content(path, 1000) == b"x" * 1000
    assert "a.csv has 1 kB; at most 1 kB are read." in refusal(path, 999)


def test_a_file_that_grows_is_read_no_further(tmp_path, monkeypatch):
    path = tmp_path / "log.csv"
    path.write_bytes(b"x" * 10)
    true = os.fdopen

    def grown(descriptor, mode):
        with path.open("ab") as more:
            more.write(b"x" * 5000)
        return true(descriptor, mode)

    monkeypatch.setattr("fleetdesk.reader.files.os.fdopen", grown)
    assert "log.csv grows while it is read." in refusal(path)


def test_a_pipe_that_takes_the_place_of_a_file_holds_nobody(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x")
    true = os.open

    def swapped(target, flags):
        path.unlink()
        os.mkfifo(path)
        return true(target, flags)

    monkeypatch.setattr("fleetdesk.reader.files.os.open", swapped)
    before = threading.active_count()
    assert "a device or a pipe" in refusal(path)
    assert threading.active_count() == before


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "leads back to itself" in refusal(tmp_path / "a")
