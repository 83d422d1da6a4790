"""Spare every import the look that PySide takes through the source of the imported module.

PySide searches each module for its own name, for the sake of a switch to snake_case names that FleetDesk does not use.
That is a thousand files read at each start, a tenth of it, whose lines Python keeps for tracebacks: 26 MB.
"""

import importlib
import sys

FEATURE, SEARCH = "shibokensupport.feature", "_mod_uses_pyside"
"""The part of PySide that switches, which comes with QtCore, and its search; without them nothing is done."""


def read_no_sources() -> None:
    """Let PySide take each module that is imported from now on for one that uses it, with nothing switched."""
    importlib.import_module("PySide6.QtCore")
    feature = sys.modules.get(FEATURE)
    if hasattr(feature, SEARCH):
        vars(feature)[SEARCH] = lambda module: True
