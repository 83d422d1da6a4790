"""Addresses of a table that has no coordinates: placed where it is sure, told with what they may mean where not."""

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.commands import row_places
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.storage.gazetteer.file import GazetteerFile
from tests.commands.test_address import HOUSE, chosen
from tests.commands.test_address import KASE as KASE
from tests.commands.test_address import desk as desk
from tests.commands.test_address import knowing as knowing
from tests.geocoding.conftest import photon as photon  # a fixture

NARVA = "Narva maantee 5, Tallinn"


async def find(desk, *addresses, ask_service=False):
    rows = {each: [number] for number, each in enumerate(addresses, 2)}
    return await row_places.find_places(desk, rows, None, ask_service=ask_service)


async def test_a_known_address_is_placed_without_asking_anybody(knowing, photon):
    found = await find(chosen(knowing, photon), "kase tn 118, Keila", NARVA)
    assert found.sure == {"kase tn 118, Keila": (KASE.lat, KASE.lon)}
    assert [each["state"] for each in found.jsonable()] == ["placed", "unknown"]
    assert photon.queries == []


async def test_the_service_places_the_rest_where_that_is_wanted(knowing, photon, capsys):
    found = await find(chosen(knowing, photon), "Kase 118, Keila", NARVA, ask_service=True)
    assert set(found.sure) == {"Kase 118, Keila", NARVA}
    assert [each["q"] for each in photon.queries] == [NARVA]
    told = found.jsonable()[1]
    assert (told["place"]["address"], told["place"]["source"]) == (HOUSE, "service")
    found.tell()
    assert "© OpenStreetMap contributors" in capsys.readouterr().err


async def test_what_is_in_doubt_is_told_with_its_candidates_and_not_placed(desk, photon, capsys):
    found = await find(chosen(desk, photon), "Narva", ask_service=True)
    found.tell()
    assert found.sure == {}
    (told,) = found.jsonable()
    assert (told["state"], told["rows"], told["place"]) == ("doubtful", [2], None)
    assert [each["exactness"] for each in told["candidates"]] == ["exact", "street", "area"]
    err = capsys.readouterr().err
    assert "row 2: “Narva” may mean Narva maantee 5, 10117 Tallinn (59." in err
    assert "Narva (" in err


async def test_two_places_of_one_label_are_in_doubt(knowing):
    file = GazetteerFile(knowing.folders.data / "gazetteer.db")
    file.load()
    file.put("tasks m", [("m/2", KnownPlace("Kase 118, Keila", 58.0, 24.4, PlaceSource.TASK))])
    file.close()
    found = await find(knowing, "Kase 118, Keila")
    assert (found.sure, len(found.jsonable()[0]["candidates"])) == ({}, 2)


async def test_without_a_chosen_service_asking_one_is_wrong_usage(knowing):
    with pytest.raises(UsageError, match="No address service is chosen"):
        await find(knowing, NARVA, ask_service=True)


async def test_a_failing_service_is_said_once_and_what_the_desk_knows_is_placed(knowing, photon, capsys):
    photon.status = 500
    found = await find(chosen(knowing, photon), NARVA, "Tartu 9, Valga", "Kase 118, Keila", ask_service=True)
    assert list(found.sure) == ["Kase 118, Keila"]
    assert capsys.readouterr().err.count("fault of its own (500)") == 1


@pytest.mark.parametrize("content", [b"nonsense" * 900, b""])
async def test_a_damaged_file_is_said_and_left_as_it_is(desk, capsys, content):
    path = desk.folders.data / "gazetteer.db"
    path.write_bytes(content)
    assert (await find(desk, NARVA)).sure == {}
    assert path.read_bytes() == content
    assert [each.name for each in desk.folders.data.iterdir()] == ["gazetteer.db"]
    assert "cannot be read now" in capsys.readouterr().err


async def test_nothing_is_made_where_the_desk_knows_nothing_yet(desk, capsys):
    assert (await find(desk, NARVA)).jsonable()[0]["state"] == "unknown"
    assert list(desk.folders.data.iterdir()) == []
    assert capsys.readouterr().err == ""
