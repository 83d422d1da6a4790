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
    look, keys, accounts = pgettext("preferences", "Look"), pgettext("preferences", "Keys"), _("Accounts and pace")
    area, documents, kept = _("Map and streets"), pgettext("preferences", "Documents"), _("Files and folders")
    off, on = pgettext("choice", "off"), pgettext("choice", "on")
    poll, largest = number(DEFAULT.poll_s, 0), number(DEFAULT.largest_document_mb, 0)
    return (
        Entry("theme", look, _("Colours"), _("Light, dark, or as the system has it."), THEMES[2][0], "theme"),
        Entry(
            "language",
            look,
            pgettext("preferences", "Language"),
            _("That of the environment: LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as it is when FleetDesk starts."),
        ),
        Entry(
            "single_keys",
            keys,
            _("Single letters are commands"),
            _("T, E, F, P and others, in lists, on the map and on the board; never where one types."),
            on if DEFAULT.single_keys else off,
            "single_keys",
        ),
        Entry(
            "keys",
            keys,
            _("Own keys"),
            _("In the settings file under [keys], as in {example}. They hold from the next start.").format(
                example=EXAMPLE
            ),
        ),
        Entry(
            "accounts",
            accounts,
            _("Accounts"),
            _("The services that FleetDesk is connected to, each with its address."),
        ),
        Entry(
            "zone",
            accounts,
            _("Time zone of the company"),
            _("Times are shown in it, and days begin by it, such as Europe/Tallinn. Holds from the next start."),
            _("that of the first account"),
            "zone",
        ),
        Entry(
            "poll_s",
            accounts,
            _("Seconds between two positions"),
            _("How often servers are asked for positions; at least 5 over the network. Holds from the next start."),
            poll,
            "poll_s",
        ),
        Entry(
            "tiles",
            area,
            pgettext("preferences", "Streets"),
            _("A tile server or a map file; without one the map shows coasts, borders and towns alone."),
            _("none"),
        ),
        Entry(
            "largest_document_mb",
            documents,
            _("Largest document in MB"),
            _("Larger files are refused when they are dropped. Holds from the next start."),
            largest,
            "largest_document_mb",
        ),
        Entry(
            "documents",
            documents,
            _("Rules for documents"),
            _("Which documents a finished task needs. They are written in the settings file, under [[document]]."),
            _("a CMR or a delivery note"),
        ),
        Entry(
            "kept",
            kept,
            _("What is kept how long"),
            _("Copies of filed documents 90 days, the activity 30 days; what no server has confirmed until it is."),
        ),
        Entry("settings", kept, _("Settings file"), _("It may be edited by hand while FleetDesk runs.")),
        Entry("folders", kept, _("Folders"), _("Where FleetDesk keeps its data and its log on this computer.")),
    )


def fitting(text: str) -> list[Entry]:
    """Return the entries that contain every word of a text."""
    words = text.casefold().split()
    return [each for each in entries() if all(word in _haystack(each) for word in words)]


def _haystack(entry: Entry) -> str:
    return f"{entry.group} {entry.title} {entry.sentence} {entry.name}".casefold()
