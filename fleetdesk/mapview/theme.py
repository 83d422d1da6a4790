"""What the page is told of colours, shapes, fades, limits and words, so that its scripts hold none of their own."""

from dataclasses import asdict, dataclass
from typing import Any

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.translation import ngettext, pgettext
from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES, HEADING_STEP_DEG, HOLLOW, MARKS, VEHICLES
from fleetdesk.mapview.messages import MAX_BYTES, MAX_KEYS
from fleetdesk.mapview.pins import APPEARANCES, CLUSTER_ZOOM, CLUSTERED, HEAD_PX, SMALL
from fleetdesk.mapview.shapes import MAX_CORNERS

STATES = tuple(State)
"""The states of vehicles in the order of the numbers by which the page knows them."""


@dataclass(frozen=True, slots=True)
class MapTheme:
    """One theme's colours as #rrggbb, for the page and the tools over it; `name` is "light" or "dark"."""

    name: str
    panel: str
    hairline: str
    text: str
    accent: str
    moving: str
    idling: str
    stopped: str
    silent: str
    ring: str
    unassigned: str
    assigned: str
    progress: str
    done: str
    late: str
    water: str
    land: str
    coast: str
    border: str
    town: str
    town_dot: str
    green: str
    built: str
    building: str
    road: str
    main_road: str
    road_edge: str
    rail: str
    edge: str
    tool_hover: str
    tool_ink: str


def theme_message(theme: MapTheme, text_px: int) -> dict[str, Any]:
    """Return the theme as the page reads it: colours by name, how states and tasks look, fades, steps of headings.

    `text_px` is the size of the window's text in logical pixels, which the page's texts follow.
    """
    colours = asdict(theme)
    rows = (VEHICLES[state] for state in STATES)
    return {
        "name": colours.pop("name"),
        "colours": colours,
        "states": [{"shape": row.shape.value, "colour": colours[row.colour.value]} for row in rows],
        "tasks": [_pin_look(number, colours) for number in range(len(APPEARANCES))],
        "fades": list(FADES),
        "heading_step_deg": HEADING_STEP_DEG,
        "text_px": text_px,
    }


def _pin_look(number: int, colours: dict[str, str]) -> dict[str, Any]:
    row = APPEARANCES[number]
    return {
        "colour": colours[row.colour.value],
        "mark": MARKS.get(row.mark, ()),
        "hollow": row.mark == HOLLOW,
        "small": number in SMALL,
    }


FORMS = 200
"""So many numbers tell the plural forms of all: beyond, a language goes by the last two digits."""


def words_message() -> dict[str, Any]:
    """Return the words that the page fills in: counts of units and tasks, lengths, large numbers in short."""
    return {
        "units": [ngettext("{count} unit", "{count} units", count) for count in range(FORMS)],
        "tasks": [ngettext("{count} task", "{count} tasks", count) for count in range(FORMS)],
        "more": [ngettext("and {count} more", "and {count} more", count) for count in range(FORMS)],
        "metres": pgettext("unit", "{distance} m"),
        "kilometres": pgettext("unit", "{distance} km"),
        "thousands": pgettext("short number", "{count}k"),
        "point": number(0.5, 1).strip("05"),
        "between_thousands": grouped(1000).strip("10"),
    }


def limits_message() -> dict[str, int]:
    """Return the limits that the page keeps to: of messages, which are refused beyond, and of what drops count on."""
    sent = {"corners": MAX_CORNERS, "keys": MAX_KEYS, "message_bytes": MAX_BYTES}
    return sent | {"cluster_zoom": CLUSTER_ZOOM, "clustered_tasks": CLUSTERED, "pin_head_px": HEAD_PX}
