"""The road network of a country: bent roads, shortest ways between towns, and the sites where vehicles stop."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

from fleetdesk.simulator.seeded_random import Dice, mix
from fleetdesk.simulator.world.country import Country, Town
from fleetdesk.simulator.world.course import METRES_PER_DEGREE, Course, Point, span_m

SITES_PER_TOWN = 12
STATION = 0
"""Site 0 of each town is its fuel station."""

_TOWN_SPEED = 12.5
_BEND_M = 1400.0


@dataclass(frozen=True, slots=True)
class Site:
    """A place where vehicles stop: its number, town number, WGS84 degrees and address."""

    number: int
    town: int
    lat: float
    lon: float
    address: str


@dataclass(frozen=True, slots=True)
class Gait:
    """How a kind of vehicle drives: top speed in m/s and acceleration in m/s2."""

    number: int
    top: float
    pull: float


CAR = Gait(0, 36.0, 0.9)
TRUCK = Gait(1, 24.4, 0.4)


class Network:
    """Sites and ways of one country; the same for every seed, so that roads lie still."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self._index = {town.name: i for i, town in enumerate(country.towns)}
        self._near: list[list[tuple[int, int]]] = [[] for _ in country.towns]
        self._edges: list[list[Point]] = [self._bent(i) for i in range(len(country.roads))]
        self._lengths = [_length(points) for points in self._edges]
        for i, road in enumerate(country.roads):
            a, b = self._index[road.a], self._index[road.b]
            self._near[a].append((b, i))
            self._near[b].append((a, i))
        self.sites = [_site(country, t, k) for t in range(len(country.towns)) for k in range(SITES_PER_TOWN)]
        self._trees: dict[int, tuple[list[float], list[tuple[int, int]]]] = {}
        self._trunks: dict[tuple[int, int, int], Course] = {}
        self._ways: dict[int, tuple[list[Course], float, float]] = {}
        self._cruises: dict[tuple[int, bool, int], list[tuple[float, float]]] = {}
        self._locals: dict[tuple[int, int, bool], Course] = {}
        self._around: dict[tuple[int, int], list[int]] = {}

    @cached_property
    def reachable(self) -> list[list[int]]:
        """Return for each town the towns that can be reached by road."""
        count = len(self.country.towns)
        return [[b for b in range(count) if self.distance(a, b) < math.inf] for a in range(count)]

    def around(self, town: int, metres: int) -> list[int]:
        """Return the towns within so many metres by road, the town itself included."""
        key = (town, metres)
        if key not in self._around:
            self._around[key] = [b for b in self.reachable[town] if self.distance(town, b) <= metres]
        return self._around[key]

    def distance(self, a: int, b: int) -> float:
        """Return the metres by road between two town centres."""
        return self._tree(a)[0][b]

    def road_line(self, number: int) -> list[Point]:
        """Return the points of a road of the country, (lat, lon), as vehicles drive it."""
        return self._edges[number]

    def lane(self, site: Site) -> list[Point]:
        """Return the points from a site to the middle of its town, (lat, lon), as vehicles drive there."""
        town = self.country.towns[site.town]
        corner = (town.lat + (site.lat - town.lat) * 0.8, town.lon + (site.lon - town.lon) * 0.3)
        return [(site.lat, site.lon), corner, (town.lat, town.lon)]

    def courses(self, origin: Site, target: Site, gait: Gait) -> list[Course]:
        """Return the courses that lead from one site to another."""
        out, into = self._local(origin, gait, False), self._local(target, gait, True)
        if origin.town == target.town:
            return [out, into]
        return [out, self._trunk(origin.town, target.town, gait), into]

    def way(self, origin: Site, target: Site, gait: Gait) -> tuple[list[Course], float, float]:
        """Return the courses from site to site, their seconds at pace 1, and their metres."""
        key = (origin.number * 4096 + target.number) * 2 + gait.number
        found = self._ways.get(key)
        if found is None:
            courses = self.courses(origin, target, gait)
            found = (courses, sum(c.seconds for c in courses), sum(c.length for c in courses))
            self._ways[key] = found
        return found

    def _trunk(self, a: int, b: int, gait: Gait) -> Course:
        key = (a, b, gait.number)
        if key not in self._trunks:
            cruise = [stretch for road, ahead in self._steps(a, b) for stretch in self._cruise(road, ahead, gait)]
            points = partial(self._points, a, b)
            self._trunks[key] = Course(points, cruise, _TOWN_SPEED, _TOWN_SPEED, gait.pull)
        return self._trunks[key]

    def _steps(self, a: int, b: int) -> Iterator[tuple[int, bool]]:
        """Yield the roads from town to town, and whether each is driven from its first town to its second."""
        step = self._tree(b)[1]
        while a != b:
            following, road = step[a]
            yield road, self._index[self.country.roads[road].a] == a
            a = following

    def _points(self, a: int, b: int) -> list[Point]:
        points: list[Point] = []
        for road, ahead in self._steps(a, b):
            part = self._edges[road] if ahead else self._edges[road][::-1]
            points += part if not points else part[1:]
        return points

    def _cruise(self, road: int, ahead: bool, gait: Gait) -> list[tuple[float, float]]:
        key = (road, ahead, gait.number)
        if key not in self._cruises:
            self._cruises[key] = self._make_cruise(road, ahead, gait)
        return self._cruises[key]

    def _make_cruise(self, road: int, ahead: bool, gait: Gait) -> list[tuple[float, float]]:
        length, dice = self._lengths[road], Dice(77, road)
        ends = min(1300.0, length / 4)
        count = max(1, round((length - 2 * ends) / 4500))
        top = min(self.country.top_speed, gait.top)
        middle = [((length - 2 * ends) / count, top * dice.between(0.84, 1.0)) for _ in range(count)]
        return [(ends, _TOWN_SPEED), *(middle if ahead else middle[::-1]), (ends, _TOWN_SPEED)]

    def _local(self, site: Site, gait: Gait, into: bool) -> Course:
        key = (site.number, gait.number, into)
        if key not in self._locals:
            points = self.lane(site)
            first, last = (_TOWN_SPEED, 0.0) if into else (0.0, _TOWN_SPEED)
            points = points[::-1] if into else points
            course = Course(partial(list, points), [(_length(points), _TOWN_SPEED)], first, last, gait.pull)
            self._locals[key] = course
        return self._locals[key]

    def _tree(self, root: int) -> tuple[list[float], list[tuple[int, int]]]:
        """Return for each town its distance to the root, and the next (town, road) on the way there."""
        if root in self._trees:
            return self._trees[root]
        far = [math.inf] * len(self._near)
        step = [(root, -1)] * len(self._near)
        far[root], heap = 0.0, [(0.0, root)]
        while heap:
            metres, town = heapq.heappop(heap)
            for other, road in self._near[town]:
                if metres + self._lengths[road] < far[other]:
                    far[other] = metres + self._lengths[road]
                    step[other] = (town, road)
                    heapq.heappush(heap, (far[other], other))
        self._trees[root] = (far, step)
        return self._trees[root]

    def _bent(self, number: int) -> list[Point]:
        road = self.country.roads[number]
        ends = [self.country.towns[self._index[name]] for name in (road.a, road.b)]
        way = [(ends[0].lat, ends[0].lon), *road.via, (ends[1].lat, ends[1].lon)]
        dice, points = Dice(31, number), [way[0]]
        for a, b in pairwise(way):
            points += _bends(a, b, dice)
        return points


