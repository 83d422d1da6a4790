"""What the user has set, and where FleetDesk keeps its files; profile/settings_file.py reads and writes it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

from fleetdesk.base.errors import NotSignedIn, UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import SHIFTS
from fleetdesk.domain.document_rules import Rule

MB = 1_000_000
SCALARS = (
    *("zone", "theme", "density", "notices_at", "poll_s", "single_keys", "shifts", "largest_document_mb"),
    *(
        "copies_days",
        "activity_days",
        "history_mb",
        "recording_days",
        "recording_mb",
        "map_tasks",
        "map_names",
        "map_clusters",
        "map_areas",
    ),
    *("map_pois", "map_visited", "map_geozones"),
)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": ("light", "dark", "system"),
    "density": ("compact", "usual", "roomy"),
    "notices_at": ("below", "above"),
    "map_tasks": ("all", "today", "selected", "none"),
}
"""The values of the settings that have only some."""
LEAST: Mapping[str, float] = {"recording_days": 0.0}
"""The numbers that can be nothing, and switch something off so."""
EARLIER_NAMES = {"document": "paper", "largest_document_mb": "largest_paper_mb"}  # still read; what is in a file stays
LEAST_POLL_S, MOST_POLL_S = 1, 3600  # seconds that a person can choose
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
        """Return the folders below FLEETDESK_HOME where it is set, else where the system keeps such files."""
        home = os.environ.get("FLEETDESK_HOME")
        if home:
            base = Path(home).expanduser().absolute()
            return cls(base / "settings", base / "data", base / "cache", base / "logs")
        dirs = platformdirs.PlatformDirs("fleetdesk", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)

    def make(self) -> None:
        """Create the folders, for this user's eyes only."""
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
    id: str = ""  # its own for good, so that it stays the same account when its address is corrected
    zone_asked: bool = False  # the zone was compared with where its vehicles are
    poll_s: float = 0.0  # seconds between two askings for positions; 0 is as for all accounts


@dataclass(frozen=True, slots=True)
class Tiles:
    """The street map the user picked: an address with {z}/{x}/{y}, or an MBTiles file; empty is none."""

    source: str = ""
    attribution: str = ""
    max_zoom: int = 19


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address service the user picked, by its name; the address of an own server, or the user's key."""

    service: str = ""
    address: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Roads:
    """The router the user picked, by the name of its service; empty is none."""

    service: str = ""
    address: str = ""  # only where the service is one's own
    key: str = ""
    profile: str = "truck"  # or "car"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set, with what holds where nothing is."""

    accounts: tuple[Account, ...] = ()
    zone: str = ""
    theme: str = "system"
    density: str = "usual"  # of the rows of lists
    notices_at: str = "below"  # the window's edge over which they float
    poll_s: float = 10.0
    single_keys: bool = True
    shifts: tuple[int, ...] = SHIFTS
    largest_document_mb: float = 25.0
    copies_days: float = 90.0  # how long copies of filed documents are kept
    activity_days: float = 30.0
    history_mb: float = 200.0  # of what units did, kept on this computer
    recording_days: float = 14.0  # how far the desk can be turned back; 0 records nothing
    recording_mb: float = 200.0
    map_tasks: str = "all"  # which tasks have pins on the map
    map_names: bool = True  # of units, beside their markers
    map_clusters: bool = True
    map_areas: bool = False  # the saved areas
    map_pois: bool = False
    map_visited: bool = False  # the places that a VEZMA account lists
    map_geozones: bool = False
    tiles: Tiles = field(default_factory=Tiles)
    addresses: Addresses = field(default_factory=Addresses)
    roads: Roads = field(default_factory=Roads)
    documents: tuple[Rule, ...] = field(default_factory=tuple)
    keys: Mapping[str, str] = field(default_factory=dict)  # the user's own, by the English texts of commands

    def with_account(self, account: Account) -> "Settings":
        """Return the settings with this account in the place of the one of its name, or after all where none has it."""
        accounts = {each.name: each for each in self.accounts} | {account.name: account}
        return replace(self, accounts=tuple(accounts.values()))

    def account(self, name: str | None) -> Account:
        """Return the account of that name, or the only one."""
        if name is None and len(self.accounts) == 1:
            return self.accounts[0]
        if not self.accounts:
            raise NotSignedIn(_("No account is set up yet. Begin with: fleetdesk account add."))
        names = ", ".join(each.name for each in self.accounts)
        if name is None:
            raise UsageError(_("Say which account with --account NAME. Set up: {accounts}.").format(accounts=names))
        found = next((each for each in self.accounts if each.name == name), None)
        if found is None:
            raise UsageError(_("There is no account {name}. Set up: {accounts}.").format(name=name, accounts=names))
        return found
