"""The pile of scans finds its tasks, and says how sure that is and why."""

import random
import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.documents.facts import Facts
from fleetdesk.documents.matching import Pile, Scan, scan_of
from fleetdesk.documents.references import References, normal
from fleetdesk.domain.tasks import Task, TaskStatus

TALLINN = ZoneInfo("Europe/Tallinn")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def task(number, ref=None, **more):
    return Task("m", number, order_ref=ref, **more)


def best(scan, *tasks):
    return Pile(tasks, TALLINN).match(scan)


@pytest.mark.parametrize(
    "name", ["ORDER-1.pdf", "order 1.pdf", "cmr_Order1_scan.pdf", "2026 ORDER–1.pdf", "ORDER_1(2).pdf", "order.1.jpg"]
)
def test_a_reference_is_found_in_a_name_however_it_is_written(name):
    (found,) = best(Scan(name), task(1, "ORDER-1"), task(2, "ORDER-12"), task(3, "XORDER-1"))
    assert found.task.id == 1
    assert found.reason == "ORDER-1 stands in the file's name."


@pytest.mark.parametrize("name", ["ORDER-12.pdf", "ORDER-1a.pdf", "XORDER-1.pdf", "ORDER, 1.pdf", "ORDER    1.pdf", ""])
def test_a_part_of_a_word_is_no_reference(name):
    assert best(Scan(name), task(1, "ORDER-1")) == []


@pytest.mark.parametrize(
    "ref",
    [
        *(f"ORD{sign}1001" for sign in (*":#+/_\\*@,|&=~'!?", " (", "; ", "||", "::", " - ")),
        "#1001-A",
        "A-1-2-3-4-5-6-7-8-9-10-11-12-13",
    ],
)
def test_a_reference_is_found_letter_by_letter_whatever_signs_it_has(ref):
    for text in (f"Order {ref} of today", ref, f"({ref})"):
        assert [each.task.id for each in best(Scan("scan.pdf", text=text), task(1, ref))] == [1]


def test_a_joint_of_one_reference_is_none_of_another():
    tasks = task(1, "ORDER, 1"), task(2, "ORDER-2")
    assert [each.task.id for each in best(Scan("scan.pdf", text="ORDER, 1 and ORDER, 2"), *tasks)] == [1]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("ref", ["TÜRI-12", "ÕÄ-1", "ЙОД-7", "ПРИЁМ-9", "İZ-4", "ＡＢ－１２", "AB №5"])
def test_a_reference_is_found_in_every_unicode_form(ref, form):
    for scan in (
        Scan(unicodedata.normalize(form, f"{ref}.pdf")),
        Scan("a.pdf", unicodedata.normalize(form, ref.lower())),
    ):
        assert best(scan, task(1, ref))
        assert best(scan, task(1, unicodedata.normalize("NFD", ref)))


@pytest.mark.parametrize(
    "text",
    [
        "ORD－１００１",
        "ORD\u2011\u00ad1001",
        "ORD\u200b-1001",
        "ORD-\r\n1001",
        "ORD-\n  1001",
        "ORD\n-1001",
        "ORD\r\n1001",
        "ORD -\r1001",
        "ORD-10-\r\n01",
        "ORD-10\x0201",
        "ORD-10\ufffe01",
        "ORD/\u20281001",
    ],
)
def test_a_reference_is_found_over_a_line_end_and_with_unseen_characters(text):
    assert best(Scan("scan.pdf", text=f"Order no. {text} of today"), task(1, "ORD-1001"))


@pytest.mark.parametrize("text", ["ORD-10\n01 pallets", "ORD\n\n1001", "ORD, \n1001", "ORD-10012", "ORD-\n10012"])
def test_lines_that_only_follow_one_another_are_no_reference(text):
    assert best(Scan("scan.pdf", text=text), task(1, "ORD-1001")) == []


def test_the_longer_of_two_references_is_meant():
    (found,) = best(Scan("ORDER-1-2.pdf"), task(1, "ORDER-1"), task(2, "ORDER-1-2"))
    assert found.task.id == 2


def test_a_barcode_proves_more_than_a_name_and_both_prove_most():
    tasks = task(1, "FD-261126-7K3M9QXA"), task(2, "FD-261126-7K3M9QXB")
    (name,) = best(Scan("fd2611267k3m9qxa.pdf"), *tasks)
    (barcode,) = best(Scan("scan.pdf", barcodes=("FD-261126-7K3M9QXA",)), *tasks)
    (both,) = best(Scan("FD-261126-7K3M9QXA.pdf", barcodes=("FD-261126-7K3M9QXA",)), *tasks)
    assert name.confidence < barcode.confidence < both.confidence <= 1
    assert both.reason == "{0} stands in its barcode. {0} stands in the file's name.".format(tasks[0].order_ref)