def _bends(a: Point, b: Point, dice: Dice) -> list[Point]:
    """Return points from a (not included) to b that wander a little to either side."""
    length = span_m(a, b)
    count = max(1, round(length / _BEND_M))
    phase, waves = dice.between(0, 6.28), dice.between(0.5, 1.5) * length / 9000
    size = min(260.0, length / 40) / METRES_PER_DEGREE
    east = size / max(0.2, math.cos(math.radians(a[0])))
    dy, dx = (b[0] - a[0]), (b[1] - a[1])
    norm = math.hypot(dy, dx) or 1.0
    points = []
    for i in range(1, count + 1):
        share = i / count
        sway = math.sin(math.pi * share) * math.sin(phase + 6.28 * waves * share)
        points.append((a[0] + dy * share - sway * size * dx / norm, a[1] + dx * share + sway * east * dy / norm))
    points[-1] = b
    return points


def _length(points: list[Point]) -> float:
    return sum(span_m(a, b) for a, b in pairwise(points))


def _site(country: Country, town_number: int, k: int) -> Site:
    town = country.towns[town_number]
    dice = Dice(53, mix(*town.name.encode()), k)
    coast = town.land is not None
    turn = dice.between(-50, 50) if coast else dice.between(-180, 180)
    angle = math.radians((town.land or 0) + turn)
    metres = dice.between(300, 1400) if coast else dice.between(500, 2400)
    lat = town.lat + metres * math.cos(angle) / METRES_PER_DEGREE
    lon = town.lon + metres * math.sin(angle) / METRES_PER_DEGREE / math.cos(math.radians(town.lat))
    number = town_number * SITES_PER_TOWN + k
    return Site(number, town_number, round(lat, 6), round(lon, 6), _address(country, town, dice))


def _address(country: Country, town: Town, dice: Dice) -> str:
    place = town.region if country.code == "EE" else f"{town.region}, {town.name}"
    return f"{country.code}, {place}, {dice.pick(country.streets)} {dice.whole(1, 140)}"
