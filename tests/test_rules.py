"""Rules of the house that no linter knows."""

import ast

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "fleetdesk").rglob("*.py"))
STATIC = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog"}


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func


LOOP = ROOT / "fleetdesk" / "loop.py"  # asyncio itself runs in its exec()
DRAGGING = ROOT / "fleetdesk" / "ui" / "dragging.py"  # and QDrag has nothing else: it runs inside a mouse event


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path != LOOP], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_blocks_the_loop(path):
    for call in calls(path):
        if path == DRAGGING and isinstance(call.value, ast.Name) and (call.value.id, call.attr) == ("drag", "exec"):
            continue
        assert call.attr not in {"exec", "exec_"}, "exec() inside asyncio strands tasks; use open() and a signal"
        owner = call.value.id if isinstance(call.value, ast.Name) else ""
        assert not (owner in STATIC and call.attr[0].islower()), f"{owner}.{call.attr} waits for the user"


def test_only_one_drag_waits():
    assert [call.attr for call in calls(DRAGGING)].count("exec") == 1


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_qt_stays_where_it_belongs(path):
    place = path.relative_to(ROOT / "fleetdesk").parts[0]
    modules = set(imported(path))
    if place == "sync":
        assert not {name for name in modules if name.startswith("PySide6") and name != "PySide6.QtCore"}
    if place == "ui":
        assert not {name for name in modules if "WebEngine" in name or "WebChannel" in name}


def test_files_and_functions_stay_readable():
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path} has a part with a name of its own"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 60, f"{path}: {node.name}"
