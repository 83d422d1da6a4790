"""A scene of two vehicles that drive to one yard, five minutes after each other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.view import view_of
from fleetdesk.ui.replay.scene import scene_of
from tests.domain.history.tracks import BEGUN, NOW, drive, rest

PERIOD = Span(BEGUN.timestamp(), NOW.timestamp())


def after(minutes):
    return PERIOD.begins + minutes * 60


def yard(late=0):
    points = [*rest(0, 10, 0.0), *drive(10, 30), *rest(40, 60, 30.0), *drive(150, 20, km_from=60.0)]
    return tuple(replace(each, at=each.at + timedelta(minutes=late)) for each in points)


@pytest.fixture
def scene():
    pasts = [UnitPast("m/242KDN", points=yard()), UnitPast("m/820BHT", points=yard(late=5))]
    return scene_of([view_of(each, PERIOD, NOW) for each in pasts], {"m/242KDN": "242KDN", "m/820BHT": "820BHT"})
