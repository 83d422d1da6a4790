"""Rows of reports on the disk: kept, told apart, limited, and none where the file is damaged."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.reports import ReportRows
from fleetdesk.storage.report_rows import ReportRowsFile

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
REPORT = Report("m", 7, "done", 2, "poi", started_at=NOW - timedelta(days=9), ended_at=NOW - timedelta(days=1))
ROWS = ReportRows((Visit("m", 1, "A", "Depot", entered_at=NOW, stay_s=60, distance_km=1.5, name="ä\u202e"),), 2)


@pytest.fixture
def file(tmp_path):
    made = ReportRowsFile(tmp_path / "reports.db")
    made.load()
    yield made
    made.close()


def test_what_was_kept_is_there_after_a_restart(file):
    file.keep(REPORT, ROWS, NOW)
    file.close()
    file.load()
    assert file.rows(REPORT) == ROWS


def test_a_report_of_the_same_number_that_asks_otherwise_has_none(file):
    file.keep(REPORT, ROWS, NOW)
    assert file.rows(replace(REPORT, type="geo")) is None
    assert file.rows(replace(REPORT, account="n")) is None


def test_what_was_kept_longest_ago_goes_first(tmp_path):
    file = ReportRowsFile(tmp_path / "reports.db", most_bytes=250)
    file.load()
    for number in range(4):
        file.keep(replace(REPORT, id=number), ROWS, NOW + timedelta(hours=number))
    left = [number for number in range(4) if file.rows(replace(REPORT, id=number))]
    assert left
    assert left[-1] == 3
    assert 0 not in left
    file.close()


def test_a_removed_account_leaves_nothing(file):
    file.keep(REPORT, ROWS, NOW)
    file.forget("m")
    assert file.rows(REPORT) is None


@pytest.mark.parametrize("body", [b"", b"rubbish", None, "text"])
def test_rows_that_are_damaged_are_none(file, tmp_path, body):
    file.keep(REPORT, ROWS, NOW)
    with sqlite3.connect(tmp_path / "reports.db") as db:
        db.execute("UPDATE report_rows SET body = ?", (body if body is not None else 7,))
    db.close()
    assert file.rows(REPORT) is None


def test_a_damaged_file_begins_anew_and_says_so(tmp_path):
    (tmp_path / "reports.db").write_bytes(b"no database" * 100)
    file = ReportRowsFile(tmp_path / "reports.db")
    assert "asked for again" in file.load()
    file.keep(REPORT, ROWS, NOW)
    assert file.rows(REPORT) == ROWS
    file.close()
