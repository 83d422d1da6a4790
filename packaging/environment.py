"""Makes what a checkout needs: system libraries where it may, a private environment from the lock, the map's files.

`run` is what the desk needs, `dev` what its tests and checks need besides; `libraries` looks at the system libraries
alone. Runs on Python 3.11 to 3.13 with nothing installed; packaging/prepare.py finds that Python.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import assets  # noqa: E402 - beside this file

from fleetdesk.base import system_libraries  # noqa: E402

ENV = Path(os.environ.get("FLEETDESK_VENV") or ROOT / ".venv")
PYTHON = ENV / "bin" / "python"
STAMP = ENV / ".prepared"
LOCKS = {"run": ROOT / "packaging" / "requirements.lock", "dev": ROOT / "packaging" / "requirements-dev.lock"}
WEB_LOCK = ROOT / "packaging" / "requirements-web.lock"
# Megabytes fetched and megabytes on the disk afterwards, measured on 64-bit Linux with Python 3.11.
SIZES = {"run": (297, 942), "dev": (402, 1262), "web": (59, 210)}
# Starts FleetDesk with the Python beside it, wherever the checkout has been moved to and whatever its path holds.
LAUNCHER = """#!/bin/sh
exec "$(dirname -- "$0")/python" -m fleetdesk "$@"
"""


def main(level: str) -> int:
    """Prepare what is not prepared yet; quick where nothing changed."""
    check_libraries()
    if level == "libraries":
        print("All system libraries that Qt loads are here.")
        return 0
    if not is_prepared(level):
        make_environment(level)
    link_checkout()
    make_assets()
    return 0


# -- system libraries


def check_libraries() -> None:
    """Install what Qt would miss where this user may; else end with a sentence that names it."""
    needed = [*system_libraries.packages(system_libraries.missing()), *_missing_venv()]
    if needed and os.geteuid() == 0 and system_libraries.package_manager():
        _install(needed)
        needed = [*system_libraries.packages(system_libraries.missing()), *_missing_venv()]
    if needed:
        sys.exit(
            f"FleetDesk needs system libraries that are not on this computer. {system_libraries.install_advice(needed)}"
        )


def _missing_venv() -> list[str]:
    """Debian's Python comes without what makes an environment."""
    if PYTHON.exists() or _quiet([sys.executable, "-c", "import ensurepip, venv"]) == 0:
        return []
    return [f"python3.{sys.version_info[1]}-venv"]


def _install(names: list[str]) -> None:
    manager = system_libraries.package_manager()
    print(f"Installing {len(names)} system packages that Qt needs, with {manager} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if manager == "apt-get":
        run(["apt-get", "update", "-qq"], environment)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], environment, quiet=True)
    else:
        run([manager, "install", "-y", "-q", *names], environment)


# -- the private environment


def fingerprint(level: str) -> str:
    """What an environment of this level is made from: its lock and this Python."""
    return hashlib.sha256(LOCKS[level].read_bytes() + sys.version.encode()).hexdigest()


def stamped() -> str:
    """The fingerprint that the environment was made from; nothing where there is none that starts."""
    return STAMP.read_text() if STAMP.is_file() and PYTHON.exists() else ""


def is_prepared(level: str) -> bool:
    """Whether the environment holds this level; what tests need holds what the desk needs."""
    return stamped() in {fingerprint(level), fingerprint("dev")}


def make_environment(level: str) -> None:
    """Make a private environment with exactly the locked versions, or add to one what tests need."""
    if stamped() != fingerprint("run"):
        check_room(level)
        STAMP.unlink(missing_ok=True)
        run([sys.executable, "-m", "venv", "--clear", str(ENV)])
    install(level, LOCKS[level])
    STAMP.write_text(fingerprint(level))


def check_room(level: str) -> None:
    """End with a sentence where the disk is too full."""
    ENV.mkdir(parents=True, exist_ok=True)
    fetched, kept = SIZES[level]
    free = shutil.disk_usage(ENV).free // 1_000_000
    if free < fetched + kept:
        sys.exit(f"{ENV} needs {fetched + kept} MB and the disk has {free} MB free. Make room and run make again.")


def install(what: str, lock: Path) -> None:
    """Fetch and install a lock's packages, each checked by its hash."""
    fetched, kept = SIZES[what]
    print(f"Fetching Python packages: about {fetched} MB, {kept} MB on the disk ({lock.name}) ...", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    run([*pip, "-r", str(lock)], trouble="The packages could not be fetched. Check the network and run make again.")


def link_checkout() -> None:
    """Let the environment run this checkout, at the place where it stands now."""
    site = next((ENV / "lib").glob("python3.*/site-packages"))
    _write(site / "fleetdesk-checkout.pth", f"{ROOT}\n")
    launcher = ENV / "bin" / "fleetdesk"
    _write(launcher, LAUNCHER)
    launcher.chmod(0o755)


def _write(file: Path, text: str) -> None:
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")


# -- the map's files


def make_assets() -> None:
    """Build the map's files where something of them changed; npm comes as a Python package where there is none."""
    if not assets.needed():
        return
    packaged = not assets.has_npm()
    if packaged:
        install("web", WEB_LOCK)
    build = [str(PYTHON), str(ROOT / "packaging" / "assets.py")]
    if _status(build) != 0:
        if packaged:
            sys.exit("The map's files could not be made; the reason stands above. Run make again.")
        install("web", WEB_LOCK)
        run(build)


# -- steps


def run(
    command: list[str], environment: dict[str, str] | None = None, *, quiet: bool = False, trouble: str = ""
) -> None:
    """Run a step; end with a sentence where it fails, after what the step itself said."""
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=quiet, text=True)
    if done.returncode != 0:
        said = f"{done.stdout}{done.stderr}\n" if quiet else ""
        sys.exit(f"{said}{trouble or f'This step failed ({done.returncode}):'} {'' if trouble else ' '.join(command)}")


def _status(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT).returncode


def _quiet(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True).returncode


if __name__ == "__main__":
    levels = (*LOCKS, "libraries")
    if len(sys.argv) != 2 or sys.argv[1] not in levels:
        sys.exit(f"Write one of: {', '.join(levels)}.")
    sys.exit(main(sys.argv[1]))
