"""The entries of the preferences: what each is, what it does, and what holds where nobody set it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile.settings import Settings

DEFAULT = Settings()
THEMES = (
    (pgettext("choice", "Light"), "light"),
    (pgettext("choice", "Dark"), "dark"),
    (pgettext("choice", "As the system"), "system"),
)
EXAMPLE = '"New task" = "N"'
LEAST_POLL_S, MOST_POLL_S = 1, 3600
LEAST_MB, MOST_MB = 1, 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be set, or is told: `name` is its name in settings.toml, empty for what is no setting."""

    key: str
    group: str
    title: str
    sentence: str
    default: str = ""
    name: str = ""


def entries() -> Sequence[Entry]:
    """Return the entries in the order of the window."""
    return (*_look(), *_keys(), *_accounts(), *_documents(), *_kept())


def _look() -> Sequence[Entry]:
    group = pgettext("preferences", "Look")
    environment = _("That of the environment: LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as it is when FleetDesk starts.")
    return (
        Entry("theme", group, _("Colours"), _("Light, dark, or as the system has it."), THEMES[2][0], "theme"),
        Entry("language", group, pgettext("preferences", "Language"), environment),
    )


def _keys() -> Sequence[Entry]:
    group, on = pgettext("preferences", "Keys"), pgettext("choice", "on")
    single = _("T, E, F, P and others, in lists, on the map and on the board; never where one types.")
    own = _("In the settings file under [keys], as in {example}. They hold from the next start.")
    return (
        Entry("single_keys", group, _("Single letters are commands"), single, on, "single_keys"),
        Entry("keys", group, _("Own keys"), own.format(example=EXAMPLE)),
    )


def _accounts() -> Sequence[Entry]:
    group = _("Accounts and pace")
    services = _("The services that FleetDesk is connected to, each with its address.")
    zone = _("Times are shown in it, and days begin by it, such as Europe/Tallinn. Holds from the next start.")
    pace = _("How often servers are asked for positions; at least 5 over the network. Holds from the next start.")
    usual = number(DEFAULT.poll_s, 0)
    return (
        Entry("accounts", group, _("Accounts"), services),
        Entry("zone", group, _("Time zone of the company"), zone, _("that of the first account"), "zone"),
        Entry("poll_s", group, _("Seconds between two positions"), pace, usual, "poll_s"),
    )


def _documents() -> Sequence[Entry]:
    area, group = _("Map and streets"), pgettext("preferences", "Documents")
    streets = _("A tile server or a map file; without one the map shows coasts, borders and towns alone.")
    largest = _("Larger files are refused when they are dropped. Holds from the next start.")
    rules = _("Which documents a finished task needs. They are written in the settings file, under [[document]].")
    usual = number(DEFAULT.largest_document_mb, 0)
    return (
        Entry("tiles", area, pgettext("preferences", "Streets"), streets, _("none")),
        Entry("largest_document_mb", group, _("Largest document in MB"), largest, usual, "largest_document_mb"),
        Entry("documents", group, _("Rules for documents"), rules, _("a CMR or a delivery note")),
    )


def _kept() -> Sequence[Entry]:
    group = _("Files and folders")
    kept = _("Copies of filed documents 90 days, the activity 30 days; what no server has confirmed until it is.")
    by_hand = _("It may be edited by hand while FleetDesk runs.")
    return (
        Entry("kept", group, _("What is kept how long"), kept),
        Entry("settings", group, _("Settings file"), by_hand),
        Entry("folders", group, _("Folders"), _("Where FleetDesk keeps its data and its log on this computer.")),
    )


def fitting(text: str) -> list[Entry]:
    """Return the entries that contain every word of a text."""
    words = text.casefold().split()
    return [each for each in entries() if all(word in _haystack(each) for word in words)]


def _haystack(entry: Entry) -> str:
    return f"{entry.group} {entry.title} {entry.sentence} {entry.name}".casefold()
