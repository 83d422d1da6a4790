"""Which files a drop holds, and which drops are for us."""

import os
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.widgets.drag_data import TASKS
from fleetdesk.ui.widgets.drop_addresses import ELSEWHERE, MOST, PROMISED, TOO_MANY, addresses
from fleetdesk.ui.widgets.drop_addresses import place as place_of
from fleetdesk.ui.widgets.file_drops import FileDrops, carried, holds_files, is_filed
from tests.ui.desk import drag_away, drag_over, let_fall


def mime(*urls, image=False, keys=False):
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    if image:
        made.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    if keys:
        made.setData(TASKS, b'["m/1"]')
    return made


class ListeningDrops(FileDrops):
    """The drops of a widget, and what hovered, was taken and was refused."""

    def __init__(self, widget, key_at):
        super().__init__(widget, key_at)
        self.seen, self.taken, self.no = [], [], []
        self.hovered.connect(lambda *words: self.seen.append(words[:2]))
        self.dropped.connect(lambda *words: self.taken.append(words))
        self.refused.connect(self.no.append)


@pytest.fixture
def place(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return ListeningDrops(widget, lambda at: "m/1" if at.x() < 50 else "")


def test_files_of_this_computer_are_taken_once_each_in_their_order():
    found = carried(mime("file:///b%20%C3%B5.jpg", "file:///a.jpg", "file:///a.jpg"))
    assert [str(path) for path in found.paths] == ["/b õ.jpg", "/a.jpg"]


def test_a_picture_without_a_file_is_taken():
    found = carried(mime("https://example.com/a.jpg", image=True))
    assert len(found) == 1
    assert found.image is not None


def test_a_file_goes_before_its_own_picture():
    assert carried(mime("file:///a.jpg", image=True)).image is None


def test_a_web_address_is_refused_with_what_to_do(place):
    assert let_fall(place.widget, QPoint(5, 5), mime("https://example.com/a.jpg"))
    assert (place.taken, place.no) == ([], [ELSEWHERE])


def test_tasks_that_are_dragged_are_not_for_us():
    assert not is_filed(mime("file:///a.jpg", keys=True))
    assert not is_filed(mime())


def test_while_it_hovers_it_is_said_how_many_and_on_whom(place):
    data = mime("file:///a.jpg", "file:///b.jpg")
    assert drag_over(place.widget, QPointF(5, 5).toPoint(), data)
    assert place.seen[-1] == (2, "m/1")
    assert drag_over(place.widget, QPoint(80, 5), data)
    assert place.seen[-1] == (2, "")


def test_a_drop_says_on_whom_it_fell(place):
    data = mime("file:///a.jpg")
    let_fall(place.widget, QPoint(5, 5), data)
    (found, onto) = place.taken[0]
    assert ([str(path) for path in found.paths], onto) == (["/a.jpg"], "m/1")


def test_leaving_is_told(place, qtbot):
    drag_over(place.widget, QPoint(5, 5), mime("file:///a.jpg"))
    with qtbot.waitSignal(place.left):
        drag_away(place.widget)


def raw(**forms):
    made = QMimeData()
    for name, data in forms.items():
        made.setData(NAMES.get(name, name), data)
    return made


NAMES = {
    "uris": "text/uri-list",
    "gnome": "x-special/gnome-copied-files",
    "kde": "application/x-kde4-urilist",
    "mate": "x-special/mate-copied-files",
    "old": "x-special/nautilus-clipboard",
    "moz": "text/x-moz-url",
    "netscape": "_NETSCAPE_URL",
    "promise": "application/x-moz-file-promise",
    "png": "image/png",
    "promise_url": "application/x-moz-file-promise-url",
    "outlook": 'application/x-qt-windows-mime;value="FileGroupDescriptorW"',
}
A = (Path("/a b.pdf"),)


@pytest.mark.parametrize(
    "written",
    [
        b"file:///a%20b.pdf",
        b"file:///a%20b.pdf\r\n",
        b"file:///a%20b.pdf\n\n",
        b"file:/a%20b.pdf",
        b"FILE:///a%20b.pdf",
        b"file://localhost/a%20b.pdf",
        b"file://LOCALHOST/a b.pdf",
        b"file://127.0.0.1/a%20b.pdf",
        b"/a b.pdf\r\n",
        b"# from a file manager\r\nfile:///a%20b.pdf\r\n# end\r\n",
        b"file:///a%20b.pdf\r\nfile:///a%20b.pdf\0",
        b"file://" + socket.gethostname().encode() + b"/a%20b.pdf",
    ],
)
def test_a_file_is_found_however_its_address_is_written(written):
    assert carried(raw(uris=written)).paths == A


@pytest.mark.parametrize(
    "forms",
    [
        {"gnome": b"copy\nfile:///a%20b.pdf"},
        {"gnome": b"cut\nfile:///a%20b.pdf\0"},
        {"mate": b"copy\nfile:///a%20b.pdf"},
        {"old": b"x-special/nautilus-clipboard\ncopy\nfile:///a%20b.pdf\n"},
        {"kde": b"file:///a%20b.pdf\r\n"},
        {"moz": "file:///a%20b.pdf\na b.pdf".encode("utf-16-le")},
        {"moz": b"file:///a%20b.pdf\na b"},
        {"netscape": b"file:///a%20b.pdf\na b.pdf"},
        {"promise_url": "file:///a%20b.pdf".encode("utf-16-le")},
        {"uris": b"# nothing here\r\n", "gnome": b"copy\nfile:///a%20b.pdf"},
    ],
)
def test_the_forms_of_file_managers_browsers_and_mail_programs_are_read(forms):
    assert is_filed(raw(**forms))
    assert holds_files(raw(**forms))
    assert carried(raw(**forms)).paths == A


@pytest.mark.parametrize("name", [b"caf\xe9.pdf", "café.pdf".encode(), b"\xff\xfe.pdf", b"100%.pdf", b"a#1?.pdf"])
def test_a_name_is_bytes(tmp_path, name):
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"%PDF-1.4")
    folder = os.fsencode(tmp_path)
    written = b"".join(b"%%%02X" % byte for byte in name)
    for form in ("uris", "gnome"):
        (found,) = carried(raw(**{form: b"file://" + folder + b"/" + written + b"\r\n"})).paths
        assert found.read_bytes() == b"%PDF-1.4"


