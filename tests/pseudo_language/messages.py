"""Where Babel finds the texts that are marked, and by which calls."""

from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "fleetdesk"
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
