"""The entries of the preferences: what each is, what it does, and what holds where nobody set it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile.settings import Settings
from fleetdesk.ui.settings.line_words import shift_words
from fleetdesk.ui.widgets.theme import THEMES

DEFAULT = Settings()
CHOICE_WORDS = {
    "theme": THEMES,
    "density": {
        "compact": pgettext("density", "Compact"),
        "usual": pgettext("density", "Usual"),
        "roomy": pgettext("density", "Roomy"),
    },
    "map_tasks": {
        "all": pgettext("tasks on the map", "All"),
        "today": _("Today's"),
        "selected": _("Of selected vehicles"),
        "none": pgettext("tasks on the map", "None"),
    },
    "notices_at": {"below": _("Over the lower edge"), "above": _("Over the upper edge")},
}
"""The words of the settings that have only some values, by name and value."""
LEAST_MB, MOST_MB = 1, 1000
LEAST_DAYS, MOST_DAYS = 1, 3650
LEAST_RECORDING_DAYS, MOST_RECORDING_DAYS = 0, 60
LEAST_HISTORY_MB, MOST_HISTORY_MB = 10, 10_000


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
    return (*_look(), *_keys(), *_accounts(), *_map(), *_documents(), *_kept())


def _look() -> Sequence[Entry]:
    group = pgettext("preferences", "Look")
    environment = _("That of the environment: LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as it is when FleetDesk starts.")
    density = _("How close the rows of lists stand.")
    notices = _("Where notices float; where they would cover what is in use, they take the other edge.")
    return (
        _choice("theme", group, _("Colours"), _("Light, dark, or as the system has it.")),
        _choice("density", group, _("Density of lists"), density),
        _choice("notices_at", group, _("Place of notices"), notices),
        Entry("language", group, pgettext("preferences", "Language"), environment),
    )


def _choice(name: str, group: str, title: str, sentence: str) -> Entry:
    return Entry(name, group, title, sentence, CHOICE_WORDS[name][getattr(DEFAULT, name)], name)


def _keys() -> Sequence[Entry]:
    group, on = pgettext("preferences", "Keys"), pgettext("choice", "on")
    single = _("T, E, F, P and others, in lists, on the map and on the board; never where one types.")
    own = _("Every command can have another key, or none. They stand in the settings file under [keys].")
    return (
        Entry("single_keys", group, _("Single letters are commands"), single, on, "single_keys"),
        Entry("keys", group, _("Own keys"), own),
    )


def _accounts() -> Sequence[Entry]:
    group = _("Accounts and pace")
    services = _("The services that FleetDesk is connected to, each with its zone, language, pace and address.")
    shifts = _("The hours at which shifts begin, for the day board.")
    zone = _("Times are shown in it, and days begin by it, such as Europe/Tallinn. Holds from the next start.")
    pace = _("How often servers are asked for positions; at least 5 over the network. An account can have its own.")
    return (
        Entry("accounts", group, _("Accounts"), services),
        Entry("zone", group, _("Time zone of the company"), zone, _("that of the first account"), "zone"),
        Entry("shifts", group, _("Beginning of shifts"), shifts, shift_words(DEFAULT.shifts), "shifts"),
        _number("poll_s", group, _("Seconds between two positions"), pace),
    )


def _map() -> Sequence[Entry]:
    group, on, off = _("Map and streets"), pgettext("choice", "on"), pgettext("choice", "off")
    streets = _("A tile server or a map file; without one the map shows coasts, borders and towns alone.")
    addresses = _("It completes addresses and finds their places, and sees what is typed into address fields.")
    names = _("Names stand beside vehicles wherever they fit.")
    roads = _("A router that tells distances and times by road; without one they are estimates.")
    clusters = _("Vehicles, and tasks, that would overlap are one sign with their number.")
    pois = _("Those of Metrotec accounts, as diamonds. They are asked for once a day while they are shown.")
    visited = _("Those that VEZMA accounts list, as squares. They are asked for once a day while they are shown.")
    geozones = _("Those of Metrotec accounts, with their circles. They are asked for once a day while they are shown.")
    return (
        Entry("tiles", group, pgettext("preferences", "Streets"), streets, _("none")),
        Entry("addresses", group, _("Address service"), addresses, _("none")),
        Entry("roads", group, pgettext("preferences", "Roads"), roads, _("none")),
        _choice("map_tasks", group, _("Tasks on the map"), _("The open task is on the map whatever is chosen.")),
        Entry("map_names", group, _("Names on the map"), names, on, "map_names"),
        Entry("map_clusters", group, _("Clusters on the map"), clusters, on, "map_clusters"),
        Entry("map_areas", group, _("Saved areas on the map"), _("Their outlines and names."), off, "map_areas"),
        Entry("map_pois", group, _("Points of interest on the map"), pois, off, "map_pois"),
        Entry("map_visited", group, _("VEZMA places on the map"), visited, off, "map_visited"),
        Entry("map_geozones", group, _("Geozones on the map"), geozones, off, "map_geozones"),
    )


def _documents() -> Sequence[Entry]:
    group = pgettext("preferences", "Documents")
    largest = _("Larger files are refused when they are dropped.")
    rules = _("Which documents a finished task needs: the first rule that fits it holds.")
    return (
        _number("largest_document_mb", group, _("Largest document in MB"), largest),
        Entry("documents", group, _("Rules for documents"), rules, _("a CMR or a delivery note")),
    )


def _kept() -> Sequence[Entry]:
    group = _("Files and folders")
    copies = _("Copies of filed documents are removed after so many days; the server keeps its own.")
    activity = _("The activity forgets what is older. Holds from the next start.")
    history = _("What units did is kept as far as somebody has looked at it. Holds from the next start.")
    days = _("So far the whole desk can be turned back; 0 records nothing. Holds from the next start.")
    room = _("1,000 vehicles take 10 to 14 MB a day; the oldest goes first. Holds from the next start.")
    recorded = _("What the desk showed each minute, on this computer alone.")
    kept = _("What no server has confirmed yet is kept until it has.")
    by_hand = _("It may be edited by hand while FleetDesk runs.")
    return (
        _number("copies_days", group, _("Days that copies of documents are kept"), copies),
        _number("activity_days", group, _("Days that the activity is kept"), activity),
        _number("history_mb", group, _("Room for history in MB"), history),
        _number("recording_days", group, _("Days that the desk is recorded"), days),
        _number("recording_mb", group, _("Room for the recording in MB"), room),
        Entry("recording", group, _("Recording"), recorded),
        Entry("kept", group, _("Unconfirmed changes"), kept),
        Entry("settings", group, _("Settings file"), by_hand),
        Entry("folders", group, _("Folders"), _("Where FleetDesk keeps its data and its log on this computer.")),
    )


def _number(name: str, group: str, title: str, sentence: str) -> Entry:
    return Entry(name, group, title, sentence, number(getattr(DEFAULT, name), 0), name)


def fitting(text: str) -> list[Entry]:
    """Return the entries that contain every word of a text."""
    words = text.casefold().split()
    return [each for each in entries() if all(word in _haystack(each) for word in words)]


def _haystack(entry: Entry) -> str:
    return f"{entry.group} {entry.title} {entry.sentence} {entry.name}".casefold()
