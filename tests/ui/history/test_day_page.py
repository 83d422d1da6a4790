"""The history on paper: each unit with strip, figures, parts and drivers; of a private trip its times alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.domain.history.parts import PartKind, UnitPast
from fleetdesk.domain.history.private import masked
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.history.view import view_of
from fleetdesk.ui.history.day_page import DayPage, paint_strip, print_day, title_of
from fleetdesk.ui.history.rows import rows_of
from fleetdesk.ui.widgets.pdf import pdf_of
from fleetdesk.ui.widgets.print_preview import PrintPreview
from fleetdesk.ui.widgets.theme import LIGHT
from tests.domain.history.tracks import NOW
from tests.ui.desk import ZONE
from tests.ui.history.test_controller import command
from tests.ui.widgets.pdf_text import text_in
from tests.waiting import settled

BEGUN = NOW.replace(hour=0) - timedelta(hours=2)  # midnight in Tallinn
PERIOD = Span(BEGUN.timestamp(), NOW.timestamp())


def trip(number, hours, **more: Any):
    at = BEGUN + timedelta(hours=hours)
    told: dict[str, Any] = {
        "distance_km": 9.5,
        "start_address": "EE, Tartu, Kase 1",
        "driver": "Mari Maasikas",
        "private": False,
    }
    return Trip("m", number, "242KDN", started_at=at, ended_at=at + timedelta(hours=1), **(told | more))


def page(*trips, keys=("m/242KDN",), troubles=""):
    views = [view_of(UnitPast(key, trips, (), (), ()), PERIOD, NOW) for key in keys]
    labels = {key: key.partition("/")[2] for key in keys}
    return DayPage(views, labels, rows_of(views, labels), troubles, ZONE, NOW)


def text_of(made):
    return " ".join(text_in(pdf_of(title_of(made), lambda paper: print_day(made, paper))))


def test_the_day_of_a_unit_is_on_it():
    text = text_of(page(trip(1, 6), trip(2, 9, driver="Jaan Tamm"), troubles="The server failed."))
    for words in (
        "History of 242KDN, 23.11.2026",
        "trips 2",
        "Mari Maasikas, Jaan Tamm",
        "Trip 06:00 07:00 1:00 9.5",
        "23.11.2026 00:00",
        "Kase 1",
        "The server failed.",
        "Europe/Tallinn",
    ):
        assert words in text, words


def test_several_units_follow_each_other():
    text = text_of(page(trip(1, 6), keys=("m/242KDN", "m/820BHT")))
    assert "History of 2 vehicles, 23.11.2026" in text
    assert text.count("In all") == 2


def test_of_a_private_trip_only_its_times_are_printed():
    text = text_of(page(masked(trip(1, 6, private=True, end_address="Secret 5", note="secret"))))
    assert "Private trip" in text
    assert "Trip 06:00 07:00" in text
    assert not [word for word in ("Kase", "Secret", "secret", "Mari") if word in text]


def test_a_person_is_not_named_as_its_own_driver():
    assert "jan" not in text_of(page(trip(1, 6, driver="jan"), keys=("v/jan",))).partition("Drivers")[2]


def test_every_row_is_on_the_paper_however_many_there_are():
    many = [trip(n, 0) for n in range(400)]
    short = [replace(each, started_at=BEGUN + timedelta(minutes=2 * n), ended_at=BEGUN + timedelta(minutes=2 * n + 1))
             for n, each in enumerate(many)]  # fmt: skip
    assert text_of(page(*short)).count("9.5") == 400


def test_the_strip_shows_a_trip_in_its_place(qapp):
    made = page(trip(1, 7))
    image = QImage(280, 60, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    painter = QPainter(image)
    paint_strip(painter, QRectF(0, 0, 280, 60), list(made.rows.values()), PERIOD, ZONE)
    painter.end()
    drives = LIGHT.of(PARTS[PartKind.TRIP].colour)
    at = [x for x in range(280) if image.pixelColor(x, 5).name() == drives]
    assert (min(at), max(at)) == pytest.approx((140, 159), abs=1)


async def test_the_dock_shows_the_page_before_it_is_printed(asked, pane):
    assert pane.print.isHidden()
    command(asked, "History")
    await settled(asked)
    pane.print.click()
    (preview,) = asked.window.findChildren(PrintPreview)
    assert preview.windowTitle() == "History of 242KDN, 23.11.2026"
    preview.close()
