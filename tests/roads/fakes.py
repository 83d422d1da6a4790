"""Routers on loopback that refuse what their documentation refuses. Their country is the box COUNTRY, (lon, lat).

What they answer is known: a way is 1.4 times the straight line, at 70 km/h.
"""

import json
import re
import threading
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from fleetdesk.domain.geo import distance_m
from tests.streets.loopback import Answering, Loopback

COUNTRY = (20.0, 57.0, 30.0, 60.0)
KEY = "a-key-of-somebody"
FACTOR, KMH = 1.4, 70.0
MIDDLE_OF_THE_SEA = (20.0, 57.0)


def expected(one, other):
    """Return km and minutes that all of them answer for a way."""
    km = distance_m(one, other) / 1000 * FACTOR
    return km, km / KMH * 60


def encoded(points, digits=6):
    """Return the points (lon, lat) as a polyline."""
    written, before = [], (0, 0)
    for lon, lat in points:
        now = round(lat * 10**digits), round(lon * 10**digits)
        for new, old in zip(now, before, strict=True):
            value = (new - old) << 1
            value = ~value if new < old else value
            while value >= 32:
                written.append(chr((value & 31 | 32) + 63))
                value >>= 5
            written.append(chr(value + 63))
        before = now
    return "".join(written)


class Wrong(Exception):
    """A request that the documentation refuses."""

    def __init__(self, status, body):
        self.status, self.body = status, body


