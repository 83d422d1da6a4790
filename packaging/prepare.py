"""Prepares a checkout: system libraries where it may, a private environment from the lock, the map's files.

Runs on the system's own Python with nothing installed; `make` calls it before everything else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements-dev.lock"
ENV = Path(os.environ.get("FLEETDESK_VENV", ROOT / ".venv"))
STAMP = ENV / ".prepared"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's xcb platform and QtWebEngine load at run time, by Debian's and Fedora's names; and a display for tests.
DEBIAN = (ROOT / "packaging" / "system-debian.txt").read_text().split()
FEDORA = (ROOT / "packaging" / "system-fedora.txt").read_text().split()
LAUNCHER = """#!{python}
import sys

from fleetdesk.__main__ import main

sys.exit(main())
"""


def main() -> int:
    """Prepares what is not prepared yet; quick when nothing changed."""
    python = find_python()
    if not is_prepared():
        install_system_libraries()
        make_environment(python)
    run([str(ENV / "bin" / "python"), str(ROOT / "packaging" / "assets.py")])
    return 0


def find_python() -> str:
    """The newest Python from 3.11 to 3.13, this one if it fits."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    sys.exit("FleetDesk needs Python 3.11, 3.12 or 3.13; install one and run make again.")


def wanted_stamp() -> str:
    """What the environment was made from."""
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def is_prepared() -> bool:
    """Whether the environment is there and made from this lock."""
    return STAMP.is_file() and STAMP.read_text() == wanted_stamp() and (ENV / "bin" / "python").exists()


def missing_libraries() -> tuple[str, list[str]]:
    """The package manager and what it should install; nothing where the system is neither Debian's nor Fedora's kin."""
    if shutil.which("dpkg-query"):
        names = [*DEBIAN, *(["python3-venv"] if sys.executable.startswith("/usr/bin") else [])]
        return "apt-get", [name for name in names if not _debian_has(name)]
    if shutil.which("rpm"):
        return "dnf", [name for name in FEDORA if _quiet(["rpm", "-q", name]) != 0]
    return "", []


def _debian_has(name: str) -> bool:
    """libasound2 is called libasound2t64 since Debian 13, and libglib2.0-0 likewise."""
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}", name, f"{name}t64"], capture_output=True, text=True
    )
    return "ii" in done.stdout


def install_system_libraries() -> None:
    """Installs what Qt needs where this user may, else says in one sentence what is missing."""
    manager, missing = missing_libraries()
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"Ask an administrator to install: sudo {manager} install {' '.join(missing)}", file=sys.stderr)
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if manager == "apt-get":
        missing = _known_to_apt(missing, environment)
    run([manager, "install", "-y", *(["--no-install-recommends", "-q"] if manager == "apt-get" else []), *missing],
        environment)  # fmt: skip


def _known_to_apt(names: list[str], environment: dict[str, str]) -> list[str]:
    run(["apt-get", "update", "-q"], environment)
    return [name if _quiet(["apt-cache", "show", name]) == 0 else f"{name}t64" for name in names]


def make_environment(python: str) -> None:
    """A private environment with exactly the locked versions, and this checkout in it."""
    STAMP.unlink(missing_ok=True)
    if _quiet([python, "-c", "import ensurepip, venv"]) != 0:
        sys.exit("Python's venv module is missing; install python3-venv and run make again.")
    run([python, "-m", "venv", "--clear", str(ENV)])
    pip = [str(ENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(LOCK)])
    _put_on_path()
    STAMP.write_text(wanted_stamp())


def _put_on_path() -> None:
    """The checkout itself is what runs; a launcher stands in the environment."""
    site = next((ENV / "lib").glob("python3.*/site-packages"))
    (site / "fleetdesk-checkout.pth").write_text(f"{ROOT}\n")
    launcher = ENV / "bin" / "fleetdesk"
    launcher.write_text(LAUNCHER.format(python=ENV / "bin" / "python"))
    launcher.chmod(0o755)


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Runs a step; its failure is ours."""
    done = subprocess.run(command, env=environment, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"This step failed ({done.returncode}): {' '.join(command[:6])}")


def _quiet(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True).returncode


if __name__ == "__main__":
    sys.exit(main())
