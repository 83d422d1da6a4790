"""The pile: which task a document belongs to, by its name, its text, its barcodes, and when and where it was taken."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.documents.facts import Facts
from fleetdesk.documents.references import References, normal
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.located import place_of
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task, TaskStatus

SLACK = timedelta(hours=4)
NEAR_M = 2_000.0
DEGREE_M = 111_000.0
CROWD = 20
_BY_NAME, _BY_TEXT, _BY_BARCODE = 0.95, 0.9, 0.98
_PLACE_AND_TIME, _PLACE, _TIME = 0.75, 0.35, 0.3
_GONE = {TaskStatus.CANCELLED, TaskStatus.REJECTED}

Evidence = tuple[Task, float, str]


@dataclass(frozen=True, slots=True)
class Scan:
    """What is known of a document that looks for its task; `taken` may lack its zone, the place is in degrees."""

    name: str
    text: str = ""
    barcodes: tuple[str, ...] = ()
    taken: datetime | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A task that the document may belong to: how sure that is (0 to 1), and why, in sentences.

    `named` is whether the document names the task's reference, in its name, its text or a barcode.
    """

    task: Task
    confidence: float
    reason: str
    named: bool = False


def scan_of(name: str, facts: Facts) -> Scan:
    """Return the scan of a file that was looked at."""
    return Scan(name, facts.text, facts.barcodes, facts.taken, facts.lat, facts.lon)


class Pile:
    """Tasks, put in order once, that documents are matched with; `zone` is that of cameras that name none."""

    def __init__(self, tasks: Iterable[Task], zone: tzinfo) -> None:
        self._zone = zone
        self._by_ref: dict[str, list[Task]] = {}
        tasks = list(tasks)
        for task in tasks:
            if task.order_ref and (ref := normal(task.order_ref)):
                self._by_ref.setdefault(ref, []).append(task)
        self._refs = References(task.order_ref for task in tasks if task.order_ref)
        self._timed = [(*_window(task), task) for task in tasks if _times(task)]
        self._placed = sorted(((*place, task) for task in tasks if (place := place_of(task))), key=lambda each: each[0])
        self._lats = [each[0] for each in self._placed]

    def match(self, scan: Scan, most: int = 5) -> list[Match]:
        """Return at most so many tasks, best first; evidence that points at several is weaker for each."""
        gathered: dict[str, list[Evidence]] = {}
        by_reference = list(self._by_reference(scan))
        for evidence in (*by_reference, *self._by_camera(scan)):
            gathered.setdefault(evidence[0].key, []).append(evidence)
        named = {task.key for task, *_ in by_reference}
        weighed = (replace(_weighed(each), named=key in named) for key, each in gathered.items())
        found = sorted(weighed, key=lambda m: (-m.confidence, m.task.key))
        return found[:most]

    def _by_reference(self, scan: Scan) -> Iterator[Evidence]:
        barcodes = [(code, _BY_BARCODE, _in_its_barcode) for code in scan.barcodes]
        sources = [(scan.name, _BY_NAME, _in_its_name), (scan.text, _BY_TEXT, _in_its_text), *barcodes]
        for text, weight, stands in sources:
            tasks = [task for ref in self._refs.within(text) for task in self._by_ref[ref]]
            for task in tasks:
                sure = weight * _telling(task.order_ref or "") / len(tasks)
                yield task, sure, stands(len(tasks)).format(reference=task.order_ref, count=len(tasks))

    def _by_camera(self, scan: Scan) -> Iterator[Evidence]:
        taken = self._moment(scan.taken)
        if place := place_of(scan):
            yield from self._by_place(*place, taken)
        elif taken is not None:
            fitting = [task for begin, end, task in self._timed if begin <= taken <= end]
            if len(fitting) <= CROWD:  # a time that fits hundreds says nothing
                yield from ((task, _TIME / len(fitting), _("It was taken in the task's time.")) for task in fitting)

    def _by_place(self, lat: float, lon: float, taken: datetime | None) -> Iterator[Evidence]:
        near = list(self._near(lat, lon))
        timely = {task.key for task, _ in near if taken and _times(task) and _fits(task, taken)}
        for task, metres in near:
            away, close = _distance(metres), _nearness(metres)
            if task.key in timely:
                told = _("It was taken {distance} from the task's place, in its time.").format(distance=away)
                yield task, _PLACE_AND_TIME * close / len(timely), told
            elif taken is None or not _times(task):
                told = _("It was taken {distance} from the task's place.").format(distance=away)
                yield task, _PLACE * close / len(near), told

    def _near(self, lat: float, lon: float) -> Iterator[tuple[Task, float]]:
        reach = NEAR_M / DEGREE_M
        rows = slice(bisect_left(self._lats, lat - reach), bisect_right(self._lats, lat + reach))
        for task_lat, task_lon, task in self._placed[rows]:
            metres = distance_m((lon, lat), (task_lon, task_lat))
            if metres <= NEAR_M:
                yield task, metres

    def _moment(self, taken: datetime | None) -> datetime | None:
        return taken.replace(tzinfo=self._zone) if taken is not None and taken.tzinfo is None else taken


