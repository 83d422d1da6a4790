"""Temperatures outside their limits in words: the mark of the list and the sentences of hover, card and page."""

from collections.abc import Sequence

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.domain.statuses import TOO_COLD, TOO_WARM, WarningAppearance
from fleetdesk.domain.temperature_limits import Breach
from fleetdesk.ui.widgets import formatting


def appearance_of(breach: Breach) -> WarningAppearance:
    """Return how a temperature outside its limits is marked."""
    return TOO_WARM if breach.is_warm else TOO_COLD


def breach_mark(found: Sequence[Breach]) -> str:
    """Return the words that mark a vehicle, each once; empty where all is inside its limits."""
    return " · ".join(dict.fromkeys(appearance_of(each).word for each in found))


def breach_sentences(found: Sequence[Breach]) -> str:
    """Say of each sensor what it shows and which limit that is beyond; empty where all is inside."""
    return together(*map(_sentence, found))


def _sentence(breach: Breach) -> str:
    shown, limit = (formatting.figure(each, "°C", 1) for each in (breach.shown, breach.limit))
    return appearance_of(breach).meaning.format(sensor=number(breach.sensor), shown=shown, limit=limit)
