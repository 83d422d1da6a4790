"""What translators get: literal texts with names to be filled in, and nothing for a person that is not marked."""

import ast
import re
import string
from functools import cache

import pytest

from tests.pseudo_language.messages import KEYWORDS, SOURCES, messages

pytestmark = pytest.mark.xdist_group("language")  # messages are collected once a worker
FILES = sorted(path for path in SOURCES.rglob("*.py") if "simulator" not in path.parts)
SAYING = {
    "complain", "say", "setText", "setToolTip", "setPlaceholderText", "setWindowTitle", "setAccessibleName", "set_tip",
    "set_hint", "set_name", "set_title", "label", "button", "QLabel", "QPushButton", "addAction", "add_entry",
    "Command",
}  # fmt: skip
WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def fields(text):
    return [name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None]


@pytest.fixture(scope="module")
def all_messages():
    return sorted(set(messages()))


def test_babel_finds_every_call():
    """Babel reads literals alone, and on Python 3.11 nothing inside an f-string."""
    for path in FILES:
        tree = parsed(path)
        hidden = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node)}
        for call in calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS and path.name != "translation.py":
                texts = call.args[:-1] if "ngettext" in call.func.id or "npgettext" in call.func.id else call.args
                assert all(isinstance(each, ast.Constant) for each in texts), f"{path}:{call.lineno} is no literal"
                assert id(call) not in hidden, f"{path}:{call.lineno} is in an f-string"


def test_texts_begin_and_end_with_words(all_messages):
    odd = [
        text for texts, context in all_messages for text in texts if text != text.strip() and "pattern" not in context
    ]
    assert odd == []


def test_what_is_filled_in_has_a_name(all_messages):
    nameless = [text for texts, _ in all_messages for text in texts if not all(map(str.isidentifier, fields(text)))]
    assert nameless == []


def test_both_numbers_of_a_plural_are_filled_in_alike(all_messages):
    unlike = [texts for texts, _ in all_messages if len(texts) > 1 and set(fields(texts[0])) - set(fields(texts[1]))]
    assert unlike == []


def shown_texts(call, errors):
    """The literals and f-strings that a call is given to be shown."""
    name = called(call)
    if name in SAYING or name in errors:
        for each in call.args[:2]:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value
            elif isinstance(each, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "-" for part in each.values)


def errors_for_people():
    """The names of the errors whose sentence a person reads."""
    classes = [node for path in FILES for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]
    found = {"FleetError"}
    while more := {each.name for each in classes if {getattr(base, "id", "") for base in each.bases} & found} - found:
        found |= more
    return found


def test_what_is_said_is_marked():
    errors = errors_for_people()
    assert {"UsageError", "Refused"} <= errors
    said = [
        f"{path.relative_to(SOURCES)}:{call.lineno} {text!r}"
        for path in FILES
        for call in calls(parsed(path))
        for text in shown_texts(call, errors)
        if WORDS.search(text)
    ]
    assert said == []
