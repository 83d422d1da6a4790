"""Finds out which system libraries Qt would miss on this computer, and how an administrator installs them.

Needs neither Qt nor any package: preparing a checkout, the doctor and the start of the window use it.
"""

import ctypes
import platform
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fleetdesk.base import resources
from fleetdesk.base.translation import _

FONTS = "fonts"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".pfb", ".pcf", ".gz"}
_TIME64_GLIBC = (2, 39)


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """One library by the name that the loader knows, and the packages that bring it."""

    soname: str
    debian: str
    fedora: str


def table() -> tuple[SystemLibrary, ...]:
    """Return all libraries that the used parts of Qt load."""
    lines = resources.path("system-libraries.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return tuple(SystemLibrary(soname, _debian_name(debian), fedora) for soname, debian, fedora in rows)


def _debian_name(names: str) -> str:
    """Return a package's name on this Debian; some were renamed for 64-bit time, between glibc 2.36 and 2.41."""
    before, _, after = names.partition("/")
    return after if after and _glibc() >= _TIME64_GLIBC else before


def _glibc() -> tuple[int, ...]:
    name, version = platform.libc_ver()
    return tuple(int(part) for part in version.split(".") if part.isdigit()) if name == "glibc" else (0,)


def missing() -> list[SystemLibrary]:
    """Return the libraries that the loader does not find; none on systems other than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [each for each in table() if not _is_there(each.soname)]


def _is_there(soname: str) -> bool:
    if soname == FONTS:
        return any(_has_fonts(Path(folder).expanduser()) for folder in _FONT_FOLDERS)
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _has_fonts(folder: Path) -> bool:
    return any(file.suffix.lower() in _FONT_ENDINGS for file in folder.rglob("*"))


def packages(libraries: Iterable[SystemLibrary]) -> list[str]:
    """Return the packages that bring these libraries, by the names of this system's package manager."""
    manager = package_manager()
    names = (
        each.debian if manager == "apt-get" else each.fedora if manager == "dnf" else each.soname for each in libraries
    )
    return list(dict.fromkeys(names))


def package_manager() -> str:
    """Return `apt-get` on Debian and its kin, `dnf` on Fedora and its kin, else an empty text."""
    return next((name for name in ("apt-get", "dnf") if shutil.which(name)), "")


def advice(libraries: Iterable[SystemLibrary]) -> str:
    """Say what to type to get these libraries, as a sentence with a capital and a full stop."""
    return install_advice(packages(libraries))


def install_advice(names: Iterable[str]) -> str:
    """Return the command with which an administrator installs these packages."""
    manager, listed = package_manager(), " ".join(names)
    if manager:
        update = "apt-get update && " if manager == "apt-get" else ""
        return _("Ask an administrator to run: {command}").format(command=f"{update}{manager} install -y {listed}")
    return _("Ask an administrator to install the packages that hold: {files}").format(files=listed)
