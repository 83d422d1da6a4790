"""Every operation of both vendors has a caller below the window, and a place that README names."""

import ast

import pytest

from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from tests.conftest import ROOT

TABLES = {"metrotec": METROTEC, "vezma": VEZMA}
NO_CALLERS = ("operations.py", "samples.py")
"""Files that name operations without calling them."""
SECTION = "## Where it stands in the window"


def called(vendor):
    """The operations that the vendor's client names where it calls them."""
    files = [*(ROOT / "fleetdesk" / "api" / vendor).glob("*.py"), ROOT / "fleetdesk" / "api" / "client.py"]
    texts = (each.read_text(encoding="utf-8") for each in files if each.name not in NO_CALLERS)
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def lines_of_readme():
    """The cells of each row of README's table."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split(SECTION)[1].split("\n## ")[0]
    return [line.split("|") for line in section.splitlines() if line.startswith("| ") and "`" in line]


def placed(column):
    """The operations in a column of README's table, and how often each is named."""
    return sorted(name.strip("`") for row in lines_of_readme() for name in row[column].split())


def rows_of_readme():
    """The operations of each row of README's table, by its first cell, as (vendor, name)."""
    columns = ("metrotec", 2), ("vezma", 3)
    return {
        row[1].strip(): {(vendor, name.strip("`")) for vendor, column in columns for name in row[column].split()}
        for row in lines_of_readme()
    }


@pytest.mark.parametrize("vendor", TABLES)
def test_each_operation_has_a_caller(vendor):
    assert set(TABLES[vendor]) - called(vendor) == set()


@pytest.mark.parametrize(("vendor", "column"), [("metrotec", 2), ("vezma", 3)])
def test_each_operation_has_its_place_in_readme_once(vendor, column):
    assert placed(column) == sorted(TABLES[vendor])


def test_all_of_them_are_52():
    assert sum(map(len, TABLES.values())) == 52