class FakeRouter:
    """One router; `asked` holds what came. `fault` is called with the handler before the router looks at a request."""

    no_road: int | str = ""  # the code for a place without a road near
    refusal = staticmethod(lambda code, words: {"message": words})

    def __init__(self):
        self.asked, self.fault, self.change = [], None, lambda answer: answer
        self.leave = threading.Event()
        router = self

        class Handler(Answering):
            def do_GET(self):
                router.serve(self, None)

            def do_POST(self):
                router.serve(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        self.server = Loopback(Handler)
        self.url = self.server.url

    def close(self):
        self.leave.set()
        self.server.close()

    def serve(self, handler, body):
        parts = urlsplit(handler.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.asked.append((handler.command, parts.path, query, dict(handler.headers), body))
        if self.fault is not None and self.fault(handler) is not False:
            return
        try:
            answer = self.judged(handler, parts.path, query, body)
        except Wrong as error:
            handler.answer(error.status, json.dumps(error.body).encode(), {"Content-Type": "application/json"})
            return
        text = self.change(json.dumps(answer)) if answer is not None else ""
        handler.answer(200, text.encode(), {"Content-Type": "application/json"})

    def judged(self, handler, path, query, body):
        if not handler.headers.get("User-Agent", "").startswith("FleetDesk/") or handler.headers.get("Cookie"):
            raise Wrong(403, self.refusal(0, "Say who you are."))
        if body is not None and handler.headers.get("Content-Type") != "application/json":
            raise Wrong(415, self.refusal(0, "JSON only."))
        return self.answered(handler, path, query, None if body is None else json.loads(body))

    def answered(self, handler, path, query, body):
        """Return the answer to a request; Wrong where the documentation refuses it."""
        raise NotImplementedError

    def place(self, lon, lat):
        """Return a place of the country; refused where it is outside, as it is with lon and lat exchanged."""
        west, south, east, north = COUNTRY
        if not (isinstance(lon, float | int) and isinstance(lat, float | int)):
            raise Wrong(400, self.refusal(self.no_road, "No numbers."))
        if not (west <= lon <= east and south <= lat <= north):
            raise Wrong(400, self.refusal(self.no_road, "No road near this place."))
        return lon, lat

    def cell(self, one, other):
        """Return km and seconds; None where one of the places is an island without a ferry."""
        if MIDDLE_OF_THE_SEA in (one, other):
            return None, None
        km, minutes = expected(one, other)
        return km, minutes * 60


class FakeOsrm(FakeRouter):
    no_road = "NoSegment"
    refusal = staticmethod(lambda code, words: {"code": code or "InvalidUrl", "message": words})

    def answered(self, handler, path, query, body):
        found = re.fullmatch(r"/(table|route)/v1/\w+/([-\d.,;]+)", path)
        if found is None or handler.command != "GET":
            raise Wrong(400, self.refusal("InvalidUrl", "URL string malformed."))
        places = [self.place(*map(float, each.split(","))) for each in found[2].split(";")]
        return self.table(places, query) if found[1] == "table" else self.route(places, query)

    def table(self, places, query):
        if len(places) > 100:
            raise Wrong(400, self.refusal("TooBig", "Too many table coordinates."))
        rows, cols = ([int(each) for each in query[name].split(";")] for name in ("sources", "destinations"))
        if max(rows + cols) >= len(places) or query.get("annotations") != "duration,distance":
            raise Wrong(400, self.refusal("InvalidQuery", "Query string malformed."))
        cells = [[self.cell(places[row], places[col]) for col in cols] for row in rows]
        return {
            "code": "Ok",
            "durations": [[seconds for _, seconds in row] for row in cells],
            "distances": [[km and km * 1000 for km, _ in row] for row in cells],
        }

    def route(self, places, query):
        if query.get("geometries") != "polyline6" or len(places) < 2:
            raise Wrong(400, self.refusal("InvalidOptions", "Options are invalid."))
        km, seconds = self.cell(places[0], places[-1])
        if km is None:
            raise Wrong(400, self.refusal("NoRoute", "Impossible route."))
        route = {"distance": km * 1000, "duration": seconds, "geometry": encoded(places), "legs": []}
        return {"code": "Ok", "routes": [route], "waypoints": []}


class FakeValhalla(FakeRouter):
    no_road = 171
    refusal = staticmethod(lambda code, words: {"error_code": code, "error": words, "status_code": 400})
    verbose = False  # as servers before 3.5 answer, whatever they are asked

    def answered(self, handler, path, query, body):
        if handler.command != "POST" or path not in ("/sources_to_targets", "/route"):
            raise Wrong(404, self.refusal(106, "Try any of: ..."))
        if body.get("costing") not in ("truck", "auto"):
            raise Wrong(400, self.refusal(125, "No costing method found."))
        if body["costing"] == "truck" and body["costing_options"]["truck"]["top_speed"] > 120:
            raise Wrong(400, self.refusal(125, "Too fast for a truck."))
        if path == "/route":
            return self.route([self.place(each["lon"], each["lat"]) for each in body["locations"]], body)
        return self.matrix(body)

    def matrix(self, body):
        sources, targets = (
            [self.place(each["lon"], each["lat"]) for each in body[name]] for name in ("sources", "targets")
        )
        if len(sources) * len(targets) > 2500:
            raise Wrong(400, self.refusal(150, "Exceeded max locations."))
        factor = {"kilometers": 1.0, "miles": 0.621371}[body["units"]]
        cells = [[self.cell(one, other) for other in targets] for one in sources]
        if self.verbose or body.get("verbose", True):
            return {
                "sources_to_targets": [[{"distance": km, "time": seconds} for km, seconds in row] for row in cells],
                "units": body["units"],
            }
        return {
            "sources_to_targets": {
                "durations": [[seconds for _, seconds in row] for row in cells],
                "distances": [[km and km * factor for km, _ in row] for row in cells],
            }
        }

    def route(self, places, body):
        km, seconds = self.cell(places[0], places[-1])
        if km is None or len(places) < 2:
            raise Wrong(400, self.refusal(442, "No path could be found for input."))
        legs = [{"shape": encoded(pair)} for pair in pairwise(places)]
        return {"trip": {"summary": {"length": km, "time": seconds}, "legs": legs, "status": 0}}


class FakeGraphHopper(FakeRouter):
    """The open one; `hosted` is the service with a key and a matrix."""

    no_road = "com.graphhopper.util.exceptions.PointNotFoundException"
    refusal = staticmethod(lambda code, words: {"message": words, "hints": [{"message": words, "details": str(code)}]})
    hosted = False

    def answered(self, handler, path, query, body):
        if self.hosted and query.get("key") != KEY:
            raise Wrong(401, {"message": "Wrong credentials. Register and get a valid API key."})
        if path not in (("/route", "/matrix") if self.hosted else ("/route",)) or handler.command != "POST":
            raise Wrong(404, {"code": 404, "message": "HTTP 404 Not Found"})
        if body.get("profile") not in ("truck", "car"):
            raise Wrong(400, self.refusal("IllegalArgumentException", "The requested profile does not exist."))
        return self.matrix(body) if path == "/matrix" else self.route(body)

    def route(self, body):
        places = [self.place(*each) for each in body["points"]]
        km, seconds = self.cell(places[0], places[-1])
        if km is None:
            code = "com.graphhopper.util.exceptions.ConnectionNotFoundException"
            raise Wrong(400, self.refusal(code, "Connection between locations not found"))
        path = {"distance": km * 1000, "time": round(seconds * 1000), "points_encoded": body["points_encoded"]}
        if body.get("calc_points", True):
            path["points"] = {"type": "LineString", "coordinates": places}
        return {"paths": [path], "info": {}}

    def matrix(self, body):
        if not set(body["out_arrays"]) <= {"times", "distances", "weights"}:
            raise Wrong(400, self.refusal("IllegalArgumentException", "Unknown out_array."))
        sources, targets = ([self.place(*each) for each in body[name]] for name in ("from_points", "to_points"))
        cells = [[self.cell(one, other) for other in targets] for one in sources]
        return {
            "times": [[seconds and round(seconds) for _, seconds in row] for row in cells],
            "distances": [[km and round(km * 1000) for km, _ in row] for row in cells],
        }


class FakeOpenRouteService(FakeRouter):
    no_road = 2010
    refusal = staticmethod(lambda code, words: {"error": {"code": code, "message": words}, "info": {}})

    def answered(self, handler, path, query, body):
        if handler.headers.get("Authorization") != KEY:
            raise Wrong(403, {"error": "Access to this API has been disallowed"})
        if handler.command != "POST":
            raise Wrong(405, self.refusal(0, "Method not allowed."))
        if re.fullmatch(r"/v2/matrix/driving-(hgv|car)", path):
            return self.matrix(body)
        if re.fullmatch(r"/v2/directions/driving-(hgv|car)/geojson", path):
            return self.directions(body)
        raise Wrong(404, self.refusal(0, "Not found."))

    def matrix(self, body):
        if not set(body) <= {"locations", "sources", "destinations", "metrics", "units", "id", "resolve_locations"}:
            raise Wrong(400, self.refusal(6002, "Unknown parameter."))
        if not set(body["metrics"]) <= {"duration", "distance"} or body["units"] not in ("m", "km", "mi"):
            raise Wrong(400, self.refusal(6003, "Parameter has an incorrect value."))
        if len(body["sources"]) * len(body["destinations"]) > 3500:
            raise Wrong(400, self.refusal(6004, "Search exceeds the limit of 3500 routes."))
        places = [self.place(*each) for each in body["locations"]]
        cells = [[self.cell(places[one], places[other]) for other in body["destinations"]] for one in body["sources"]]
        return {
            "durations": [[seconds for _, seconds in row] for row in cells],
            "distances": [[km for km, _ in row] for row in cells],
        }

    def directions(self, body):
        places = [self.place(*each) for each in body["coordinates"]]
        km, seconds = self.cell(places[0], places[-1])
        if km is None:
            raise Wrong(404, self.refusal(2009, "Route could not be found."))
        feature = {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": places},
            "properties": {"summary": {"distance": km * 1000, "duration": seconds}},
        }
        return {"type": "FeatureCollection", "features": [feature]}
