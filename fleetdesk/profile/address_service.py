"""The address service of the settings, ready to be asked, its requests of a day counted where its terms say so."""

from collections.abc import Callable

from fleetdesk.api.http import USER_AGENT
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.geocoding.presets import GeocoderPreset, preset_named
from fleetdesk.profile.settings import Addresses, Folders
from fleetdesk.storage.request_budget import RequestBudget, budget_name

DAY_S = 86_400.0


def open_geocoder(folders: Folders) -> Callable[[Addresses], Geocoder | None]:
    """Return what opens the chosen service: None where there is none, FleetError where it cannot be asked.

    It may wait for the disk: call it in a thread.
    """

    def open_one(chosen: Addresses) -> Geocoder | None:
        if not chosen.service:
            return None
        preset = preset_named(chosen.service)
        return Geocoder(preset, chosen.address, chosen.key, USER_AGENT, _budget(folders, preset, chosen.key))

    return open_one


def _budget(folders: Folders, preset: GeocoderPreset, key: str) -> RequestBudget | None:
    """Return what counts the requests of a key in any day, on the disk; None where the terms name no number."""
    if not preset.most_a_day or not key:
        return None
    file = folders.data / budget_name(f"{preset.key} {key}")
    return RequestBudget(file, RequestLimit(preset.most_a_day, DAY_S), reserve=0, synced=False)
