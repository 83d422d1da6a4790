"""fleetdesk upload as a stranger uses it, against the simulator."""

import json
import os

import pytest

from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + os.urandom(60_000)


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


@pytest.fixture
def task(shell):
    return shell.data("call", "tasks.list", "limit=1")[0]


def scan(shell, data=JPEG, name="scan ../1.jpg"):
    path = shell.home / name.replace("/", "_")
    path.write_bytes(data)
    return path


def filed(shell, task):
    return [each for each in shell.simulator.control("files") if each["pivot_id"] == str(task["id"])]


def bytes_filed(shell, task):
    import urllib.request

    found = [each for each in filed(shell, task) if each["size"] == len(JPEG) and each["sent_name"]]
    url = shell.simulator.told["control_url"] + f"files/{found[-1]['id']}/bytes"
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()


def test_documents_are_filed_byte_for_byte(shell, task):
    done = shell.run("upload", task["order_ref"], scan(shell), "--type", "cmr", "--hidden")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"confirmed": 1, "asking": 0, "waiting": 0}
    assert bytes_filed(shell, task) == JPEG
    row = filed(shell, task)[-1]
    assert (row["file_type"], row["hidden"], row["mime"]) == ("cmr", 1, "image/jpeg")
    assert row["sent_name"].isascii()


def test_a_document_that_is_filed_already_is_not_filed_again(shell, task):
    data = JPEG + b"again"
    for _ in range(2):
        assert shell.run("upload", task["id"], scan(shell, data), "--type", "image").returncode == 0
    assert sum(each["size"] == len(data) for each in filed(shell, task)) == 1


def test_without_waiting_it_is_queued_and_the_next_command_sends_it(shell, task):
    data = JPEG + b"queued"
    done = shell.run("upload", task["id"], scan(shell, data), "--type", "order", "--no-wait")
    assert done.returncode == 6
    (waiting,) = shell.data("outbox")
    assert (waiting["kind"], waiting["fields"]["type"]) == ("file.upload", "order")
    assert shell.run("upload", task["id"], scan(shell, data), "--type", "order").returncode == 0
    assert sum(each["size"] == len(data) for each in filed(shell, task)) == 1
    assert shell.data("outbox") == []


def test_an_unreachable_server_leaves_it_queued(shell, task):
    settings = shell.home / "fleetdesk" / "settings" / "settings.toml"
    text = settings.read_text()
    settings.write_text(text.replace(shell.simulator.metrotec_url, "http://127.0.0.1:9/"))
    done = shell.run("upload", task["id"], scan(shell, JPEG + b"offline"), "--type", "cmr")
    assert done.returncode == 6, done.stderr
    assert len(shell.data("outbox")) == 1
    settings.write_text(text)
    assert shell.run("upload", task["id"], scan(shell, JPEG + b"offline"), "--type", "cmr").returncode == 0
    assert shell.data("outbox") == []


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: os.mkfifo(path), "device or a pipe"),
        (lambda path: path.write_text("<svg/>"), ""),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2**31), "MB"),
    ],
)
def test_what_is_no_document_is_refused_in_words(shell, task, make, word):
    path = shell.home / "scan.jpg"
    make(path)
    done = shell.run("upload", task["id"], path, "--type", "cmr")
    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert shell.data("outbox") == []


def test_one_bad_file_files_none(shell, task):
    before = len(filed(shell, task))
    done = shell.run("upload", task["id"], scan(shell), scan(shell, b"no picture", "b.jpg"), "--type", "cmr")
    assert done.returncode == 2
    assert len(filed(shell, task)) == before


def test_a_task_that_is_not_there_is_said(shell):
    done = shell.run("upload", "NOPE-1", scan(shell), "--type", "cmr")
    assert done.returncode == 2
    assert "NOPE-1" in done.stderr


def test_an_unknown_type_is_wrong_usage(shell, task):
    assert shell.run("upload", task["id"], scan(shell), "--type", "selfie").returncode == 2


def test_a_discarded_document_is_not_sent(shell, task):
    shell.run("upload", task["id"], scan(shell, JPEG + b"discarded"), "--type", "cmr", "--no-wait")
    number = shell.data("outbox")[0]["id"]
    assert shell.run("outbox", "discard", number).returncode == 0
    assert shell.data("outbox") == []
