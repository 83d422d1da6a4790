"""A reader of each vendor's answers, which asks no server."""

import pytest

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.storage.request_budget import RequestBudget


@pytest.fixture
async def readers(tmp_path):
    made = {
        "metrotec": Metrotec("a", "http://127.0.0.1:9/", "u", "p"),
        "vezma": Vezma("a", "http://127.0.0.1:9/", "t", RequestBudget(tmp_path / "ledger.db", LIMIT)),
    }
    yield made
    for each in made.values():
        await each.close()
