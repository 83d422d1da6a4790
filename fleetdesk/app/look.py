"""How the window looks and speaks: the theme of now, the company's zone, and where notices go."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QSettings, QTimeZone

from fleetdesk.profile.settings import Settings
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens


@dataclass(frozen=True, slots=True)
class Look:
    """What every pane is built with. `tokens` returns the theme's colours as they are now."""

    tokens: Callable[[], Tokens]
    zone: ZoneInfo
    notices: Notices
    layout: QSettings
    long_work: LongWork


def zone_of(settings: Settings) -> ZoneInfo:
    """Return the company's zone: as set, else the first account's, else this computer's, else UTC."""
    named = settings.zone or (settings.accounts[0].zone if settings.accounts else "")
    try:
        return ZoneInfo(named or bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
