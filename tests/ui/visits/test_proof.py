"""The page that proves visits: who, when, where that is known from, and what is not known."""

from datetime import UTC, datetime

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.visits import Edge, UnitVisits, Visit
from fleetdesk.ui.visits.proof import METHOD, Proof, print_proof
from fleetdesk.ui.visits.rows import rows_of, size_words
from fleetdesk.ui.widgets.pdf import pdf_of
from tests.ui.desk import ZONE
from tests.ui.widgets.pdf_text import text_in

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = Span(datetime(2026, 11, 21, 22, tzinfo=UTC).timestamp(), datetime(2026, 11, 22, 22, tzinfo=UTC).timestamp())
AREA = Area.of([(25.0, 58.0), (25.01, 58.0), (25.01, 58.01), (25.0, 58.01)])


def visit(begins, seconds, came=Edge.SEEN, left=Edge.SEEN, unknown_s=0.0):
    start = DAY.begins + begins
    return Visit(Stay(start, start + seconds, came is Edge.SEEN, left is Edge.SEEN, unknown_s), came, left)


FOUND = (
    UnitVisits("m/a", (visit(36_000, 1800), visit(50_000, 3600, left=Edge.GAP, unknown_s=600)), 2, 2, 0),
    UnitVisits("m/b", (visit(60, 7200, came=Edge.INSIDE),), 2, 1, 1),
    UnitVisits("m/c", (), 2, 0, 2, points=False),
)


def page(found=FOUND, name="Tamme & Co", troubles=("c: The server failed.",)):
    rows = rows_of(found, {"m/a": "242KDN", "m/b": "820BHT"}, DAY, NOW)
    totals = "2 vehicles · 3 visits" if rows else ""
    proof = Proof(name, AREA, DAY, found, rows, totals, troubles, ZONE, NOW)
    return text_in(pdf_of("page", lambda paper: print_proof(proof, paper)))


def test_the_page_says_who_was_there_when_and_what_is_not_known():
    (text,) = page()
    for words in (
        "Who was here: Tamme & Co",
        size_words(AREA),
        "58.00000, 25.00000; 58.00000, 25.01000",
        "22.11.2026 00:00 to 23.11.2026 00:00, Europe/Tallinn",
        "By the tracks on this computer of 2 of 3 vehicles, 3 of 6 days.",
        "c: The server failed.",
        "23.11.2026 14:00 Europe/Tallinn",
        "before 22.11.2026 00:01",
        "22.11.2026 02:01",
        "there when the period began",
        "22.11.2026 10:00",
        "22.11.2026 10:30",
        "1 of 2",
        "not seen to leave, way unknown for 0:10 of it",
        METHOD[:60],
    ):
        assert words in text, words


def test_nobody_is_a_result_too():
    (text,) = page(FOUND[2:])
    assert "No visit is known." in text


def test_every_visit_is_on_the_paper_however_many_there_are():
    many = tuple(visit(n * 60, 10) for n in range(400))
    text = page((UnitVisits("m/a", many, 2, 2, 0),))
    told = " ".join(text)
    assert [number for number in range(1, 401) if f" {number} of 400" not in told] == []
