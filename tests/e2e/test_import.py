"""fleetdesk tasks import as a stranger uses it, against the simulator."""

import json

import pytest

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.storage.gazetteer.file import GazetteerFile
from tests.e2e.test_commands import Shell

pytestmark = pytest.mark.process


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


def row(plate, ref="NEW-1", start="26.11.2030 08:00", stop="26.11.2030 12:00", place="58.5, 25.5"):
    return f"{plate};{ref};{start};{stop};{place};Tähe 1\n"


def orders(shell, *rows, encoding="utf-8", heading="Auto;Viide;Algus;Lõpp;Koordinaadid;Aadress\n"):
    file = shell.home / "orders.csv"
    file.write_text(heading + "".join(rows), encoding=encoding)
    return file


@pytest.fixture
def plate(shell):
    return next(each["plate"] for each in shell.data("call", "vehicles.list") if each["plate"])


def test_a_good_file_is_rehearsed_as_json(shell, plate):
    done = shell.run("tasks", "import", orders(shell, row(plate), encoding="cp1257"), "--dry-run")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["counts"] == {"ok": 1, "warning": 0, "error": 0, "there": 0}
    assert told["rows"][0]["fields"]["start_at"] == "2030-11-26T06:00:00Z"
    assert told["rows"][0]["fields"]["address"] == "Tähe 1"
    assert told["zone"] == "Europe/Tallinn"
    assert "Europe/Tallinn" in done.stderr


def test_the_zone_of_the_times_can_be_given(shell, plate):
    told = shell.data("tasks", "import", orders(shell, row(plate)), "--dry-run", "--timezone", "America/New_York")
    assert told["rows"][0]["fields"]["start_at"] == "2030-11-26T13:00:00Z"


def test_a_column_can_be_mapped_by_hand(shell, plate):
    file = orders(shell, row(plate), heading="Auto;Viide;Algus;Lõpp;Koordinaadid;Kuhu\n")
    told = shell.data("tasks", "import", file, "--dry-run", "--map", "Kuhu=description")
    assert told["rows"][0]["fields"]["description"] == "Tähe 1"


def test_the_row_of_the_heading_can_be_given_and_what_is_left_out_is_told(shell, plate):
    file = orders(shell, row(plate), heading="Auto;Kuhu\nAuto;Viide;Algus;Lõpp;Koordinaadid;Kuhu\n")
    done = shell.run("tasks", "import", file, "--dry-run", "--heading-line", "2")
    assert json.loads(done.stdout)["source"]["heading_line"] == 2
    assert json.loads(done.stdout)["counts"]["ok"] == 1
    assert "Left out, as nothing tells what they hold: “Kuhu”" in done.stderr


def test_wrong_rows_are_told_and_end_with_1(shell, plate):
    rows = row(plate), row("999ZZZ", "NEW-2"), row(plate, "NEW-1"), row(plate, "NEW-3", stop="26.11.2030 08:00")
    done = shell.run("tasks", "import", orders(shell, *rows), "--dry-run")
    assert done.returncode == 1
    assert [each["state"] for each in json.loads(done.stdout)["rows"]] == ["ok", "error", "error", "error"]
    assert "row 3:" in done.stderr
    assert "999ZZZ" in done.stderr


def test_a_task_of_the_server_is_there_already(shell):
    task = next(each for each in shell.data("call", "tasks.list", "all=1") if each["stop_at"] > each["start_at"])
    same = row(task["unit"], task["order_ref"], task["start_at"], task["stop_at"], f"{task['lat']}, {task['lon']}")
    file = orders(shell, same.replace("Tähe 1", f'"{task["address"]}"'))
    done = shell.run("tasks", "import", file, "--dry-run")
    assert json.loads(done.stdout)["counts"]["there"] == 1, done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.csv"], "cannot be read"),
        (["orders.csv", "--timezone", "Mars/Olympus"], "no time zone"),
        (["orders.csv", "--map", "Nothing=address"], "no column"),
        (["orders.csv", "--encoding", "klingon"], "no encoding"),
        (["orders.csv", "--heading-line", "2"], "a heading and no rows"),
        (["orders.csv", "--heading-line", "0"], "counted from 1"),
        (["french.csv"], "Give it with --encoding: utf-8"),
        (["orders.csv", "--map", "Auto="], "No column holds: Vehicle"),
        (["."], "is a folder"),
    ],
)
def test_wrong_words_are_2(shell, words, sentence):
    orders(shell, row("X"))
    (shell.home / "french.csv").write_bytes("Auto;Aadress\nX;Bière\n".encode("cp1252"))
    done = shell.run("tasks", "import", shell.home / words[0], *words[1:], "--dry-run")
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_good_rows_are_made_once_and_confirmed(shell, plate):
    file = orders(shell, row(plate, ref="ONCE-1"))
    told = shell.data("tasks", "import", file)
    assert told == {"confirmed": 1, "asking": 0, "waiting": 0}
    again = shell.run("tasks", "import", file)
    assert "there already" in again.stderr
    assert len([task for task in shell.simulator.control("tasks") if task["order_ref"] == "ONCE-1"]) == 1
    assert shell.data("outbox") == []