def _weighed(evidence: list[Evidence]) -> Match:
    """Weigh a match: independent reasons add up, as chances of being wrong multiply."""
    task, wrong = evidence[0][0], 1.0
    for _key, sure, _reason in evidence:
        wrong *= 1 - sure
    reasons = [reason for _key, _sure, reason in sorted(evidence, key=lambda each: -each[1])]
    gone = task.status in _GONE
    if gone:
        reasons.append(_("But the task was {status}.").format(status=TASKS[task.status].word))
    return Match(task, round((1 - wrong) * (0.5 if gone else 1), 3), together(*dict.fromkeys(reasons)))


def _in_its_name(count: int) -> str:
    """Say that a reference stands in a file's name, and among how many tasks with it."""
    if count == 1:
        return _("{reference} stands in the file's name.")
    return ngettext(
        "{reference} stands in the file's name, among {count} task.",
        "{reference} stands in the file's name, among {count} tasks.",
        count,
    )


def _in_its_text(count: int) -> str:
    if count == 1:
        return _("{reference} stands in its text.")
    return ngettext(
        "{reference} stands in its text, among {count} task.",
        "{reference} stands in its text, among {count} tasks.",
        count,
    )


def _in_its_barcode(count: int) -> str:
    if count == 1:
        return _("{reference} stands in its barcode.")
    return ngettext(
        "{reference} stands in its barcode, among {count} task.",
        "{reference} stands in its barcode, among {count} tasks.",
        count,
    )


def _telling(ref: str) -> float:
    """Return the weight of a reference as evidence: 12 stands in many texts, FD-261126-7K3M9QXA in one."""
    length = len(normal(ref))
    whole = 1.0 if length >= 6 else 0.8 if length >= 4 else 0.3
    return whole if any(each.isdigit() for each in ref) else whole / 2


def _times(task: Task) -> list[datetime]:
    known = (task.start_at, task.stop_at, task.entered_at, task.left_at, task.work_started_at, task.work_finished_at)
    return [each for each in known if each is not None]


def _window(task: Task) -> tuple[datetime, datetime]:
    times = _times(task)
    return min(times) - SLACK, max(times) + SLACK


def _fits(task: Task, taken: datetime) -> bool:
    begin, end = _window(task)
    return begin <= taken <= end


def _nearness(metres: float) -> float:
    return 1 - metres / NEAR_M / 2


def _distance(metres: float) -> str:
    if metres < 1000:
        return pgettext("unit", "{distance} m").format(distance=number(round(metres, -1)))
    return pgettext("unit", "{distance} km").format(distance=number(metres / 1000, 1))