def test_a_reference_in_the_text_is_found():
    (found,) = best(
        Scan("scan.pdf", text="CMR\nSender's reference: ab 77120\nTartu"), task(1, "AB-77120"), task(2, "9")
    )
    assert found.task.id == 1
    assert 0.85 < found.confidence < 0.95


def test_two_tasks_with_one_reference_are_both_shown_and_neither_is_sure():
    found = best(Scan("ORDER-100.pdf"), task(1, "ORDER-100"), Task("other", 1, order_ref="order 100"))
    assert [each.confidence for each in found] == [0.475, 0.475]
    assert "among 2 tasks" in found[0].reason


def test_a_short_number_proves_little():
    (found,) = best(Scan("page 12.pdf"), task(1, "12"))
    assert found.confidence < 0.4


def test_a_photo_taken_at_the_place_in_the_time_of_the_task_is_matched():
    here = task(1, "A-1", lat=59.437, lon=24.7536, start_at=NOON, stop_at=NOON + timedelta(hours=2))
    later = task(2, "A-2", lat=59.437, lon=24.7536, start_at=NOON + timedelta(days=3))
    far = task(3, "A-3", lat=58.378, lon=26.729, start_at=NOON)
    (found,) = best(Scan("IMG_1.jpg", taken=NOON, lat=59.438, lon=24.755), here, later, far)
    assert found.task is here
    assert 0.6 < found.confidence < 0.8
    assert found.reason == "It was taken 140 m from the task's place, in its time."


def test_a_camera_without_a_zone_keeps_the_company_s_time():
    early = task(1, "A-1", start_at=NOON - timedelta(hours=9), stop_at=NOON - timedelta(hours=8))
    local = datetime.fromisoformat("2026-11-20T05:30")  # 03:30 UTC
    assert best(Scan("IMG.jpg", taken=local), early)
    assert not best(Scan("IMG.jpg", taken=local.replace(tzinfo=UTC) + timedelta(hours=4)), early)


def test_a_time_that_fits_several_is_weak_and_one_that_fits_many_is_nothing():
    few = [task(n, start_at=NOON) for n in range(3)]
    assert [each.confidence for each in best(Scan("IMG.jpg", taken=NOON), *few)] == [0.1] * 3
    assert best(Scan("IMG.jpg", taken=NOON), *(task(n, start_at=NOON) for n in range(30))) == []


def test_two_tasks_at_one_place_and_time_are_less_sure_than_one():
    where = {"lat": 59.437, "lon": 24.7536, "start_at": NOON}
    scan = Scan("IMG.jpg", taken=NOON, lat=59.437, lon=24.7536)
    (alone,) = best(scan, task(1, **where))
    twins = best(scan, task(1, **where), task(2, **where))
    assert len(twins) == 2
    assert twins[0].confidence < alone.confidence


def test_a_cancelled_task_comes_after_a_living_one():
    found = best(Scan("A-100 B-200.pdf"), task(1, "A-100", status=TaskStatus.CANCELLED), task(2, "B-200"))
    assert [each.task.id for each in found] == [2, 1]
    assert found[1].reason.endswith("But the task was cancelled.")


def test_tasks_without_reference_place_or_time_match_nothing():
    facts = Facts(text="-- ..", taken=NOON.replace(tzinfo=None), lat=0.5, lon=0.5)
    assert best(scan_of("", facts), task(1), task(2, ""), task(3, "--")) == []


def test_forty_scans_and_ten_thousand_tasks_take_well_under_a_second():
    dice = random.Random(3)
    tasks = [
        task(
            n,
            f"FD-2611{n % 30:02}-{n:08}",
            lat=dice.uniform(54, 60),
            lon=dice.uniform(21, 28),
            start_at=NOON + timedelta(minutes=dice.randrange(20_000)),
        )
        for n in range(10_000)
    ]
    filler = " ".join(f"{dice.randrange(10**6)} goods-{n}" for n in range(1200))
    wanted = dice.sample(tasks, 40)
    scans = [Scan(f"IMG{n}.jpg", f"{filler} {each.order_ref}", (), NOON, 59.4, 24.7) for n, each in enumerate(wanted)]
    pile = Pile(tasks, TALLINN)
    found = [pile.match(scan)[0].task for scan in scans]
    assert found == wanted


def test_no_text_finds_a_reference_that_is_not_there():
    dice = random.Random(5)
    words = ["ab", "AB1", "1", "12", "-", " ", "/", ",", "_", "ab-1", "\n"]
    for _ in range(300):
        text = "".join(dice.choice(words) for _ in range(12))
        for ref in References(["AB-1", "AB-1-12", "12", "1-1"]).within(text):
            assert ref in normal(text)
