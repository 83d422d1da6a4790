"""Address services on loopback, each as strict as its documentation: what that would refuse is refused here."""

import json
import threading
import time
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.geocoding.presets import PRESETS, Protocol
from tests.streets.loopback import Answering, Loopback

WAIT_S = 20
USER_AGENT = "FleetDesk/9"
KEY = "k-1"
FOUND = {
    Protocol.IN_AKS: {
        "host": "aks",
        "addresses": [
            {
                "adr_id": "2249878",
                "aadresstekst": "Narva mnt 5",
                "pikkaadress": "Harju maakond, Tallinn, Kesklinna linnaosa, Narva mnt 5",
                "ipikkaadress": "Narva mnt 5, Kesklinna linnaosa, Tallinn",
                "liikVal": "EHITISHOONE",
                "kvaliteet": "tapne_lahiaadress",
                "viitepunkt_b": "59.437456",
                "viitepunkt_l": "24.757612",
            },
            {
                "ipikkaadress": "Narva mnt, Tallinn", "liikVal": "LIIKLUSPIND", "viitepunkt_b": "59.438",
                "viitepunkt_l": "24.77",
            },
            {"ipikkaadress": "Narva linn", "liikVal": "EHAK", "viitepunkt_b": "59.37", "viitepunkt_l": "28.19"},
        ],
    },
    Protocol.PHOTON: {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [24.757612, 59.437456]},
                "properties": {
                    "osm_type": "N", "osm_id": 1, "type": "house", "street": "Narva maantee", "housenumber": "5",
                    "postcode": "10117", "city": "Tallinn", "country": "Eesti", "countrycode": "EE",
                },
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [24.77, 59.438]},
                "properties": {"type": "street", "name": "Narva maantee", "city": "Tallinn"},
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [28.19, 59.37]},
                "properties": {"type": "city", "name": "Narva", "country": "Eesti"},
            },
        ],
    },
    Protocol.PELIAS: {
        "geocoding": {"version": "0.2"},
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [24.757612, 59.437456]},
                "properties": {"layer": "address", "accuracy": "point", "label": "Narva maantee 5, Tallinn, Estonia"},
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [24.77, 59.438]},
                "properties": {"layer": "street", "accuracy": "centroid", "label": "Narva maantee, Tallinn, Estonia"},
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [28.19, 59.37]},
                "properties": {"layer": "locality", "accuracy": "centroid", "label": "Narva, Estonia"},
            },
        ],
    },
    Protocol.NOMINATIM: [
        {
            "place_id": 1, "lat": "59.437456", "lon": "24.757612", "category": "building", "addresstype": "building",
            "name": "", "display_name": "5, Narva maantee, Tallinn, 10117, Eesti",
            "address": {"house_number": "5", "road": "Narva maantee", "city": "Tallinn", "postcode": "10117"},
        },
        {
            "place_id": 2, "lat": "59.438", "lon": "24.77", "category": "highway", "addresstype": "road",
            "name": "Narva maantee", "display_name": "Narva maantee, Tallinn, Eesti",
            "address": {"road": "Narva maantee", "city": "Tallinn"},
        },
        {
            "place_id": 3, "lat": "59.37", "lon": "28.19", "category": "boundary", "addresstype": "city",
            "name": "Narva", "display_name": "Narva, Eesti", "address": {"city": "Narva"},
        },
    ],
}  # fmt: skip
"""What each service has for a text: a house, a street and a town, in the shapes of its documentation."""
NOTHING = {
    Protocol.IN_AKS: {"host": "aks"},
    Protocol.PHOTON: {"type": "FeatureCollection", "features": []},
    Protocol.PELIAS: {"type": "FeatureCollection", "features": []},
    Protocol.NOMINATIM: [],
}
_RULES = {
    (Protocol.IN_AKS, "address"): ("/gazetteer", {"address", "results"}, {"appartment", "unik"}),
    (Protocol.IN_AKS, "x"): ("/gazetteer", {"x", "y", "nearest"}, set()),
    (Protocol.PHOTON, "q"): ("/api", {"q"}, {"limit", "lat", "lon"}),
    (Protocol.PHOTON, "lat"): ("/reverse", {"lat", "lon"}, {"limit"}),
    (Protocol.PELIAS, "text"): (
        "/v1/autocomplete",
        {"text"},
        {"size", "focus.point.lat", "focus.point.lon", "api_key"},
    ),
    (Protocol.PELIAS, "point.lat"): ("/v1/reverse", {"point.lat", "point.lon"}, {"size", "api_key"}),
    (Protocol.NOMINATIM, "q"): ("/search", {"q", "format", "addressdetails"}, {"limit", "viewbox"}),
    (Protocol.NOMINATIM, "lat"): ("/reverse", {"lat", "lon", "format", "addressdetails"}, set()),
}
"""By what tells a question: the path, the parameters that are needed, those that are known."""


