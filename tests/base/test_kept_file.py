"""A file that people rely on: read in any usual encoding, put aside where it is damaged, never written over blindly."""

import json
import os
import threading

import pytest

from fleetdesk.base.files import put_aside, write_whole
from fleetdesk.base.kept_file import KeptFile, SessionOnly, to_json

SOUND = {"Sadam": {"a": "õ"}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept.json"


def kept(path, **more):
    return KeptFile(path, lambda place, text: write_whole(place, text, 0o600), **more)


def asides(path):
    return sorted(each.name for each in path.parent.glob("kept.unreadable.*.json"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_no_damage(path, encoding, ends):
    path.write_bytes(json.dumps(SOUND, ensure_ascii=False, indent=1).replace("\n", ends).encode(encoding))
    file = kept(path)
    assert (file.read(), file.pop_notices(), file.whole) == (SOUND, [], True)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 40, b" \n", b'{"a": ', b"\xff\xfe\x00", b"\xe5", b"[" * 100_000, b"1" * 5000, b'{"a": 1}\0\0\0'],
)
def test_what_cannot_be_read_is_put_aside_and_said(path, content):
    path.write_bytes(content)
    file = kept(path)
    assert file.read() is None
    (aside,) = asides(path)
    assert (path.with_name(aside).read_bytes(), path.exists(), file.whole) == (content, False, False)
    (said,) = file.pop_notices()
    assert said.startswith("kept.json cannot be read")
    assert aside in said


def test_a_document_of_another_kind_is_put_aside(path):
    path.write_text("[]")
    file = kept(path)

    def check(document):
        raise ValueError("it is a list")

    assert file.read(check) is None
    assert "it is a list" in file.pop_notices()[0]


def test_several_in_one_second_do_not_meet(path):
    for number in range(5):
        path.write_text(f"{{{number}")
        kept(path).read()
    assert sorted(path.with_name(each).read_text() for each in asides(path)) == [f"{{{each}" for each in range(5)]


def test_a_name_that_is_taken_is_never_written_over(path):
    path.write_text("mine")
    path.with_name("fixed").write_text("theirs")
    with pytest.raises(FileExistsError):
        put_aside(path, "fixed")
    assert (path.read_text(), path.with_name("fixed").read_text()) == ("mine", "theirs")


def test_a_folder_in_its_place_is_put_aside(path):
    path.mkdir()
    (path / "inside").write_text("x")
    file = kept(path)
    assert file.read() is None
    (aside,) = asides(path)
    assert (path.with_name(aside) / "inside").read_text() == "x"


def test_a_pipe_in_its_place_does_not_hang_the_start(path):
    os.mkfifo(path)
    assert kept(path).read() is None
    assert len(asides(path)) == 1


def test_what_cannot_be_moved_is_left_and_never_written_over(tmp_path):
    path = tmp_path / ("k" * 250 + ".json")  # with a stamp in it the name would be too long for any file system
    path.write_text("{")
    file = kept(path)
    assert file.read() is None
    assert "It stays as it is" in file.pop_notices()[0]
    with pytest.raises(SessionOnly, match="kept until FleetDesk ends"):
        file.write("{}", {"new": 1})
    assert (path.read_text(), file.read()) == ("{", {"new": 1})


def test_who_only_reads_moves_nothing(path):
    path.write_text("{")
    file = kept(path, moves=False)
    assert file.read() is None
    assert "until the desk starts" in file.pop_notices()[0]
    assert [each.name for each in path.parent.iterdir()] == ["kept.json"]


@pytest.mark.parametrize("version", [2, 99, 2.5])
def test_a_newer_file_is_refused_in_words_and_left_untouched(path, version):
    content = json.dumps({"version": version, "areas": {}}).encode()
    path.write_bytes(content)
    file = kept(path)
    assert file.read() is None
    assert "was written by a newer FleetDesk" in file.pop_notices()[0]
    with pytest.raises(SessionOnly, match="newer FleetDesk"):
        file.write("{}", {})
    assert path.read_bytes() == content
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize("version", [1, 0, True, "2", {"type": "Polygon"}, None])
def test_any_other_version_is_no_reason_to_refuse(path, version):
    path.write_text(json.dumps({"version": version}))
    assert kept(path).read() == {"version": version}


def test_a_sentence_is_said_once_in_a_run(path):
    file = kept(path)
    file.say("a")
    file.say("a")
    assert (file.pop_notices(), file.pop_notices()) == (["a"], [])


def test_half_a_surrogate_pair_can_be_written_and_read_again(path):
    file = kept(path)
    file.write(to_json({"a": "\ud83d"}))
    assert file.read() == {"a": "\ud83d"}


def test_a_link_stays_a_link(path, tmp_path):
    (tmp_path / "elsewhere.json").write_text("{}")
    path.symlink_to(tmp_path / "elsewhere.json")
    kept(path).write("[1]")
    assert path.is_symlink()
    assert (tmp_path / "elsewhere.json").read_text() == "[1]"


def test_two_writers_at_once_leave_one_whole_text_and_nothing_beside(path):
    texts = [json.dumps([letter] * 5000) for letter in "abcd"]

    def write(text):
        for _ in range(25):
            write_whole(path, text, 0o600)

    threads = [threading.Thread(target=write, args=(each,)) for each in texts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert path.read_text() in texts
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["kept.json"]


def test_a_failed_write_leaves_the_old_text_and_nothing_beside(path):
    write_whole(path, "old", 0o600)
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud83d", 0o600)
    assert (path.read_text(), len(list(path.parent.iterdir()))) == ("old", 1)


def befores(path):
    return sorted(each.name for each in path.parent.glob("kept.before.*.json"))


def copied(path, document=SOUND):
    """A file that was written once, with the copy that this makes."""
    file = kept(path)
    file.write(to_json(document), document)
    return path.with_name("kept.copy.json")


def test_a_copy_is_as_private_as_the_file(path):
    copy = copied(path)
    assert json.loads(copy.read_text()) == SOUND
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_gone_comes_back_from_its_copy_and_is_said_with_what_it_holds(path):
    copied(path, {"version": 1, "a": 1, "b": 2})
    path.unlink()
    file = kept(path)
    assert file.read() == {"version": 1, "a": 1, "b": 2}
    (said,) = file.pop_notices()
    assert said.startswith("kept.json is gone. Its copy of ")
    assert "2 entries" in said
    assert (file.whole, json.loads(path.read_text())["b"]) == (False, 2)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b'{"a": ', b"[]"])