def test_what_lies_elsewhere_is_told_of_beside_the_files(place):
    data = raw(uris=b"file:///a%20b.pdf\r\nhttps://example.com/cmr.pdf\r\nsmb://server/b.pdf\r\n")
    let_fall(place.widget, QPoint(5, 5), data)
    ((found, _),) = place.taken
    assert found.paths[:1] == A
    assert [str(each) for each in found.paths[1:]] == ["https://example.com/cmr.pdf", "smb://server/b.pdf"]
    assert [each.exists() for each in found.paths] == [False] * 3
    assert found.paths[1].sentence == ELSEWHERE


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("smb://server/share/a.pdf", "another computer (smb:)"),
        ("sftp://me@host/a.pdf", "another computer"),
        ("mtp://phone/DCIM/1.jpg", "phone or a camera"),
        ("gphoto2://usb/1.jpg", "phone or a camera"),
        ("trash:///a.pdf", "in the trash"),
        ("imap://me@mail/INBOX;UID=4", "mail"),
        ("mailbox:///x?number=1", "mail"),
        ("data:image/png;base64,AAAA", "part of a web page"),
        ("file://server/share/a.pdf", "another computer"),
        ("recent:///x", "begins with recent:"),
        ("http://example.com", "address on the web"),
    ],
)
def test_what_lies_elsewhere_is_called_what_it_is(place, address, words):
    let_fall(place.widget, QPoint(5, 5), raw(uris=address.encode() + b"\r\n"))
    assert place.taken == []
    assert words in place.no[0]
    assert "first, then drop" in place.no[0]
    assert str(place_of(address.encode())) == address


@pytest.mark.parametrize("form", ["outlook", "promise"])
def test_a_mail_that_is_only_promised_is_said(place, form):
    data = raw(**{form: b"\1\0\0\0"})
    assert drag_over(place.widget, QPoint(5, 5), data)
    let_fall(place.widget, QPoint(5, 5), data)
    assert (place.taken, place.no) == ([], [PROMISED])


def test_the_picture_of_a_browser_keeps_its_bytes():
    picture = b"\x89PNG\r\n\x1a\n and more"
    found = carried(raw(png=picture, uris=b"https://example.com/a.png\r\n"))
    assert (found.image, found.paths) == (picture, ())


def test_comments_are_not_counted_as_files_while_they_hover(place):
    data = raw(uris=b"# a comment\r\nfile:///a.jpg\r\n# another\r\n")
    assert drag_over(place.widget, QPoint(5, 5), data)
    assert place.seen[-1] == (1, "m/1")


def test_pixels_of_another_form_are_carried_undecoded(monkeypatch):
    monkeypatch.setattr(QMimeData, "imageData", lambda self: pytest.fail("decoded where the window is"))
    for name in ("image/bmp", "image/x-MS-bmp", "image/x-portable-pixmap"):
        made = QMimeData()
        made.setData(name, b"BM and so on")
        assert carried(made).image == b"BM and so on"


def test_a_drawing_is_not_decoded_where_the_window_is(monkeypatch):
    monkeypatch.setattr(QMimeData, "imageData", lambda self: pytest.fail("decoded where the window is"))
    made = QMimeData()
    made.setData("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///dev/zero'/></svg>")
    assert carried(made).image is None
    assert carried(made).is_elsewhere


def listed(count, address="file:///nothing/photo {}.jpg"):
    made = QMimeData()
    made.setData("text/uri-list", "\r\n".join(address.format(each) for each in range(count)).encode())
    return made


def test_very_many_files_are_refused_with_what_to_do(place):
    let_fall(place.widget, QPoint(10, 10), listed(MOST + 1))
    assert (place.taken, place.no) == ([], [TOO_MANY])
    let_fall(place.widget, QPoint(10, 10), listed(MOST))
    assert len(place.taken[0][0]) == MOST


def test_no_more_of_a_list_is_read_than_it_takes_to_refuse_it():
    assert len(addresses(listed(200_000))) == MOST + 1
    assert max(map(len, addresses(listed(2, "data:image/png;base64," + "A" * 10_000_000 + "{}")))) <= 1 << 15