class Service:
    """A service of one kind; `body`, `status` and `answers` (headers) are what it answers with where they are set."""

    def __init__(self, protocol, *, keyed=False):
        self.protocol, self.keyed = protocol, keyed
        self.queries, self.paths, self.agents, self.refused = [], [], [], []
        self.status, self.body, self.answers, self.cut = 200, None, {}, False
        self.now = self.most = 0
        self.held, self.came, self.lock = threading.Event(), threading.Semaphore(0), threading.Lock()
        self.held.set()
        service = self

        class Handler(Answering):
            def do_GET(self):
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query, keep_blank_values=True))
                service.enter(parts.path, query, self.headers["User-Agent"])
                service.held.wait(WAIT_S)
                status, body = service.reply(parts.path, query, self.headers["User-Agent"])
                with service.lock:
                    service.now -= 1
                headers = {"Content-Type": "application/json; charset=utf-8", **service.answers}
                if service.cut:
                    self.cut_off(status, body, headers)
                else:
                    self.answer(status, body, headers)

            def cut_off(self, status, body, headers):
                """Promises more than it sends."""
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body) + 50)}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

        self._loopback = Loopback(Handler)
        self.url = f"{self._loopback.url}/{'v1/' if protocol is Protocol.PELIAS else ''}"

    def enter(self, path, query, agent):
        with self.lock:
            self.paths.append(path)
            self.queries.append(query)
            self.agents.append(agent)
            self.now += 1
            self.most = max(self.most, self.now)
        self.came.release()

    def reply(self, path, query, agent):
        wrong = self.wrong_with(path, query, agent)
        if wrong:
            self.refused.append(wrong)
            return wrong[0], json.dumps({"message": wrong[1]}).encode()
        if self.body is not None or self.status != 200:
            return self.status, self.body or b'{"message": "no"}'
        return 200, json.dumps(FOUND[self.protocol]).encode()

    def wrong_with(self, path, query, agent):
        """What the documentation would refuse the request for."""
        found = next((rule for (kind, name), rule in _RULES.items() if kind is self.protocol and name in query), None)
        if found is None or path != found[0]:
            return 404, path
        needed, known = found[1], found[2]
        if not needed <= query.keys() or query.keys() - needed - known:
            return 400, sorted(query.keys() ^ needed)
        if self.protocol is Protocol.NOMINATIM and query["format"] != "jsonv2":
            return 400, "format"
        if self.keyed and query.get("api_key") != KEY:
            return 403, "api_key"
        return (403, "agent") if not (agent or "").startswith("FleetDesk/") else None

    def close(self):
        self.held.set()
        self._loopback.close()


def preset_for(protocol):
    """The preset of the user's own server of a kind; In-AKS, which is nobody's own, as it is."""
    return next(each for each in PRESETS if each.protocol is protocol)


def geocoder_for(service, *, clock=time.monotonic, budget=None, key=KEY, **more):
    """A geocoder of the preset of a kind, whose address is the fake's, without its pause."""
    preset = replace(preset_for(service.protocol), **{"address": service.url, "pause_s": 0.0, **more})
    return Geocoder(preset, service.url, key, USER_AGENT, budget, clock)