def test_a_file_that_is_damaged_or_cut_to_nothing_comes_back_from_its_copy(path, content):
    copied(path)
    path.write_bytes(content)
    file = kept(path)
    assert file.read(lambda document: document["Sadam"]) == SOUND
    (said,) = file.pop_notices()
    assert asides(path)[0] in said
    assert "1 entry is used" in said
    assert path.with_name(asides(path)[0]).read_bytes() == content


def test_a_copy_that_cannot_be_used_is_none(path):
    for spoilt in (b"", b'{"version": 99}', b"[1"):
        copied(path).write_bytes(spoilt)
        path.unlink()
        assert kept(path).read() is None


def test_a_command_that_only_reads_uses_the_copy_and_writes_nothing(path):
    copied(path)
    path.write_bytes(b"")
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    file = kept(path, moves=False)
    assert file.read() == file.read() == SOUND
    assert len(file.pop_notices()) == 2
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_what_another_hand_has_written_is_in_the_copy_from_the_next_reading_on(path):
    copy = copied(path)
    path.write_text('{"Sadam": 2, "by hand": 1}')
    kept(path).read()
    assert json.loads(copy.read_text()) == {"Sadam": 2, "by hand": 1}


def test_what_is_taken_out_of_the_file_is_not_in_the_copy(path):
    copy = copied(path)
    kept(path).write("{}", {})
    assert json.loads(copy.read_text()) == {}


