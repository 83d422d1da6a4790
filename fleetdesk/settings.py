"""What the user has set: one TOML file that people may edit, written whole or not at all."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import platformdirs
import tomlkit

from fleetdesk.disk import sync_folder
from fleetdesk.domain.papers import PaperType
from fleetdesk.domain.paperwork import Rule
from fleetdesk.errors import NotSignedIn, UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
MB = 1_000_000
SCALARS = ("zone", "theme", "poll_s", "single_keys", "largest_paper_mb")
STORES = ("keyring", "file", "session")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where settings, precious data, disposable data and logs live."""

    settings: Path
    data: Path
    cache: Path
    logs: Path

    @classmethod
    def usual(cls) -> "Folders":
        """Below FLEETDESK_HOME where it is set, else where the system keeps such files."""
        home = os.environ.get("FLEETDESK_HOME")
        if home:
            base = Path(home).expanduser().absolute()
            return cls(base / "settings", base / "data", base / "cache", base / "logs")
        dirs = platformdirs.PlatformDirs("fleetdesk", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)

    def make(self) -> None:
        """Creates the folders, for this user's eyes only."""
        for folder in (self.settings, self.data, self.cache, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@dataclass(frozen=True, slots=True)
class Account:
    """One account; its secret is kept elsewhere. `overrides` are an operation's own method, path or time."""

    name: str
    provider: str
    url: str
    username: str = ""
    secret_store: str = "keyring"
    zone: str = "Europe/Tallinn"
    language: str = "en"
    sign_in: str = "password"  # or "api_key"
    overrides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tiles:
    """The street map the user picked: an address with {z}/{x}/{y}, or an MBTiles file; empty is none."""

    source: str = ""
    attribution: str = ""
    max_zoom: int = 19


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set, with what holds where nothing is."""

    accounts: tuple[Account, ...] = ()
    zone: str = ""
    theme: str = "system"
    poll_s: float = 10.0
    single_keys: bool = True
    largest_paper_mb: float = 25.0
    tiles: Tiles = field(default_factory=Tiles)
    papers: tuple[Rule, ...] = field(default_factory=tuple)

    def account(self, name: str | None) -> Account:
        """The account of that name, or the only one."""
        if name is None and len(self.accounts) == 1:
            return self.accounts[0]
        if not self.accounts:
            raise NotSignedIn("No account is set up yet. Begin with: fleetdesk account add.")
        names = ", ".join(each.name for each in self.accounts)
        if name is None:
            raise UsageError(f"Say which account with --account NAME. Set up: {names}.")
        found = next((each for each in self.accounts if each.name == name), None)
        if found is None:
            raise UsageError(f"There is no account {name}. Set up: {names}.")
        return found


def load(path: Path) -> tuple[Settings, str | None]:
    """The settings, and a notice where the file could not be read: it is then kept beside, with defaults in use."""
    if not path.is_file():
        return Settings(), None
    try:
        return _settings(tomllib.loads(path.read_text(encoding="utf-8"))), None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError, ValueError) as error:
        aside = path.with_suffix(".unreadable.toml")
        path.replace(aside)
        return (
            Settings(),
            f"The settings could not be read ({error}). They are kept as {aside.name}.",
        )


def _settings(read: Mapping[str, Any]) -> Settings:
    accounts = tuple(_sound(Account(**each)) for each in read.get("account", []))
    known = {key: read[key] for key in SCALARS if key in read}
    papers = tuple(map(_paper_rule, read.get("paper", [])))
    return _sound(Settings(accounts=accounts, tiles=_sound(Tiles(**read.get("tiles", {}))), papers=papers, **known))


def _paper_rule(read: Mapping[str, Any]) -> Rule:
    """[[paper]] pattern = "Rimi", group = 7, types = ["cmr", ["delivery_note", "order"]]; one of an inner list does."""
    needs = [each if isinstance(each, list) else [each] for each in read["types"]]
    types = tuple(tuple(map(PaperType, each)) for each in needs)
    return Rule(str(read.get("pattern", "")), read.get("group"), types)


def _sound(made: T) -> T:
    """What a hand has written has the kind of value that its field's default has; a name and an address are text."""
    for each in fields(made):
        value, usual = getattr(made, each.name), "" if each.default is MISSING else each.default
        kind = (int, float) if isinstance(usual, float) else type(usual)
        if each.default_factory is MISSING and not isinstance(value, kind):
            raise ValueError(f"{each.name} cannot be {value!r}")
    return made


def save(settings: Settings, path: Path) -> None:
    """Writes the settings whole: a crash leaves the old file or the new one. The user's comments stay."""
    document = _old(path)
    plain = asdict(settings)
    for key in (*SCALARS, "tiles"):
        document[key] = plain[key]
    document["account"] = [dict(each) for each in plain["accounts"]]
    write_whole(path, tomlkit.dumps(document), mode=0o600)


def _old(path: Path) -> tomlkit.TOMLDocument:
    if not path.is_file():
        return tomlkit.document()
    return tomlkit.parse(path.read_text(encoding="utf-8"))


def write_whole(path: Path, content: str, mode: int) -> None:
    """Writes beside, syncs, renames, syncs the folder; the mode holds before the content is there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)
