"""The list of system libraries is whole: Qt's own files say what they load."""

import platform
import sys
from pathlib import Path

import PySide6
import pytest
from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile

from fleetdesk.base import resources, system_libraries
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone takes them from the system")

SITE = Path(PySide6.__file__).parent.parent
QT = SITE / "PySide6" / "Qt"
BUNDLED = (QT / "lib", SITE / "PySide6", SITE / "shiboken6")
# The kinds of plugins that the desk loads; the GTK theme, which wants all of GTK, is Qt's own choice where GTK is.
PLUGINS = (
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "xcbglintegrations/*.so",
    "platforminputcontexts/*.so",
    "imageformats/*.so",
    "iconengines/*.so",
    "tls/*.so",
    "networkinformation/*.so",
    "wayland-*-client/*.so",
)
# Every system that runs Python has these.
SYSTEM = (
    "ld-linux",
    "libc.so",
    "libm.so",
    "libdl.so",
    "libpthread.so",
    "librt.so",
    "libresolv.so",
    "libgcc_s.so",
    "libstdc++.so",
)


def loads(file):
    """The names of the libraries that an ELF file asks the loader for."""
    with file.open("rb") as stream:
        for section in ELFFile(stream).iter_sections():
            if isinstance(section, DynamicSection):
                for tag in section.iter_tags("DT_NEEDED"):
                    yield tag.needed  # type: ignore[attr-defined]  # set for tags of this kind alone


def used_files():
    """Qt's modules that FleetDesk imports, the plugins they load, and the browser's own process."""
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "fleetdesk").rglob("*.py"))
    yield from (file for file in (SITE / "PySide6").glob("Qt*.abi3.so") if f"PySide6.{file.name[:-8]} " in sources)
    for pattern in PLUGINS:
        yield from (QT / "plugins").glob(pattern)
    yield QT / "libexec" / "QtWebEngineProcess"


def loaded_from_the_system():
    """Follow what the used files load, through Qt's own libraries, to what Qt does not bring."""
    waiting, seen, found = list(used_files()), set(), {}
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for name in loads(file):
            own = next((folder / name for folder in BUNDLED if (folder / name).exists()), None)
            if own:
                waiting.append(own)
            elif not name.startswith(SYSTEM):
                found.setdefault(name, file.name)
    return found


def test_every_library_that_qt_loads_is_listed():
    listed = {each.soname for each in system_libraries.table()}
    found = loaded_from_the_system()
    assert "libxcb-cursor.so.0" in found, "the search has found nothing"
    assert {name: by for name, by in found.items() if name not in listed} == {}


def test_nothing_is_listed_that_qt_does_not_load():
    listed = {each.soname for each in system_libraries.table()} - {system_libraries.FONTS, "libOpenGL.so.0"}
    assert listed - loaded_from_the_system().keys() == set()


def test_each_row_names_a_package_for_both_families():
    lines = resources.path("system-libraries.txt").read_text("utf-8").splitlines()
    assert all(len(line.split()) == 3 for line in lines if not line.startswith("#"))


def test_a_library_that_is_not_there_is_missed(monkeypatch):
    strange = system_libraries.SystemLibrary("libfleetdesk-none.so.1", "libnone1", "none")
    monkeypatch.setattr(system_libraries, "table", lambda: (strange,))
    assert system_libraries.missing() == [strange]
    assert "none" in system_libraries.advice([strange])


@pytest.mark.parametrize(("glibc", "name"), [("2.36", "libasound2"), ("2.41", "libasound2t64")])
def test_debians_two_names_go_by_its_release(monkeypatch, glibc, name):
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", glibc))
    assert next(each.debian for each in system_libraries.table() if each.soname == "libasound.so.2") == name
