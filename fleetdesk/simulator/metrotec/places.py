"""Places and the reports of visits to them (docs/vendors/metrotec.md#places)."""

from typing import Annotated, Any

from fastapi import Path
from fastapi.responses import Response
from pydantic import Field

from fleetdesk.simulator.api import Api, Refusal, answer
from fleetdesk.simulator.clock import parse_time, spaced
from fleetdesk.simulator.metrotec.fleet import vehicle_of
from fleetdesk.simulator.metrotec.tasks import changed
from fleetdesk.simulator.metrotec.visits import visits
from fleetdesk.simulator.schema.history import Poi, Report, Visit
from fleetdesk.simulator.schema.requests import PoiCreate, ReportCreate
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import WholeText

FIRST_POI, _FIRST_REPORT = 72_228, 11_880
_PROCESSING_AFTER, _DONE_AFTER = 1.0, 3.0
_POI_ORDER = (
    "id",
    "lat",
    "lon",
    "name",
    "purpose",
    "comment",
    "rgAddress",
    "type",
    "radius",
    "country_code",
    "phone_nr",
    "contact_name",
)

Doc = dict[str, Any]


def register(api: Api, sim: Simulation) -> None:
    """Register pois.* and reports.*."""

    @api.route("pois.list", list[Poi])
    def list_pois() -> Response:
        """List places."""
        return answer(sim.store.all("poi"))

    @api.route("pois.create", Poi, {201: {"model": Poi, "description": "Created"}, 204: {"description": "Created"}})
    def create_poi(body: PoiCreate) -> Response:
        """Create a place."""
        wanted = body.model_dump()
        made = sim.store.add("poi", FIRST_POI, {key: wanted.get(key) for key in _POI_ORDER})
        return changed(sim, made, sim.quirks.create_status)

    @api.route("reports.list", list[Report])
    def list_reports() -> Response:
        """List reports and how far they are."""
        return answer([_shown(row, sim.clock.now()) for row in sim.store.all("report")])

    @api.route("reports.create", Report, {201: {"model": Report, "description": "Created"}})
    def create_report(body: ReportCreate) -> Response:
        """Create a report."""
        if body.group == "vehicle" and body.group_id:
            vehicle_of(sim, body.group_id, "group_id")
        at = sim.clock.now()
        made = sim.store.add("report", _FIRST_REPORT, {"id": 0, "made": at, **body.model_dump()})
        return answer(_shown(made, at), sim.quirks.create_status)

    @api.route("reports.data", list[Visit])
    def report_data(id: Annotated[int, Field(ge=0), WholeText, Path()]) -> Response:
        """List a report's visits; none before it is done."""
        report = sim.store.get("report", id)
        if report is None:
            raise Refusal(404, "no such report", "id")
        if _shown(report, sim.clock.now())["status"] != 2:
            return answer([])
        start, stop = (parse_time(text) for text in report["datetime"])
        return answer(visits(sim, report, start, min(stop, report["made"] + _DONE_AFTER)))


def _shown(row: Doc, now: float) -> Doc:
    age = now - row["made"]
    # The stamps say since when the report has been in its state.
    since = row["made"] + (0.0 if age < _PROCESSING_AFTER else _PROCESSING_AFTER if age < _DONE_AFTER else _DONE_AFTER)
    return {
        "id": row["id"],
        "status": 0 if age < _PROCESSING_AFTER else 1 if age < _DONE_AFTER else 2,
        "type": row["type"],
        "group": row["group"],
        "type_id": row["type_id"],
        "group_id": row["group_id"],
        "group_name": None,
        "type_name": None,
        "start_time": row["datetime"][0],
        "stop_time": row["datetime"][1],
        "repStatus": spaced(since),
    }
