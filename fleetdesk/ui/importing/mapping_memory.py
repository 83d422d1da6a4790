"""Which column held what, remembered by the headings of the table."""

import hashlib
import json
from collections.abc import Sequence

from PySide6.QtCore import QSettings

from fleetdesk.domain.importing.mapping import LABELS, guess


class MappingMemory:
    """Keeps a mapping for each set of headings in the window's settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def mapping(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return what was chosen for these headings the last time, else a guess."""
        try:
            kept = json.loads(str(self._settings.value(_key(headings), "null")))
        except (ValueError, RecursionError):
            kept = None
        sound = isinstance(kept, list) and len(kept) == len(headings) and all(each in (*LABELS, "") for each in kept)
        return tuple(kept) if sound else guess(headings)

    def save(self, headings: Sequence[str], mapping: Sequence[str]) -> None:
        """Save the mapping for these headings."""
        self._settings.setValue(_key(headings), json.dumps(list(mapping)))


def _key(headings: Sequence[str]) -> str:
    return f"import/{hashlib.sha256(json.dumps(list(headings)).encode()).hexdigest()[:24]}"
