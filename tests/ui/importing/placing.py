"""What places addresses for an import, over a gazetteer in the test's folder that knows some, and no service yet."""

from fleetdesk.base.files import OURS, write_whole
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW


def gazetteer_in(folder, background, store=None):
    """A gazetteer that answers once it is loaded."""
    templates, areas = (
        SavedValues(NamedJson(folder / name, lambda path, text: write_whole(path, text, OURS)))
        for name in ("templates.json", "areas.json")
    )
    file = GazetteerFile(folder / "gazetteer.db")
    return Gazetteer(store or Store(lambda: NOW), file, {}, templates, areas, background)


def placing_in(folder, background):
    return AddressPlacing(gazetteer_in(folder, background), AddressService())
