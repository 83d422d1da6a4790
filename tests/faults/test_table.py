"""The fault table names tests that are there, and a row without cases or with a failed one is seen."""

import ast

import pytest

from tests.conftest import ROOT
from tests.faults.table import cases_of, page, read

TABLE = read()
TESTS = sorted({test for row in TABLE["fault"] for test in row["tests"]})
REPORT = """<testsuites><testsuite>
<testcase classname="tests.api.test_a" name="test_one[1]"/><testcase classname="tests.api.test_a" name="test_one[2]"/>
<testcase classname="tests.api.test_a" name="test_two"><failure/></testcase>
<testcase classname="tests.b.test_c" name="test_three"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize("test", TESTS)
def test_every_test_that_is_named_is_there(test):
    path, _, beginning = test.partition("::")
    assert (ROOT / path).exists()
    if beginning:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        functions = (each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
        assert any(name.startswith(beginning) for name in functions)


def table(*tests):
    return {"fault": [{"part": "P", "fault": "F", "seen": "S", "tests": list(tests)}], "not_kept": [], "long_run": []}


@pytest.mark.parametrize(
    ("tests", "cells", "sound"),
    [
        (["tests/api/test_a.py::test_one"], "| 2 | 0 |", True),
        (["tests/api/test_a.py"], "| 3 | 1 |", False),
        (["tests/api"], "| 3 | 1 |", False),
        (["tests/b"], "| 0 and 1 skipped | 0 |", False),
        (["tests/none.py"], "| 0 | 0 |", False),
    ],
)
def test_a_row_counts_its_cases(tests, cells, sound):
    text, held = page(table(*tests), cases_of(REPORT), "abc")
    assert cells in text
    assert held == sound
