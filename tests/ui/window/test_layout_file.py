"""window.ini opens whatever became of it; what is not this version's is left alone."""

import pytest
from PySide6.QtCore import QByteArray

from fleetdesk.ui.window.layout_file import LayoutFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "window.ini"


@pytest.fixture
def made(path):
    file = LayoutFile(path)
    file.settings.setValue("geometry", QByteArray(bytes(range(256))))
    file.settings.setValue("documents", [QByteArray(b"a\0)"), QByteArray(b"(b")])
    file.settings.setValue("import/ab12", '["unit", ""]')
    file.settings.setValue("later", "kept")
    file.settings.setValue("columns Vehicles", QByteArray(b"x\n=y;"))
    file.close()
    return path


def test_what_is_kept_comes_back_and_is_no_damage(made):
    file = LayoutFile(made)
    assert file.notices == []
    assert file.settings.value("geometry") == QByteArray(bytes(range(256)))
    assert file.settings.value("documents") == [QByteArray(b"a\0)"), QByteArray(b"(b")]
    assert file.settings.value("later") == "kept"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_is_no_damage(made, encoding, ends):
    made.write_bytes(made.read_text().replace("\n", ends).encode(encoding))
    file = LayoutFile(made)
    assert file.notices == []
    assert (file.settings.value("later"), file.settings.value("import/ab12")) == ("kept", '["unit", ""]')


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 50, b"\xff\xfe\x00", b"nonsense", b"[General]\ngeometry=@ByteArray(\\x1\\xd"]
)
def test_what_cannot_be_read_is_put_aside_and_said(path, content):
    path.write_bytes(content)
    file = LayoutFile(path)
    (aside,) = path.parent.glob("window.unreadable.*.ini")
    assert aside.read_bytes() == content
    assert aside.name in file.notices[0]
    file.settings.setValue("later", "new")
    file.close()
    assert LayoutFile(path).settings.value("later") == "new"


def test_a_folder_in_its_place_is_put_aside(path):
    path.mkdir()
    assert "cannot be read" in LayoutFile(path).notices[0]
    assert list(path.parent.glob("window.unreadable.*.ini"))


def test_a_newer_file_is_left_untouched(path):
    path.write_text("[General]\nversion=2\nlater=theirs\n")
    file = LayoutFile(path)
    assert "newer FleetDesk" in file.notices[0]
    file.settings.setValue("later", "mine")
    assert file.settings.value("later") == "mine"
    file.close()
    assert path.read_text() == "[General]\nversion=2\nlater=theirs\n"
