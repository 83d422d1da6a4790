"""The dialog "About this map": whose it is, under which terms, how old, and where mistakes of it are mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fleetdesk.base.local_formats import date
from fleetdesk.base.sentences import ended, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.attribution import OSM, OSM_TERMS
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import NONE, preset_of
from fleetdesk.streets.tiles import is_address
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.labels import Paragraph, button

MISTAKES = "https://www.openstreetmap.org/fixthemap"


@dataclass(frozen=True, slots=True)
class Maker:
    """Whose a part of the map is: a sentence on it, and the address of its licence or terms, empty where unknown."""

    name: str
    about: str
    terms: str = ""


OWN_MAP = (
    Maker(
        "Natural Earth",
        _("Land, waters and borders. Free of any terms."),
        "https://www.naturalearthdata.com/about/terms-of-use/",
    ),
    Maker("GeoNames", _("Towns, under the licence CC BY 4.0."), "https://www.geonames.org/about.html"),
)


def makers_of(tiles: Tiles) -> Sequence[Maker]:
    """Return whose the map is, the streets first. Looks at the map file: call it in a thread."""
    preset, _word = preset_of(tiles.source, is_address(tiles.source))
    if preset is NONE:
        return OWN_MAP
    words = tiles.attribution or _("Its makers are not named.")
    terms = preset.terms or (OSM_TERMS if "OpenStreetMap" in tiles.attribution else "")
    return (Maker(_("Streets: {name}").format(name=preset.name), _aged(words, tiles.source), terms), *OWN_MAP)


def _aged(words: str, source: str) -> str:
    """Add the day on which a file of this computer was made."""
    try:
        made = datetime.fromtimestamp(Path(source).stat().st_mtime, UTC)
    except (OSError, ValueError):
        return words
    return together(ended(words), _("The file is of {day}: {path}").format(day=date(made), path=source))


def open_outside(address: str) -> None:
    """Show a web page in the system's browser."""
    QDesktopServices.openUrl(QUrl(address))


class AboutMapDialog(Small):
    """Tells the makers; a page of the web opens in the system's browser, never in FleetDesk."""

    def __init__(
        self, parent: QWidget, makers: Sequence[Maker], show_page: Callable[[str], object] = open_outside
    ) -> None:
        super().__init__(parent, _("About this map"), _("Close"))
        self._show_page = show_page
        self.cancel.hide()
        self.go.clicked.connect(self.accept)
        for maker in makers:
            self._add(maker)
        if any(maker.terms == OSM_TERMS or OSM in maker.about for maker in makers):
            self._add(Maker(_("A mistake on the map?"), _("OpenStreetMap is mended by those who use it."), MISTAKES))

    def _add(self, maker: Maker) -> None:
        self.box.addWidget(Paragraph("Strong", maker.name))
        row, about = QHBoxLayout(), Paragraph("Dim", maker.about)
        row.addWidget(about, 1)
        if maker.terms:
            page = button(
                pgettext("button", "Web page"), _("Web page of {name}").format(name=maker.name), hint=maker.terms
            )
            page.clicked.connect(lambda _on=False: self._show_page(maker.terms))
            row.addWidget(page)
        self.box.addLayout(row)
