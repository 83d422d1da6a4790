"""Version, users, positions, vehicles, services, places, purposes and categories (docs/vendors/vezma.md)."""

from typing import Annotated, Any

from fastapi import Path
from fastapi.responses import Response
from pydantic import Field

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.schema.vezma import Car, Category, Place, Purpose, Service, User, UserPosition, Version
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import WholeText
from fleetdesk.simulator.vezma import people
from fleetdesk.simulator.world.names import HOSTILE

Number = Annotated[int, Field(ge=0), WholeText, Path()]

SERVICES = (
    (1, "A/C System"),
    (1220, "Air filter"),
    (1227, "Battery"),
    (1230, "Brakes"),
    (1244, "Fuel system"),
    (1248, "Inspection"),
    (1249, "Lights"),
    (1255, "Oil change"),
    (1260, "Tires"),
    (1271, "Wipers"),
)
PURPOSES = (
    (1, "Business", False),
    (1265, "Private", False),
    (1266, "Medical", False),
    (1267, "Moving", False),
    (1268, "Charity", True),
    (1270, "Servis u zákazníka", False),
)
CATEGORIES = (
    (1, "Entertainment", False),
    (1092, "Lodging", False),
    (1093, "Meal", False),
    (1096, "Toll", False),
    (1097, "Parking", False),
    (1099, "Fax", True),
)


def places(sim: Simulation) -> list[dict[str, Any]]:
    """Return the company's places: every seventh site of the country."""
    rows = []
    for k, site in enumerate(sim.people.network.sites[::7]):
        town = sim.people.network.country.towns[site.town].name
        rows.append(
            {
                "placeId": 3 + k * 4,
                "name": HOSTILE[0] if k == 5 else f"{town} {k + 1}",
                "address": site.address.removeprefix("SK, "),
                "radius": (13, 45.72, 100, 60)[k % 4],
                "lon": site.lon,
                "lat": site.lat,
            }
        )
    return rows


def register(api: Api, sim: Simulation) -> None:
    """Register everything but trips and expenses."""
    _register_people(api, sim)
    _register_lists(api, sim)

    @api.route("vehicles.list", list[Car])
    def list_cars() -> Response:
        """List vehicles."""
        at = sim.clock.now()
        return answer([people.car(sim, vehicle, at) for vehicle in sim.people.vehicles])

    @api.route("vehicles.get", Car)
    def get_car(vehicleId: Number) -> Response:  # noqa: N803 - the vendor's name
        """Return one vehicle."""
        number = vehicleId - people.FIRST_CAR
        if not 0 <= number < sim.people.count:
            raise Refusal(404, "no such vehicle", "vehicleId")
        return answer(people.car(sim, sim.people.vehicles[number], sim.clock.now()))


def _register_people(api: Api, sim: Simulation) -> None:
    numbers = {people.uid_of(sim, number): number for number in range(sim.people.count)}

    def number_of(uid: str) -> int:
        if uid.lower() not in numbers:
            raise Refusal(404, "no such user", "uid")
        return numbers[uid.lower()]

    @api.route("version", Version)
    def version() -> Response:
        """Return the version; the reference shows no answer."""
        return answer({"version": "1.0"})

    @api.route("users.list", list[User])
    def list_users() -> Response:
        """List users, deactivated ones included."""
        return answer([people.user(sim, number) for number in range(sim.people.count)])

    @api.route("users.get", User)
    def get_user(uid: str) -> Response:
        """Return one user."""
        return answer(people.user(sim, number_of(uid)))

    @api.route("positions.list", list[UserPosition])
    def list_positions() -> Response:
        """List last known positions."""
        rows = [people.position(sim, number, sim.clock.now()) for number in range(sim.people.count)]
        # Left out, or a row of nulls: docs/vendors/vezma.md#positions.
        return answer([row for row in rows if sim.quirks.null_positions or row["positionLat"] is not None])

    @api.route("positions.get", UserPosition)
    def get_position(uid: str) -> Response:
        """Return one user's last known position."""
        return answer(people.position(sim, number_of(uid), sim.clock.now()))


def _register_lists(api: Api, sim: Simulation) -> None:
    @api.route("services.list", list[Service])
    def list_services() -> Response:
        """List vehicle services."""
        return answer([{"serviceId": k, "serviceName": name, "isDeleted": False} for k, name in SERVICES])

    @api.route("places.list", list[Place])
    def list_places() -> Response:
        """List places."""
        return answer(places(sim))

    @api.route("places.get", Place)
    def get_place(placeId: Number) -> Response:  # noqa: N803 - the vendor's name
        """Return one place."""
        found = [row for row in places(sim) if row["placeId"] == placeId]
        if not found:
            raise Refusal(404, "no such place", "placeId")
        return answer(found[0])

    @api.route("purposes.list", list[Purpose])
    def list_purposes() -> Response:
        """List purposes, deleted ones included."""
        return answer([{"purposeId": k, "name": name, "isDeleted": gone} for k, name, gone in PURPOSES])

    @api.route("expenses.categories", list[Category])
    def list_categories() -> Response:
        """List expense categories."""
        return answer([{"categoryName": name, "categoryId": k, "isDeleted": gone} for k, name, gone in CATEGORIES])
