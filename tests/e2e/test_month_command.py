"""fleetdesk month: the workbook and figures that equal the simulator's truth, and exit codes for what is missing."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from fleetdesk.domain.month import period_of_month

pytestmark = pytest.mark.process


@pytest.mark.parametrize("zone", ["Europe/Tallinn", "Europe/Bratislava"])
def test_the_figures_are_the_truth_and_the_workbook_has_a_page_each(few_shell, few, zone):
    told = few_shell.data("month", "2026-10", "--out", few_shell.home, "--timezone", zone)
    book = openpyxl.load_workbook(told["file"], read_only=True)
    period = period_of_month(date(2026, 10, 1), ZoneInfo(zone))
    units = [row["id"] for row in few_shell.data("call", "vehicles.list")]
    truth = [few.control(f"truth/past?object_id={unit}&begins={period.begins}&ends={period.ends}") for unit in units]
    company = told["company"]
    assert company["km"] == pytest.approx(sum(each["metres"] for each in truth) / 1000, rel=0.01)
    assert company["driving_s"] == pytest.approx(sum(each["driving"] for each in truth), rel=0.005)
    assert company["idling_s"] == pytest.approx(sum(each["idling"] for each in truth), rel=0.05)
    assert company["work_s"] == pytest.approx(sum(each["work"] for each in truth), abs=31 * 3 * len(units))
    assert company["litres"] == pytest.approx(sum(each["litres"] for each in truth), rel=0.01)
    assert len(book.sheetnames) == 2 + len(units)
    assert told["units"] == len(units)
    book.close()
    assert Path(told["pdf"]).read_bytes().startswith(b"%PDF-")


def test_what_the_server_fails_to_tell_is_in_the_exit_code_and_the_rest_is_written(few_shell, few):
    few.control("faults", [{"operation": "metrotec.worktime.list", "count": -1, "action": {"status": 503}}])
    done = few_shell.run("month", "2026-10", "--out", few_shell.home)
    few.calm()
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert told["company"]["work_s"] is None
    assert told["company"]["km"] > 0


@pytest.mark.parametrize("words", [("October",), ("2026-13",), ("2026-10", "--out", "/no/such/folder")])
def test_wrong_words_are_2(few_shell, words):
    out = () if "--out" in words else ("--out", str(few_shell.home))
    done = few_shell.run("month", *words, *out)
    assert done.returncode == 2
    assert done.stderr.startswith("fleetdesk: ")