def test_a_newer_file_is_left_though_there_is_a_copy(path):
    copied(path)
    path.write_text('{"version": 99}')
    file = kept(path)
    assert (file.read(), path.read_text()) == (None, '{"version": 99}')


def test_a_file_without_a_copy_gets_none(path):
    kept(path, copied=False).write("{}", {})
    assert [each.name for each in path.parent.iterdir()] == ["kept.json"]


@pytest.mark.parametrize("content", ["{}", '{"version": 1}', '{"b": 2}'])
def test_a_file_that_lost_entries_by_another_hand_is_used_and_said_and_what_it_had_is_kept(path, content):
    copied(path, {"version": 1, "a": 1, "b": 2, "c": 3})
    path.write_text(content)
    file = kept(path)
    assert file.read() == json.loads(content)
    (said,) = file.pop_notices()
    (before,) = befores(path)
    count = "2 entries" if "b" in content else "3 entries"
    assert said.startswith(f"kept.json lacks {count} that it had when FleetDesk last used it. ")
    assert "It lacks: a, " in said
    assert before in said
    assert json.loads(path.with_name(before).read_text()) == {"version": 1, "a": 1, "b": 2, "c": 3}
    assert path.with_name(before).stat().st_mode & 0o777 == 0o600


def test_what_it_had_outlives_the_next_writing_and_is_said_once(path):
    copied(path)
    path.write_text("{}")
    kept(path).read()
    kept(path).write('{"new": 1}')
    again = kept(path)
    assert (again.read(), again.pop_notices()) == ({"new": 1}, [])
    (before,) = befores(path)
    assert json.loads(path.with_name(before).read_text()) == SOUND
    assert not again.whole


def test_a_list_that_is_shorter_has_lost_entries(path):
    copied(path, [1, 2])
    path.write_text("[]")
    file = kept(path)
    assert file.read() == []
    assert "lacks 2 entries" in file.pop_notices()[0]


def test_a_command_that_only_reads_says_what_is_lost_and_leaves_the_copy(path):
    copied(path)
    path.write_text("{}")
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    file = kept(path, moves=False)
    assert file.read() == {}
    (said,) = file.pop_notices()
    assert "lacks 1 entry" in said
    assert "kept.copy.json" in said
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_a_command_that_only_reads_and_then_writes_keeps_what_was_lost(path):
    copied(path)
    path.write_text("{}")
    file = kept(path, moves=False)
    file.read()
    file.write('{"new": 1}')
    (before,) = befores(path)
    assert json.loads(path.with_name(before).read_text()) == SOUND


def test_a_fuller_copy_that_cannot_be_moved_is_not_written_over(tmp_path):
    path = tmp_path / ("k" * 240 + ".json")  # with a stamp in it the name would be too long for any file system
    copy = tmp_path / ("k" * 240 + ".copy.json")
    path.write_text("{}")
    copy.write_text(to_json(SOUND))
    file = kept(path)
    assert file.read() == {}
    assert copy.name in file.pop_notices()[0]
    file.write('{"new": 1}')
    assert json.loads(copy.read_text()) == SOUND


def test_what_the_program_takes_out_itself_is_not_said(path):
    copied(path, {"a": 1, "b": 2})
    file = kept(path)
    file.read()
    file.write("{}", {})
    again = kept(path)
    assert (again.read(), again.pop_notices(), befores(path)) == ({}, [], [])


def test_what_another_hand_adds_or_changes_is_not_said(path):
    copied(path)
    path.write_text('{"Sadam": 5, "by hand": 1}')
    file = kept(path)
    assert (file.read()["by hand"], file.pop_notices(), befores(path)) == (1, [], [])


def test_a_first_start_without_a_copy_has_nothing_to_say(path):
    path.write_text("{}")
    file = kept(path)
    assert (file.read(), file.pop_notices(), befores(path)) == ({}, [], [])
