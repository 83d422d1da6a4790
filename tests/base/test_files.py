"""Files that are written whole: the old one or the new one is there, synced, and nothing beside it."""

import os
import stat
from pathlib import Path

import pytest

from fleetdesk.base.files import OURS, USERS, copy_whole, new_file, sync_folder, write_whole


@pytest.fixture
def synced(monkeypatch):
    """What is synced, and what is renamed, in order; each by its kind."""
    seen, sync, replace = [], os.fsync, Path.replace

    def fsync(descriptor):
        seen.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def renamed(self, target):
        seen.append("renamed")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", renamed)
    return seen


@pytest.mark.parametrize("content", ["õ\n", "õ\n".encode(), lambda file: file.write("õ\n".encode())])
def test_text_bytes_and_what_a_function_fills_are_written_alike(tmp_path, synced, content):
    write_whole(tmp_path / "made", content, OURS)
    assert (tmp_path / "made").read_bytes() == "õ\n".encode()
    assert synced == (["file", "renamed"] if os.name == "nt" else ["file", "renamed", "folder"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_our_files_are_for_this_user_and_the_users_own_as_his_umask_has_it(tmp_path, umask):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "ours", "x", OURS)
        write_whole(tmp_path / "his", "x", USERS)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "his").stat().st_mode) == 0o666 & ~umask


def test_a_copy_is_synced_before_it_has_its_name(tmp_path, synced):
    (tmp_path / "ours").write_bytes(b"\xff\xd8" * 99)
    copy_whole(tmp_path / "ours", tmp_path / "his")
    assert (tmp_path / "his").read_bytes() == b"\xff\xd8" * 99
    assert synced[:2] == ["file", "renamed"]


def test_what_fails_half_way_leaves_the_old_file_and_nothing_beside(tmp_path):
    (tmp_path / "kept").write_text("old")

    def fill(file):
        file.write(b"half")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "kept", fill, OURS)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("kept", "old")]


@pytest.mark.parametrize("letter", ["x", "я", "漢", "😀"])
def test_a_name_as_long_as_the_system_takes_is_written(tmp_path, letter):
    path = tmp_path / (letter * (255 // len(letter.encode())))
    write_whole(path, "x", OURS)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_new_file_that_got_no_other_name_is_gone(tmp_path):
    with new_file(tmp_path, ".half-", OURS) as (file, beside):
        file.write(b"x")
        assert beside.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that takes no sync is needed")
def test_a_folder_that_cannot_be_synced_is_no_error():
    sync_folder(Path("/proc/self"))
