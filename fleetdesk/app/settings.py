"""Build the preferences."""

import sqlite3
from dataclasses import dataclass
from functools import partial

from fleetdesk.app.accounts import AccountsFeature
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.settings_watch import SettingsWatcher
from fleetdesk.app.theme_choice import Appearance
from fleetdesk.base.local_formats import size_words
from fleetdesk.base.translation import _, pgettext
from fleetdesk.sync.recorder import Recorder
from fleetdesk.ui.help.commands import HelpCommands
from fleetdesk.ui.settings.controller import SettingsController
from fleetdesk.ui.settings.editors import Action
from fleetdesk.ui.widgets.formatting import NOTHING
from fleetdesk.ui.window.feature import Feature

EMPTIED = _("The recording is removed. The desk can be turned back to what is shown from now on.")
NOT_EMPTIED = _("The recording cannot be removed now ({reason}). Try it again later.")


@dataclass(frozen=True, slots=True)
class SettingsFeature:
    """The window's controller, and what reads the file again."""

    controller: SettingsController
    watcher: SettingsWatcher
    feature: Feature


async def _recording_words(recorder: Recorder) -> str:
    """Return how much is recorded; a dash where the disk does not tell."""
    try:
        return size_words(await recorder.size())
    except sqlite3.Error:
        return NOTHING


def _empty(services: Services, look: Look) -> None:
    """Remove what is recorded, and say so."""

    async def empty() -> None:
        try:
            await services.recorder.empty()
        except sqlite3.Error as error:
            look.notices.say(NOT_EMPTIED.format(reason=error), trouble=True)
        else:
            look.notices.say(EMPTIED)

    services.background.start(empty(), "empty recording")


def build_settings(
    services: Services,
    look: Look,
    appearance: Appearance,
    map_: MapFeature,
    accounts: AccountsFeature,
    help_: HelpCommands,
) -> SettingsFeature:
    """Build the feature; what is chosen holds at once where it can."""
    profile = services.profile
    actions = {
        "accounts": Action(pgettext("button", "Connect"), accounts.controller.connect, accounts.editing.open),
        "tiles": Action(pgettext("button", "Choose"), map_.streets.pick_tiles),
        "addresses": Action(pgettext("button", "Choose"), map_.addresses.pick),
        "roads": Action(pgettext("button", "Choose"), map_.roads.pick_router),
        "recording": Action(pgettext("button", "Empty"), partial(_empty, services, look)),
        "settings": Action(_("Open the file"), help_.open_settings),
        "folders": Action(_("Show the logs"), help_.open_logs),
    }
    controller = SettingsController(
        profile, services.background, look.notices, actions, {"recording": partial(_recording_words, services.recorder)}
    )
    services.recorder.emptied.connect(controller.measure)

    def hold(names: list[str]) -> None:
        if {"theme", "density"}.intersection(names):
            appearance.put_on(profile.settings.theme)
        if "tiles" in names:
            map_.streets.show_tiles(profile.settings.tiles)
        if "addresses" in names:
            map_.addresses.ask_chosen(profile.settings.addresses)
        if "roads" in names:
            map_.roads.show_roads(profile.settings.roads)
        if "poll_s" in names:
            services.session.use_pace()
        if "documents" in names:
            services.document_rules.set_rules(profile.settings.documents)
        if "single_keys" in names:
            map_.pane.map.set_single_keys(profile.settings.single_keys)

        map_.layers.hold(names)

    controller.changed.connect(hold)
    map_.layers.menu.chosen.connect(controller.set_value)
    watcher = SettingsWatcher(profile, services.account_changes, services.background, look.notices)
    watcher.changed.connect(controller.take_over)
    watcher.refused.connect(lambda sentence: look.notices.say(sentence, trouble=True))
    return SettingsFeature(controller, watcher, Feature(commands=controller.commands(), find=controller.find))
