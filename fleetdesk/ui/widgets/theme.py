"""Colours, palette and style sheet, light and dark: the tokens of the look, and nothing coloured anywhere else."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fleetdesk.base import resources
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.statuses import Colour

TITLE_PART, NOTE_PART = 1.15, 0.92
"""How large titles of empty panels and notes of fields are, as parts of the text's size."""
ROWS_PX = {"compact": (20, 4), "usual": (24, 8), "roomy": (32, 16)}
"""How tall a row of a list is at least, and how much taller than its text, by the setting of the density."""
ROW_PX = ROWS_PX["usual"][0]
THEMES = {"light": pgettext("theme", "Light"), "dark": pgettext("theme", "Dark"), "system": _("As the system")}
BASE_TEXT_PX = 13  # the size of the text that widths of columns and panels are meant for
GAP_PX = 6
RADIUS_PX = 8


def set_look(widget: QWidget, **properties: object) -> None:
    """Set properties of a widget that the style sheet goes by, and style it anew where one has changed."""
    changed = {name: value for name, value in properties.items() if widget.property(name) != value}
    for name, value in changed.items():
        widget.setProperty(name, value)
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme's colours, as #rrggbb: the window's, those of states (`Colour`), and from `water` on the map's."""

    name: str
    window: str
    panel: str
    hairline: str
    alternate: str
    selected: str
    field: str
    text: str
    dim: str
    accent: str
    accent_ground: str
    on_accent: str
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
    odd: str
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
    late_ink: str

    def of(self, colour: Colour) -> str:
        """Return the colour that a state is shown in, as #rrggbb."""
        return str(getattr(self, colour.value))


LIGHT = Tokens(
    "light", "#f4f5f7", "#ffffff", "#dfe3e8", "#f7f9fb", "#fff3d6", "#f4f5f7", "#1d2530", "#5f6a78", "#1f6feb",
    "#e7f0fe", "#ffffff", "#2c9a4b", "#d9a400", "#c94040", "#8b95a1", "#f5a623", "#8b95a1", "#8b5cf6", "#3b82f6",
    "#2c9a4b", "#e0a100", "#7a5200", "#cfe0ea", "#eef1ea", "#b9cdd9", "#c3c8c4", "#66717f", "#98a2ad", "#dde7d3",
    "#e8e8e2", "#dcdad3", "#ffffff", "#f9e7bd", "#c8ccd0", "#b4b9bf", "#ffffff", "#f0f3f7", "#ffffff", "#1d2530",
)  # fmt: skip
DARK = Tokens(
    "dark", "#14181e", "#1b2129", "#2b333e", "#1f262f", "#3a3220", "#141a21", "#dde4ec", "#98a4b2", "#5b9dff",
    "#1f3150", "#0d1520", "#46c46b", "#f0c02e", "#ef6a6a", "#77818d", "#f5a623", "#8b95a1", "#8b5cf6", "#3b82f6",
    "#46c46b", "#e0a100", "#f0c02e", "#141b24", "#20262d", "#2d3744", "#3b4551", "#8c98a6", "#5b6673", "#222f29",
    "#252b33", "#2d343d", "#3d4753", "#5d563c", "#171c22", "#4b5562", "#14181e", "#262e39", "#ffffff", "#1b2129",
)  # fmt: skip


def row_px(text_px: int, density: str) -> int:
    """Return how tall the row of a list is, in pixels, whose text is so tall."""
    least, edges = ROWS_PX[density]
    return max(least, text_px + edges)


def with_text_px(px: int) -> int:
    """Return a width that is meant for the usual text for that of now, in pixels; a smaller text makes it no less."""
    return round(px * max(QFontInfo(QApplication.font()).pixelSize() / BASE_TEXT_PX, 1))


def wanted(setting: str) -> Tokens:
    """Return the colours for a setting: light, dark, or system."""
    if setting == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if setting == "dark" else LIGHT


def dress(app: QApplication, tokens: Tokens, font: QFont | None = None, density: str = "usual") -> None:
    """Set everything that widgets look like: `set_base`, then `set_sheet`."""
    set_base(app, tokens, font)
    set_sheet(app, tokens, density)


def set_base(app: QApplication, tokens: Tokens, font: QFont | None = None) -> None:
    """Set the Fusion style, our palette and the font: the system's own in its own size. No style sheet stays.

    The offscreen platform ignores colour schemes.
    """
    app.setStyleSheet("")
    app.setStyle("Fusion")
    app.setPalette(_palette(tokens))
    font = QFont(font or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)


def set_sheet(app: QApplication, tokens: Tokens, density: str = "usual") -> None:
    """Set our style sheet for the font that is set; it tells every list the density of its rows.

    While there is a sheet, each widget that gets a parent is styled anew with all that it holds; so a window is built
    first, which takes half as long.
    """
    app.setStyleSheet(_sheet(tokens, QFontInfo(app.font()).pixelSize()).replace("@density", density))


def _palette(tokens: Tokens) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    colours = {
        role.Window: tokens.window, role.WindowText: tokens.text, role.Base: tokens.panel,
        role.AlternateBase: tokens.alternate, role.Text: tokens.text, role.Button: tokens.panel,
        role.ButtonText: tokens.text, role.Highlight: tokens.selected, role.HighlightedText: tokens.text,
        role.PlaceholderText: tokens.dim, role.ToolTipBase: tokens.panel, role.ToolTipText: tokens.text,
        role.Link: tokens.accent, role.Mid: tokens.hairline, role.Accent: tokens.accent,
    }  # fmt: skip
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.dim))
    return palette


def _sheet(tokens: Tokens, text_px: int) -> str:
    text = resources.path("style.qss").read_text(encoding="utf-8")
    text = text.replace("@icons", resources.path("icons").as_posix())
    for name, part in (("@title_px", TITLE_PART), ("@note_px", NOTE_PART)):
        text = text.replace(name, f"{round(text_px * part)}px")
    for name in sorted(Tokens.__dataclass_fields__, key=len, reverse=True):
        text = text.replace(f"@{name}", str(getattr(tokens, name)))
    return text
