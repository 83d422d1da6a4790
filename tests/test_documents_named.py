"""Documents that code, tests and documents name are in the repository, with the headings and files that they name."""

import re

import pytest

from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from tests.conftest import ROOT

NAMED = re.compile(r"(?<![\w/.-])((?:[\w.-]+/|\.\./)*[\w-]+\.md)(#[\w-]+)?( \d)?")
TEXT = re.compile(r"(?<![\w/*.-])[\w-]+\.txt\b")
SOURCE = re.compile(r"`((?:[\w.-]+/)+[\w*.-]+\.(?:py|js|css|qss|toml|json))\b")
FOLDERS = ("fleetdesk", "tests", "packaging", "resources", "docs")
MADE = {"assets", "node_modules"}  # folders of what others wrote, fetched when the map is prepared
KINDS = {".py", ".md", ".js", ".css", ".qss", ".toml"}
SINGLE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "pyproject.toml")]


def files():
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS)
    ours = (path for path in found if not MADE & set(path.parts) and path.name != "test_documents_named.py")
    return [*SINGLE, *sorted(ours)]


def anchors(text):
    """The anchors of a document's headings, as GitHub and other readers of Markdown make them."""
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def wrong(text, folder):
    """The documents of a text that are not there; `folder` is where the text lies."""
    for name, anchor, chapter in NAMED.findall(text):
        there = next((each for each in (folder / name, ROOT / name, ROOT / "docs" / name) if each.is_file()), None)
        if there is None:
            yield f"{name} is not in the repository"
        elif chapter:
            yield f"{name}{chapter} names a chapter; name its heading as #anchor"
        elif anchor and anchor[1:] not in anchors(there.read_text("utf-8")):
            yield f"{name} has no heading {anchor}"


def test_documents_that_are_named_are_there():
    found = {path.relative_to(ROOT).as_posix(): [*wrong(path.read_text("utf-8"), path.parent)] for path in files()}
    assert len(found) > 500
    assert {path: faults for path, faults in found.items() if faults} == {}


def lost_sources(text):
    """The files of code that a document names, below the root, the package or the tests, and that are not there."""
    places = ROOT, ROOT / "fleetdesk", ROOT / "tests"
    return [name for name in SOURCE.findall(text) if not any(any(place.glob(name)) for place in places)]


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name
)
def test_code_that_documents_name_is_there(path):
    assert lost_sources(path.read_text("utf-8")) == []


def test_the_rule_sees_code_that_is_not_there():
    assert lost_sources("see `sync/no_such.py` and `fleetdesk/sync/store.py`") == ["sync/no_such.py"]


def test_text_files_that_the_program_names_are_there():
    there = {path.name for folder in ("resources", "fleetdesk") for path in (ROOT / folder).rglob("*.txt")}
    for path in (ROOT / "fleetdesk").rglob("*.py"):
        assert set(TEXT.findall(path.read_text("utf-8"))) <= there, path


@pytest.mark.parametrize(
    "text", ["see no-such.md", "see docs/no-such.md#tasks", "(docs/outbox.md#no-such-heading)", "docs/faults.md 4.2"]
)
def test_the_rule_sees_what_is_not_there(text):
    assert list(wrong(text, ROOT / "fleetdesk"))


def test_anchors_are_made_as_readers_make_them():
    assert anchors("# One word\n## What, and when\n### `a_b`: c-d") == {"one-word", "what-and-when", "a_b-c-d"}


@pytest.mark.parametrize(("vendor", "table"), [("metrotec", METROTEC), ("vezma", VEZMA)])
def test_each_operation_is_told_of_with_its_vendor(vendor, table):
    told = (ROOT / "docs" / "vendors" / f"{vendor}.md").read_text("utf-8")
    lines = re.findall(r"^Operations: (.+)\.$", told, re.MULTILINE)
    assert sorted(re.findall(r"`([\w.]+)`", " ".join(lines))) == sorted(table)