def test_without_a_network_it_is_saved_and_says_so(shell, plate, simulator):
    file = orders(shell, row(plate, ref="OFFLINE-1"))
    busy = {"status": 429, "headers": {"retry-after": "3000"}}
    simulator.control("faults", {"operation": "tasks.create", "action": busy, "count": -1})
    done = shell.run("tasks", "import", file)
    assert done.returncode == 6, done.stderr
    assert "saved on this computer" in done.stderr
    (waiting,) = shell.data("outbox", "list")
    assert (waiting["state"], waiting["order_ref"]) == ("queued", "OFFLINE-1")
    assert shell.data("outbox", "retry", waiting["id"])["not_before"] is None
    assert [each["state"] for each in shell.data("outbox", "discard", waiting["id"])] == ["cancelled"]
    assert shell.data("outbox") == []


def test_an_unknown_number_in_the_outbox_is_wrong_usage(shell):
    done = shell.run("outbox", "discard", 77)
    assert done.returncode == 2
    assert "no unsent change 77" in done.stderr


ADDRESSES = "Auto;Viide;Algus;Lõpp;Aadress\n"


def address_row(plate, ref, address):
    return f"{plate};{ref};26.11.2030 08:00;26.11.2030 12:00;{address}\n"


@pytest.fixture
def knowing(shell):
    """A shell whose desk knows an address, as the window has put it into its file."""
    file = GazetteerFile(shell.home / "fleetdesk" / "data" / "gazetteer.db")
    file.load()
    file.put("tasks metrotec", [("m/1", KnownPlace("Kase 118, Keila", 58.5, 25.5, PlaceSource.TASK))])
    file.close()
    return shell


def test_rows_without_coordinates_are_placed_by_known_addresses(knowing, plate):
    rows = address_row(plate, "NEW-1", "kase tn 118, Keila"), address_row(plate, "NEW-2", "Kase, Keila")
    before = (knowing.home / "fleetdesk" / "data" / "gazetteer.db").read_bytes()
    done = knowing.run("tasks", "import", orders(knowing, *rows, heading=ADDRESSES), "--dry-run")
    told = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr
    assert [each["state"] for each in told["rows"]] == ["ok", "error"]
    assert told["rows"][0]["fields"]["lat"] == 58.5
    assert [(each["rows"], each["state"]) for each in told["addresses"]] == [([2], "placed"), ([3], "doubtful")]
    assert "row 3: “Kase, Keila” may mean Kase 118, Keila (58.50000, 25.50000, task)." in done.stderr
    assert (knowing.home / "fleetdesk" / "data" / "gazetteer.db").read_bytes() == before


def test_placed_rows_are_sent(knowing, plate):
    file = orders(knowing, address_row(plate, "NEW-1", "Kase 118, Keila"), heading=ADDRESSES)
    done = knowing.run("tasks", "import", file)
    assert done.returncode == 0, done.stderr
    made = next(each for each in knowing.data("call", "tasks.list", "all=1") if each["order_ref"] == "NEW-1")
    assert (made["address"], made["lat"], made["lon"]) == ("Kase 118, Keila", 58.5, 25.5)


def test_asking_a_service_that_is_not_chosen_is_2(shell, plate):
    file = orders(shell, address_row(plate, "NEW-1", "Kase 118"), heading=ADDRESSES)
    done = shell.run("tasks", "import", file, "--ask-service", "--dry-run")
    assert done.returncode == 2
    assert "No address service is chosen." in done.stderr
