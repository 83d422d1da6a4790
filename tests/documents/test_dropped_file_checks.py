"""What may become a document, and what is said of the rest."""

import os
import socket

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.documents.dropped_file_checks import examine
from tests.documents.made import pdf, picture

LIMIT = 25_000_000


def refusal(path, limit=LIMIT):
    with pytest.raises(UsageError) as raised:
        examine(path, limit)
    return str(raised.value)


def put(path, data):
    path.write_bytes(data)
    return path


def test_a_photo_is_found_with_its_size_and_kind(tmp_path):
    path = put(tmp_path / "cmr.jpg", picture())
    found = examine(path, LIMIT)
    assert (found.size, found.mime, found.name, found.note) == (path.stat().st_size, "image/jpeg", "cmr.jpg", "")
    assert found.mtime_ns == path.stat().st_mtime_ns


def test_an_empty_file_is_refused(tmp_path):
    assert "cmr.pdf is empty." in refusal(put(tmp_path / "cmr.pdf", b""))


def test_both_sizes_are_said_of_what_is_too_large(tmp_path):
    path = put(tmp_path / "cmr.png", picture(kind="PNG"))
    os.truncate(path, 31_200_001)
    assert "cmr.png has 31.3 MB; at most 25 MB" in refusal(path)


def test_two_gigabytes_are_refused_without_being_read(tmp_path):
    path = put(tmp_path / "huge.jpg", b"")
    os.truncate(path, 2_000_000_000)
    assert "2,000 MB" in refusal(path)


def test_a_folder_is_refused_with_the_count_of_its_own_files(tmp_path):
    (tmp_path / "scans" / "deeper").mkdir(parents=True)
    for name in ("scans/a.jpg", "scans/b.jpg", "scans/deeper/c.jpg"):
        put(tmp_path / name, b"x")
    assert "scans is a folder with 2 files in it." in refusal(tmp_path / "scans")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_does_not_hold_the_desk(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "a device or a pipe" in refusal(tmp_path / "pipe.jpg")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets with names here")
def test_devices_and_sockets_are_refused(tmp_path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(tmp_path / "s"))
        assert "a device or a pipe" in refusal(tmp_path / "s")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    assert "a device or a pipe" in refusal(tmp_path / "zero.jpg")


def test_a_link_is_followed_to_its_file_and_keeps_its_name(tmp_path):
    put(tmp_path / "scan.pdf", pdf("x"))
    (tmp_path / "cmr.pdf").symlink_to("scan.pdf")
    assert examine(tmp_path / "cmr.pdf", LIMIT).name == "cmr.pdf"


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a.jpg").symlink_to("b.jpg")
    (tmp_path / "b.jpg").symlink_to("a.jpg")
    assert "leads back to itself" in refusal(tmp_path / "a.jpg")


def test_what_is_gone_is_said_to_be_gone(tmp_path):
    assert "not there any more" in refusal(tmp_path / "cmr.jpg")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the owner of all may read all")
def test_what_may_not_be_read_is_refused(tmp_path):
    put(tmp_path / "cmr.jpg", picture()).chmod(0)
    assert "may not be read" in refusal(tmp_path / "cmr.jpg")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"<html><body></body></html>", "a web page"),
        (b"MZ\x90\0\3", "a Windows program"),
        (b"PK\3\4\x14\0", "a ZIP archive or an Office document"),
    ],
)
def test_a_false_ending_does_not_help(tmp_path, data, words):
    assert f"photo.jpg is {words}. Documents are JPEG" in refusal(put(tmp_path / "photo.jpg", data))


def test_a_picture_of_another_kind_than_its_name_says_is_noted(tmp_path):
    found = examine(put(tmp_path / "photo.jpg", picture(kind="PNG")), LIMIT)
    assert (found.mime, found.note) == ("image/png", "photo.jpg is a PNG picture by its content, and is sent as one.")
    assert examine(put(tmp_path / "photo.JPEG", picture()), LIMIT).note == ""


@pytest.mark.parametrize("name", ["a\u202egpj.exe", "a\nb.jpg", "a\x1b[31m.jpg", "-rf.jpg", "CON", "x" * 250 + ".jpg"])
def test_a_name_is_shown_on_one_line_and_unturned(tmp_path, name):
    found = examine(put(tmp_path / name, picture()), LIMIT)
    assert found.name.isprintable()
    assert len(found.name) == len(name.replace("\u202e", "⟨RLO⟩").replace("\x1b", "⟨ESC⟩"))


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\xfe.jpg")
    try:
        path.write_bytes(picture())
    except OSError:
        pytest.skip("this disk takes names of text only")
    assert examine(path, LIMIT).name.encode("utf-8")


def test_a_name_with_a_nul_is_refused(tmp_path):
    assert "cannot be read" in refusal(tmp_path / "a\0b.jpg")
