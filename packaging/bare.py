"""Runs `make demo` and `make test` on minimal Debian systems: `python3 packaging/bare.py [--demo] [SUITE ...]`.

Each system is made by debootstrap with `make` and `python3` and nothing else, and gets a clone of this checkout. The
commands run as root, then once more as an ordinary user for whom the administrator has installed what FleetDesk names.
Packages come through the host's proxy and certificates, where it has them. Needs root, debootstrap and the network;
exit 0 held, 1 failed, 77 cannot be tried here.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = {"bookworm": "Debian 12", "trixie": "Debian 13"}
CANNOT = 77
USER, CHECKOUT = "dispatcher", "/opt/Fleet Desk"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
COPIED = "/etc/host-certificates.crt"  # a name of its own: a package of the system may make the usual one anew
HANDED_ON = ("http_proxy", "https_proxy", "no_proxy", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "npm_config_registry")
# Runs inside namespaces of its own, so that whatever is mounted and started is gone when the command ends.
ENTER = """
set -e
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/tmp"
mount -t proc proc "$1/proc"
exec chroot "$@"
"""


def main() -> int:
    """Try each suite; exit 1 where a command failed, 77 where a system could not be made."""
    words = _words()
    why_not = reason_not_to_try()
    if why_not:
        print(f"The bare systems cannot be tried here: {why_not}.", flush=True)
        return CANNOT
    outcomes = [try_suite(suite, words.demo) for suite in words.suites or SUITES]
    return next((worst for worst in (1, CANNOT) if worst in outcomes), 0)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", action="store_true", help="`make demo` as root alone")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(SUITES)}; all where none is named")
    words = parser.parse_args()
    unknown = set(words.suites) - set(SUITES)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))} is none of {', '.join(SUITES)}")
    return words


def reason_not_to_try() -> str:
    """Why no system can be made here; nothing where one can."""
    if os.geteuid() != 0:
        return "it needs root"
    missing = [name for name in ("debootstrap", "unshare", "chroot", "mount", "git") if not shutil.which(name)]
    if missing:
        return f"{', '.join(missing)} is not installed (Debian: apt-get install debootstrap)"
    if _status(["unshare", "--mount", "--pid", "--fork", "true"]) != 0:
        return "this system gives no namespaces"
    return ""


def try_suite(suite: str, demo_only: bool) -> int:
    """Make one system and run the commands in it; 0 where all held, 1 where one did not, 77 without a system."""
    with tempfile.TemporaryDirectory(prefix="fleetdesk-bare-") as folder:
        root = Path(folder, suite)
        print(f"== {SUITES[suite]}: making a minimal system", flush=True)
        if not make_root(suite, root):
            print(f"{SUITES[suite]} cannot be made here; are its packages reached?", flush=True)
            return CANNOT
        held = _held(root, "root", CHECKOUT, "demo") if demo_only else _as_root(root) and _as_user(root)
        return 0 if held else 1


def _as_root(root: Path) -> bool:
    return all(_held(root, "root", CHECKOUT, goal) for goal in ("demo", "test"))


def _as_user(root: Path) -> bool:
    """An administrator installs the libraries; an ordinary user then has a clone of his own."""
    enter(root, "root", CHECKOUT, ["make", "libraries"])
    enter(root, "root", "/", ["useradd", "--create-home", USER])
    home = f"/home/{USER}/Fleet Desk"
    clone(root, home)
    enter(root, "root", "/", ["chown", "-R", USER, f"/home/{USER}"])
    return all(_held(root, USER, home, goal) for goal in ("demo", "test"))


def make_root(suite: str, root: Path) -> bool:
    """Make a minimal system with make and python3, the checkout in it."""
    command = ["debootstrap", "--variant=minbase", "--include=make,python3", suite, str(root)]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode != 0:
        print("\n".join((made.stdout + made.stderr).splitlines()[-5:]), flush=True)
        return False
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    shutil.copy("/etc/hosts", root / "etc/hosts")
    if CERTIFICATES.is_file():
        shutil.copy(CERTIFICATES, root / COPIED.lstrip("/"))
    clone(root, CHECKOUT)
    return True


def clone(root: Path, place: str) -> None:
    """Put a clone of this checkout's commits into the system."""
    target = root / place.lstrip("/")
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(target)], check=True)


def _held(root: Path, user: str, folder: str, goal: str) -> bool:
    print(f"== {SUITES[root.name]}: make {goal} as {user}", flush=True)
    held = enter(root, user, folder, ["make", goal]) == 0
    print(f"== {SUITES[root.name]}: make {goal} as {user} {'held' if held else 'FAILED'}", flush=True)
    return held


def enter(root: Path, user: str, folder: str, command: list[str]) -> int:
    """Run a command in the system as this user; its exit code."""
    switch = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
    inside = ["env", "-i", *_environment(user), *switch, "sh", "-c", 'cd "$0" && exec "$@"', folder, *command]
    namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "sh", str(root)]
    return subprocess.run([*namespaces, *inside]).returncode


def _environment(user: str) -> list[str]:
    home = "/root" if user == "root" else f"/home/{user}"
    found = {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    found |= {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    if CERTIFICATES.is_file():
        found |= dict.fromkeys(("PIP_CERT", "NODE_EXTRA_CA_CERTS", "npm_config_cafile"), COPIED)
    return [f"{name}={value}" for name, value in found.items()]


def _status(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True).returncode


if __name__ == "__main__":
    sys.exit(main())
