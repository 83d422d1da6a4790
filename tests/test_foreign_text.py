"""Words of others go into the window by ui/widgets/foreign_text.py and labels.py there: raw calls take constants."""

import ast

import pytest

from tests.conftest import ROOT

SOURCES = [path for path in sorted((ROOT / "fleetdesk").rglob("*.py")) if "PySide6" in path.read_text("utf-8")]
DOORS = {ROOT / "fleetdesk" / "ui" / "widgets" / name for name in ("foreign_text.py", "labels.py")}
CALLS = {
    "setText", "setToolTip", "setWindowTitle", "setStatusTip", "setWhatsThis", "setAccessibleName", "setTitle",
    "setAccessibleDescription", "setPlaceholderText", "setPlainText", "setHtml", "setMarkdown", "appendHtml",
    "appendPlainText", "insertHtml", "insertPlainText", "drawText", "drawStaticText", "showMessage", "addItems",
    "insertItem", "insertItems", "setItemText", "setTabText", "setHeaderLabels", "setHorizontalHeaderLabels",
    "setVerticalHeaderLabels", "setPrefix", "setSuffix", "setFormat", "setLabelText", "setInformativeText",
    "setDetailedText", "setWindowIconText", "setTabToolTip", "setItemToolTip", "setIconText", "setHeaderData",
    "showText",
}  # fmt: skip
MADE = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMessageBox",
    "QDockWidget", "QListWidgetItem", "QTableWidgetItem", "QTreeWidgetItem", "QStandardItem", "QLineEdit", "QTextEdit",
    "QPlainTextEdit", "QTextBrowser", "QCompleter", "QErrorMessage", "QProgressDialog",
}  # fmt: skip
WITH_TEXT = {"addAction", "addMenu", "addItem", "addTab", "addRow", "addToolBar", "addDockWidget", "addButton"}
"""Calls that take a text or something that is made already: a text has to be a constant."""
OUR_OWN = {
    ("mapview/tools.py", "setAccessibleName"): "its words are its own table of tools, and mapview may not import ui",
    ("mapview/tools.py", "setToolTip"): "the same",
    ("ui/accounts/learn_dialog.py", "setHorizontalHeaderLabels"): "its headings are a table of its own",
    ("ui/documents/dossier_cover.py", "setTitle"): "a PDF's title, made readable where it is set",
    ("ui/widgets/pdf.py", "setTitle"): "the same",
    ("ui/board/canvas.py", "showText"): "a tooltip, by formatting.hover()",
    ("ui/widgets/painted_rows.py", "showText"): "the same",
    ("ui/help/manual.py", "setMarkdown"): "our own manual, which comes with the program",
}  # fmt: skip
"""Raw calls with more than a constant, each with the reason."""


def raw_calls(source):
    """The names of raw calls whose arguments hold more than constants, with their lines."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [each for each in node.args if not is_widget(each)]
        if (
            (name in CALLS and not all(map(is_constant, node.args)))
            or (name in MADE and not all(map(is_constant, texts)))
            or (name in WITH_TEXT and any(is_made_text(each) for each in node.args))
        ):
            yield name, node.lineno
    yield from handed_on(source)


def handed_on(source):
    """A raw call that is given to somebody else, as in `for call in (self.setText,)`: nobody sees what it is given."""
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CALLS and id(node) not in called:
            yield node.attr, node.lineno


def is_constant(node):
    """Whether all of it is our own, in English or translated."""
    if isinstance(node, ast.IfExp):
        return is_constant(node.body) and is_constant(node.orelse)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "pgettext"}:
        return all(map(is_constant, node.args))
    return isinstance(node, ast.Constant)


def is_widget(node):
    """A parent, not a text: self, a window, a menu."""
    return isinstance(node, ast.Name) and node.id in {"self", "parent", "window", "owner", "menu", "dialog", "table"}


def is_made_text(node):
    """A text put together where it is given: an f-string, a sum, a call of str."""
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(node, ast.Name) and node.id in {"text", "name", "title", "words", "label", "sentence", "heading"}
    )


@pytest.mark.parametrize(
    "path", [each for each in SOURCES if each not in DOORS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_raw_calls_take_constants(path):
    short = path.relative_to(ROOT / "fleetdesk").as_posix()
    found = [(name, line) for name, line in raw_calls(path.read_text("utf-8")) if (short, name) not in OUR_OWN]
    assert not found, (
        f"{short}: {found}: use ui/widgets/foreign_text.py or ui/widgets/labels.py, which take anybody's words"
    )


def test_every_exception_is_still_needed():
    found = {
        (path.relative_to(ROOT / "fleetdesk").as_posix(), name)
        for path in SOURCES
        for name, _ in raw_calls(path.read_text("utf-8"))
    }
    assert not OUR_OWN.keys() - found


@pytest.mark.parametrize(
    "code", ["a.setToolTip(x)", "a.setToolTip(words.hover(x))", "QLabel(name)", "QLabel(f'{x}')", "a.setText(str(1))",
             "a.setWindowTitle('a' + x)", "menu.addAction(f'{x}')", "menu.addAction(text)", "QAction(x, owner)",
             "QListWidgetItem(x)", "painter.drawText(place, x)", "connect(source.setText)", "a.addItem(text, 1)",
             "QMessageBox(x)", "a.setText('a' if x else y)", "a.setText(_(x))", "a.setText(_('{x}').format(x=x))"]
)  # fmt: skip
def test_the_rule_sees_what_it_forbids(code):
    assert list(raw_calls(code))


@pytest.mark.parametrize("code", ["a.setText('x')", "a.setText('x' if y else 'z')", "QLabel()", "QLabel(self)",
                                  "menu.addAction('x')", "a.addItem(made)",
                                  "a.setText(_('x'))", "a.setText(pgettext('y', 'x'))"])  # fmt: skip
def test_the_rule_lets_constants_be(code):
    assert not list(raw_calls(code))
