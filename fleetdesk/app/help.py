"""Build the menu Help."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata

from PySide6.QtCore import SignalInstance, qVersion

from fleetdesk import __version__
from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.base.jsonable import jsonable
from fleetdesk.base.readable import escaped
from fleetdesk.base.translation import _
from fleetdesk.commands import checkup, doctor
from fleetdesk.profile.profile import settings_path
from fleetdesk.ui.help.commands import HelpCommands
from fleetdesk.ui.window.feature import Feature

LICENCE_LETTERS = 80


def build_help(services: Services, look: Look, manual_wanted: SignalInstance) -> tuple[HelpCommands, Feature]:
    """Build the feature; what is installed and what is wrong is read when somebody asks.

    `manual_wanted` opens the manual.
    """
    profile = services.profile

    def report() -> str:
        return escaped(json.dumps(jsonable(doctor.findings(profile)), ensure_ascii=False, indent=1))

    commands = HelpCommands(
        look.tokens,
        services.background,
        look.notices,
        lambda: (versions(), licences()),
        report,
        lambda: profile.save_settings(profile.settings),
        settings_path(profile.folders),
        profile.folders.logs,
    )
    manual_wanted.connect(commands.show_manual)
    return commands, Feature(commands=commands.commands())


def versions() -> Mapping[str, str]:
    """Return the versions of FleetDesk and of what it runs on."""
    return {
        "FleetDesk": __version__,
        "Python": platform.python_version(),
        "Qt": qVersion() or "",
        _("System"): platform.platform(),
    }


def licences() -> Sequence[tuple[str, str, str]]:
    """Return name, version and licence of each package that the desk runs on. Waits for the disk."""
    return [
        (name, checkup.version(name) or "", licence_of(name))
        for name in checkup.NEEDED
        if checkup.version(name) is not None
    ]


def licence_of(name: str) -> str:
    """Return the licence that a package names: in one expression, else in its classifiers, else as its text begins."""
    told = metadata.metadata(name)
    named = {each: str(told[each] or "").strip() for each in ("License-Expression", "License") if each in told}
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    found = named.get("License-Expression") or ", ".join(classified) or named.get("License", "").partition("\n")[0]
    return found[:LICENCE_LETTERS]
