"""The control endpoint: the truth, the script of faults, the other dispatcher, the clock and the log."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fleetdesk.simulator import published
from fleetdesk.simulator.api import Api, Refusal, answer, problem
from fleetdesk.simulator.clock import parse_iso, zulu
from fleetdesk.simulator.faults import Faults, fault_of
from fleetdesk.simulator.metrotec.tasking import change_task, make_task
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.true_drivers import true_drivers
from fleetdesk.simulator.true_visits import true_visits
from fleetdesk.simulator.truth import in_polygon, true_past, true_people, true_positions
from fleetdesk.simulator.vezma.people import uid_of
from fleetdesk.simulator.wire import Receive, Scope, Send

PUBLISHED = ("docs", "docs.openapi", "docs.postman", "redoc", "swagger")
Handler = Callable[[Request], Awaitable[Response]]
Doc = dict[str, Any]

SCHEMES: dict[str, Doc] = {
    "metrotec": {"bearer": {"type": "http", "scheme": "bearer"}},
    "vezma": {
        "vezma": {"type": "apiKey", "in": "header", "name": "Authorization"},
        "token": {"type": "apiKey", "in": "header", "name": "X-Auth-Token"},
    },
}


class Control:
    """An ASGI application below /control/, and the two published OpenAPI documents."""

    def __init__(self, sim: Simulation, faults: Faults, apis: dict[str, Api], root: str) -> None:
        self._sim, self._faults, self._apis, self._root = sim, faults, apis, root
        self._documents: dict[str, Doc] = {}
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/control/", self._index),
            ("GET", "/control/state", self._state),
            ("GET", "/control/faults", self._list_faults),
            ("POST", "/control/faults", self._add_faults),
            ("DELETE", "/control/faults", self._clear_faults),
            ("GET", "/control/truth/positions", self._positions),
            ("GET", "/control/truth/people", self._people),
            ("GET", "/control/truth/past", self._past),
            ("GET", "/control/truth/drivers", self._drivers),
            ("GET", "/control/truth/visits", self._visits),
            ("GET", "/control/truth/in_area", self._in_area),
            ("POST", "/control/clock", self._clock),
            ("GET", "/control/quirks", self._quirks),
            ("POST", "/control/quirks", self._quirks),
            ("POST", "/control/edits", self._edit),
            ("POST", "/control/logout", self._logout),
            ("POST", "/control/reset_limit", self._reset_limit),
            ("GET", "/control/requests", self._requests),
            ("GET", "/control/tasks", self._tasks),
            ("GET", "/control/audit", self._audit),
            ("GET", "/control/made", self._made),
            ("GET", "/control/files", self._files),
            ("GET", "/control/files/{id:int}/bytes", self._bytes),
            ("GET", "/metrotec/openapi.json", self._document),
            ("GET", "/vezma/openapi.json", self._document),
            *(("GET", f"/metrotec/{each}", self._published) for each in PUBLISHED),
        ]
        self._table = [f"{method} {path}" for method, path, _ in table]
        routes = [Route(path, handler, methods=[method]) for method, path, handler in table]
        self._app = Starlette(
            routes=routes, exception_handlers={Refusal: _refused, ValueError: _wrong, TypeError: _wrong}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        await self._app(scope, receive, send)

    async def _index(self, _: Request) -> Response:
        return answer(self._table)

    async def _state(self, _: Request) -> Response:
        sim, store = self._sim, self._sim.store
        counts = [
            {"api": api, "operation": operation, "status": status, "count": count}
            for api, operation, status, count in store.request_counts()
        ]
        kinds = ("task", "file", "poi", "geozone", "link", "event", "report")
        return answer(
            {
                "world_time": zulu(sim.clock.now()),
                "world_seconds": sim.clock.now(),
                "speed": sim.clock.speed,
                "seed": sim.seed,
                "vehicles": sim.fleet.count,
                "people": sim.people.count,
                "logins": sim.logins,
                "counts": {kind: store.count(kind) for kind in kinds},
                "requests": counts,
                "vezma": {
                    "in_window": len(sim.vezma_times),
                    "refused": len(sim.vezma_refused),
                    "blacklisted": sim.blacklisted,
                },
            }
        )

    async def _list_faults(self, _: Request) -> Response:
        return answer([fault.as_dict() for fault in self._faults.list])

    async def _add_faults(self, request: Request) -> Response:
        wanted = await request.json()
        rows = wanted if isinstance(wanted, list) else [wanted]
        made = [fault_of(row) for row in rows]
        return answer([self._faults.add(fault).as_dict() for fault in made])

    async def _clear_faults(self, _: Request) -> Response:
        self._faults.clear()
        return answer([])

    async def _positions(self, request: Request) -> Response:
        """Tell where every vehicle is, or was `at` a moment in seconds since 1970."""
        told = request.query_params.get("at")
        at = self._sim.clock.now() if told is None else float(told)
        return answer({"world_time": zulu(at), "positions": true_positions(self._sim, at)})

    async def _people(self, _: Request) -> Response:
        at = self._sim.clock.now()
        return answer({"world_time": zulu(at), "people": true_people(self._sim, at)})

    async def _drivers(self, _: Request) -> Response:
        at = self._sim.clock.now()
        return answer({"world_time": zulu(at), "drivers": true_drivers(self._sim, at)})

    async def _past(self, request: Request) -> Response:
        """Tell what a vehicle (object_id) or a member (uid) did from `begins` to `ends`, in seconds since 1970."""
        query = request.query_params
        begins, ends = float(query["begins"]), float(query["ends"])
        if "uid" in query:
            known = {uid_of(self._sim, each.number): each for each in self._sim.people.vehicles}
            return answer(true_past(self._sim.people, known[query["uid"]], begins, ends))
        vehicle = self._sim.fleet.by_id[query["object_id"]]
        return answer(true_past(self._sim.fleet, vehicle, begins, ends))

    async def _visits(self, request: Request) -> Response:
        """Tell the visits of a vehicle (object_id) to a place (lat, lon, radius in metres) from `begins` to `ends`."""
        query = request.query_params
        vehicle = self._sim.fleet.by_id[query["object_id"]]
        lat, lon, radius, begins, ends = (float(query[name]) for name in ("lat", "lon", "radius", "begins", "ends"))
        return answer(true_visits(self._sim.fleet, vehicle, (lat, lon), radius, begins, ends))

    async def _in_area(self, request: Request) -> Response:
        ring = json.loads(request.query_params["coordinates"])
        rows = true_positions(self._sim, self._sim.clock.now())
        seen = [row for row in rows if row["lat"] is not None]
        return answer([row["object_id"] for row in seen if in_polygon(row["lon"], row["lat"], ring)])

    async def _clock(self, request: Request) -> Response:
        body = await request.json()
        clock = self._sim.clock
        if body.get("reset"):
            clock.set(time.time(), 1.0)
        world = parse_iso(body["time"]) if "time" in body else clock.now() + float(body.get("shift", 0))
        clock.set(world, 0.0 if body.get("freeze") else body.get("speed"))
        self._sim.live.forget()
        return answer({"world_time": zulu(clock.now()), "world_seconds": clock.now(), "speed": clock.speed})

    async def _quirks(self, request: Request) -> Response:
        if request.method == "POST":
            self._sim.quirks.change(await request.json())
            self._sim.set_hostile(self._sim.quirks.hostile)
        return answer(self._sim.quirks.as_dict())

    async def _edit(self, request: Request) -> Response:
        """Act as another dispatcher: {"create": {...}}, {"id": 1, "change": {...}} or {"id": 1, "delete": true}."""
        body = await request.json()
        user = str(body.get("sender", "another.dispatcher"))
        if "create" in body:
            return answer(make_task(self._sim, body["create"], user))
        number = int(body["id"])
        if body.get("delete"):
            self._sim.store.remove("task", number)
            return answer({"deleted": number})
        return answer(change_task(self._sim, number, {"sender": user, **body.get("change", {})}, user))

    async def _logout(self, _: Request) -> Response:
        self._sim.store.drop_tokens()
        return answer({"tokens": 0})

    async def _reset_limit(self, _: Request) -> Response:
        self._sim.vezma_times.clear()
        self._sim.vezma_refused.clear()
        self._sim.blacklisted = False
        return answer({"in_window": 0})

    async def _requests(self, request: Request) -> Response:
        return answer(self._sim.store.requests(int(request.query_params.get("last", "200"))))

    async def _tasks(self, _: Request) -> Response:
        return answer(self._sim.store.all("task"))

    async def _audit(self, _: Request) -> Response:
        return answer(self._sim.store.audit())

    async def _made(self, _: Request) -> Response:
        return answer({kind: self._sim.store.all(kind) for kind in ("poi", "geozone", "link", "event", "report")})

    async def _files(self, _: Request) -> Response:
        blobs = self._sim.store.blobs()
        rows = []
        for file in self._sim.store.all("file"):
            digest, size, name = blobs.get(file["id"], (None, None, None))
            rows.append({**file, "sha256": digest, "size": size, "sent_name": name})
        return answer(rows)

    async def _bytes(self, request: Request) -> Response:
        data = self._sim.store.blob(int(request.path_params["id"]))
        if data is None:
            return problem(404, "no such file", "id")
        return Response(data, media_type="application/octet-stream")

    async def _document(self, request: Request) -> Response:
        return answer(self._told(request.url.path.split("/")[1]))

    async def _published(self, request: Request) -> Response:
        document = self._told("metrotec")
        kind = request.url.path.rpartition("/")[2]
        if kind == "docs.postman":
            return answer(published.postman(document))
        if kind == "docs.openapi":
            return Response(published.scribe_openapi(document), media_type="application/yaml")
        made = {"docs": published.scribe_page, "redoc": published.redoc_page}.get(kind)
        return Response(made(document) if made else published.swagger_page(), media_type="text/html")

    def _told(self, name: str) -> Doc:
        if name not in self._documents:
            base = {"metrotec": "/metrotec/api", "vezma": "/vezma/api/v1"}[name]
            self._documents[name] = self._apis[name].document(self._root + base, SCHEMES[name])
        return self._documents[name]


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return problem(error.status, error.reason, error.field)


async def _wrong(_: Request, error: Exception) -> Response:
    return problem(400, str(error))
