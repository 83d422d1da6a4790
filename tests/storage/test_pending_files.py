"""Documents that wait to be filed: there after a restart, and no damaged file stops the desk."""

import json
from dataclasses import asdict, replace

import pytest

from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.domain.documents import PendingFile, copy_name
from fleetdesk.storage.pending_files import PendingFiles

KEPT = PendingFile("a1" * 32, 1234, "image/jpeg", "scan “1”.jpg", "It is a JPEG.", "m/7", "cmr")
OTHER = PendingFile("b2" * 32, 99, "application/pdf", "order.pdf")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tray.json"


def tray(path):
    return PendingFiles(path, lambda place, text: write_whole(place, text, 0o600))


def test_nothing_waits_at_first(path):
    assert tray(path).all() == []


def test_what_waits_outlives_a_restart(path):
    tray(path).save([KEPT, OTHER])
    assert tray(path).all() == [KEPT, OTHER]


def test_what_is_kept_replaces_what_waited(path):
    tray(path).save([KEPT, OTHER])
    tray(path).save([OTHER])
    assert tray(path).all() == [OTHER]


def test_only_the_user_may_read_it(path):
    tray(path).save([KEPT])
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", [b"{nonsense", b"\xff\xfe\x00", b"", b"7", b"null", b"[" * 100_000])
def test_a_damaged_file_is_kept_aside(path, text):
    path.write_bytes(text)
    assert tray(path).all() == []
    (aside,) = path.parent.glob("tray.unreadable.*.json")
    assert aside.read_bytes() == text
    assert not path.exists()


def test_after_a_damaged_file_the_tray_is_used_anew(path):
    path.write_bytes(b"{nonsense")
    tray(path).all()
    tray(path).save([KEPT])
    assert tray(path).all() == [KEPT]


@pytest.mark.parametrize(
    "line",
    [
        "text",
        7,
        None,
        [],
        {},
        {"sha256": "a1" * 32},
        asdict(KEPT) | {"size": -1},
        asdict(KEPT) | {"size": True},
        asdict(KEPT) | {"sha256": "../../etc/passwd"},
        asdict(KEPT) | {"sha256": "A1" * 32},
        asdict(KEPT) | {"sha256": 7},
        asdict(KEPT) | {"size": "1234"},
        asdict(KEPT) | {"mime": "text/html"},
        asdict(KEPT) | {"mime": []},
        asdict(KEPT) | {"type": "poem"},
        asdict(KEPT) | {"type": []},
        asdict(KEPT) | {"name": None},
        asdict(KEPT) | {"task": 7},
        asdict(KEPT) | {"note": {}},
    ],
)
def test_a_line_that_makes_no_sense_is_left_out_said_and_stays_in_the_file(path, line):
    path.write_text(json.dumps([asdict(KEPT), line, asdict(OTHER)]))
    found = tray(path)
    assert found.all() == [KEPT, OTHER]
    assert (len(found.pop_notices()), found.whole) == (1, False)
    found.save([OTHER])
    assert json.loads(path.read_text()) == [asdict(OTHER), line]


@pytest.mark.parametrize(
    "envelope", [lambda documents: documents, lambda documents: {"version": 1, "papers": documents, "by": "x"}]
)
def test_what_a_newer_version_wrote_besides_is_kept(path, envelope):
    path.write_text(
        json.dumps(envelope([asdict(KEPT) | {"turned": 90}, asdict(KEPT) | {"task": "m/8", "turned": 180}]))
    )
    found = tray(path)
    assert found.all() == [KEPT, replace(KEPT, task="m/8")]
    assert (found.pop_notices(), found.whole) == ([], True)
    found.save([replace(KEPT, task="m/8"), OTHER])
    kept = asdict(KEPT) | {"task": "m/8", "turned": 180}
    assert json.loads(path.read_text()) == envelope([kept, asdict(OTHER)])


def test_a_newer_tray_is_left_and_nothing_written(path):
    path.write_text('{"version": 2, "sheets": []}')
    found = tray(path)
    assert (found.all(), found.whole) == ([], False)
    with pytest.raises(SessionOnly):
        found.save([KEPT])
    assert (path.read_text(), found.all()) == ('{"version": 2, "sheets": []}', [KEPT])


def test_as_long_as_a_damaged_tray_lies_aside_the_tray_is_not_whole(path):
    path.write_bytes(b"{nonsense")
    tray(path).all()
    again = tray(path)
    assert (again.all(), again.whole) == ([], False)


@pytest.mark.parametrize("read", [{"a": 1}, {}, "text"])
def test_something_else_than_a_list_is_no_tray(path, read):
    path.write_text(json.dumps(read))
    assert tray(path).all() == []


def test_a_copy_is_named_by_its_bytes_and_its_kind():
    names = tuple(copy_name(each.sha256, each.mime) for each in (KEPT, OTHER))
    assert names == ("a1" * 32 + ".jpg", "b2" * 32 + ".pdf")


@pytest.mark.parametrize("emptied", ["[]", '{"papers": []}'])
def test_a_tray_that_was_emptied_by_another_hand_says_so_and_no_copy_is_swept(path, emptied):
    tray(path).save([KEPT, OTHER, OTHER])
    path.write_text(emptied)
    found = tray(path)
    assert (found.all(), found.whole) == ([], False)
    (said,) = found.pop_notices()
    assert "tray.json lacks 3 entries" in said
    assert "order.pdf" in said
    found.save([])
    assert not tray(path).whole
    (before,) = path.parent.glob("tray.before.*.json")
    assert PendingFiles(before, lambda *_: None).all() == [KEPT, OTHER, OTHER]


def test_the_last_document_that_is_filed_is_not_said_at_the_next_start(path):
    tray(path).save([KEPT])
    tray(path).save([])
    found = tray(path)
    assert (found.all(), found.pop_notices(), found.whole) == ([], [], True)
