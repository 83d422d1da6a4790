"""Rules of the house that no linter knows."""

import ast
import sys
from functools import cache

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("rules")  # each file is parsed once

SOURCES = sorted((ROOT / "fleetdesk").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
STATIC = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog"}


@cache
def nodes(path):
    """Everything in a file's syntax tree."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def within(path, folder):
    """The path of a file in a folder of the repository, with slashes."""
    return path.relative_to(ROOT / folder).as_posix()


def calls(path):
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func


LOOP = ROOT / "fleetdesk" / "app/loop.py"  # asyncio itself runs in its exec()
DRAGGING = (
    ROOT / "fleetdesk" / "ui" / "widgets" / "drag_data.py"
)  # and QDrag has nothing else: it runs inside a mouse event


def test_nothing_blocks_the_loop():
    """exec() inside asyncio strands tasks, and static dialogs wait for the user; use open() and a signal."""
    waiting = []
    for path in SOURCES:
        for call in calls(path) if path != LOOP else ():
            owner = call.value.id if isinstance(call.value, ast.Name) else ""
            waits = call.attr in {"exec", "exec_"} or (owner in STATIC and call.attr[0].islower())
            if waits and (path, owner, call.attr) != (DRAGGING, "drag", "exec"):
                waiting.append((within(path, "fleetdesk"), call.lineno))
    assert waiting == []


def test_only_one_drag_waits():
    assert [call.attr for call in calls(DRAGGING)].count("exec") == 1


def imported(path):
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def is_out_of_place(place, module):
    """Whether a folder of the package must not import a module of Qt: sync knows QtCore alone, ui no page."""
    if place == "sync":
        return module.startswith("PySide6") and module != "PySide6.QtCore"
    return place == "ui" and ("WebEngine" in module or "WebChannel" in module)


def test_qt_stays_where_it_belongs():
    used = [(within(path, "fleetdesk"), module) for path in SOURCES for module in imported(path)]
    assert [(name, module) for name, module in used if is_out_of_place(name.split("/")[0], module)] == []


def test_files_and_functions_stay_readable():
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path} has a part with a name of its own"
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 60, f"{path}: {node.name}"


READING = ROOT / "fleetdesk" / "reader" / "files.py"  # looks at a file before it opens it
OWN = {  # modules that open files of the desk's own, or in a process of their own, and what those are
    "demo/street_tiles.py": "the demo's own streets",
    "streets/extract/part_file.py": "a map under way, in a folder of ours",
    "api/outgoing.py": "copies of documents",
    "commands/account.py": "a secret, which may come in a pipe, and is read no further than one can be long",
    "base/files.py": "what is written is synced",
    "app/hooks.py": "the log",
    "profile/instance.py": "the lock",
    "base/kept_file.py": "kept files, which it looks at before",
    "mapview/page.py": "the program's own files",
    "mapview/web_page.py": "the program's own files",
    "mapview/outlines.py": "the program's own files",
    "documents/pdfs.py": "copies of documents, in a process of their own",
    "documents/joining.py": "copies of documents, in a process of their own",
    "documents/picture_pages.py": "copies of documents, in a process of their own",
    "documents/pictures.py": "copies of documents, in a process of their own",
    "documents/staging.py": "copies of documents",
    "storage/outbox/wal.py": "the outbox",
    "storage/sqlite_peek.py": "the outbox",
    "base/system_libraries.py": "the program's own files",
    "base/resources.py": "the program's own files",
    "demo/tour_desk.py": "what the tour itself wrote",
    "ui/window/layout_file.py": "the window's layout, which it looks at before",
    "ui/widgets/theme.py": "the program's own files",
}


PRIVATE_KEPT = {  # where a test reaches into what is not its own, and why
    ("data/earlier/make.py", "_db"): "an object of an earlier state, which had no close()",
    ("profile/test_secrets.py", "_keyring_backend"): "keyring's own setter cannot be taken back before it chose one",
    ("profile/test_keyring_session.py", "_keyring_backend"): "the same",
}


def standard_modules(tree):
    """The names under which a file has modules of the standard library."""
    for node in ast.walk(tree):
        for each in node.names if isinstance(node, ast.Import) else ():
            if each.name.partition(".")[0] in sys.stdlib_module_names:
                yield each.asname or each.name.partition(".")[0]


def is_private(name):
    """Whether a name has one underscore before it; `_` alone is gettext's."""
    return name.startswith("_") and not name.startswith("__") and name != "_"


def is_own(node, modules):
    """Whether what an attribute is of is self, cls, super() or a module of the standard library."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in {"self", "cls", *modules}


def foreign_privates(text):
    """Line and name of each private name that a text takes of others: by a dot, an import, or setattr and its like."""
    tree = ast.parse(text)
    modules = set(standard_modules(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not is_own(node.value, modules):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, each.name) for each in node.names if is_private(each.name))
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, name) for name in named(node) if is_private(name))


def named(call):
    """The attribute that setattr, getattr, delattr and patches of mock and pytest name in a text."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"setattr", "getattr", "delattr", "hasattr", "object", "patch"} and call.args:
        for each in call.args[:2]:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value.rpartition(".")[2]


def test_tests_use_what_is_public():
    """A test uses what a user sees, or what the users of a class have."""
    named = [(within(path, "tests"), path.read_text(encoding="utf-8")) for path in TESTS]
    found = [(name, line, private) for name, text in named for line, private in foreign_privates(text)]
    assert [each for each in found if (each[0], each[2]) not in PRIVATE_KEPT] == []


@pytest.mark.parametrize(("file", "private"), PRIVATE_KEPT)
def test_no_exception_outlives_its_reason(file, private):
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    assert private in {name for _, name in foreign_privates(text)}


def test_the_rule_sees_every_way_to_what_is_private():
    for text in (
        "made._x",
        "made._x = 1",
        "made.inner._x",
        "self._x._y",
        "of(made)._x",
        "import fleetdesk\nfleetdesk._x",
        "from fleetdesk import _x",
        "patch.setattr(made, '_x', 1)",
        "patch.setattr('fleetdesk.ui._x', 1)",
        "getattr(made, '_x')",
    ):
        assert list(foreign_privates(text)), text
    for text in ("self._x", "cls._x", "super()._x", "import os\nos._exit(0)", "made.__dict__", "translation._('x')"):
        assert not list(foreign_privates(text)), text


def opens_a_file(node):
    """Whether a call opens a file by its path: of open(), os.open(), Path.open("rb") and those that read it whole."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    if not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
    mode = [each.value for each in node.args[:1] if isinstance(each, ast.Constant)]
    by_mode = any(isinstance(each, str) and set(each) <= set("rwabxt+") for each in mode)
    return node.func.attr in ("read_bytes", "read_text") or (
        node.func.attr == "open" and (owner in ("os", "io") or by_mode)
    )


def test_files_of_strangers_are_opened_in_one_place():
    """A pipe holds whoever opens it, and a device never ends: reader.files looks before it opens."""
    found = {within(path, "fleetdesk"): [node.lineno for node in nodes(path) if opens_a_file(node)] for path in SOURCES}
    opening = {name for name, lines in found.items() if lines and not name.startswith("simulator/")}
    assert opening - {within(READING, "fleetdesk")} == set(OWN)


def test_the_rule_sees_every_way_to_open_a_file():
    for text in (
        "open(x)",
        "os.open(x, 0)",
        "io.open(x)",
        "p.open('rb')",
        "p.open('r')",
        "p.read_text()",
        "p.read_bytes()",
    ):
        assert any(map(opens_a_file, ast.walk(ast.parse(text)))), text
    for text in ("dialog.open()", "archive.open(part)", "image.open(file, formats=x)"):
        assert not any(map(opens_a_file, ast.walk(ast.parse(text)))), text


def timed_packings(source):
    """The lines of calls of gzip.compress() that put the time of now into their head."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    packed = (node for node in calls if ast.unparse(node.func) == "gzip.compress")
    return [node.lineno for node in packed if "mtime" not in {each.arg for each in node.keywords}]


def test_what_tests_pack_is_the_same_each_second():
    """Tests that are named by it, or compare it, differ from worker to worker and from run to run."""
    assert [(name.name, lines) for name in TESTS if (lines := timed_packings(name.read_text(encoding="utf-8")))] == []


def test_the_rule_sees_a_packing_with_the_time_in_it():
    assert timed_packings("import gzip\ngzip.compress(b'a')\ngzip.compress(b'a', mtime=0)") == [2]
