"""Markers of the map: what each unit looks like, told for units that look different and for no others."""

import random
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta

from fleetdesk.api.parts import Pairing
from fleetdesk.domain.drivers import TachoState, minutes_to_rest
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import UnitKind
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.unit_changes import UnitChanges
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.ui.map.markers import detail, label_of, markers
from tests.sync.fakes import NOW, position, unit


def change(dice, store):
    """Let one thing happen that markers may show."""
    names = [f"u{number}" for number in dice.sample(range(40), 10)]
    dice.choice(
        (
            lambda: store.apply_positions([position(name, dice.choice((58.5, 25.0, None))) for name in names]),
            lambda: store.apply_positions([position(name, heading_deg=90) for name in names]),
            lambda: store.apply_positions([position(name, speed_kmh=dice.choice((0.0, 50.0))) for name in names]),
            lambda: store.apply_units("m", [unit(name, name=dice.choice((None, "Tartu"))) for name in names]),
            lambda: store.apply_pairings("m", [Pairing(names[0], dice.choice(("A", "B")))]),
            lambda: store.set_link(Link("m", "Fake", dice.choice((LinkStatus.LIVE, LinkStatus.OFFLINE)))),
            lambda: store.forget("m"),
            lambda: store.tick(),
        )
    )()


def sign(key, seen):
    """Return one unit as the map has to draw it, looked at alone; None without a place."""
    place, motion = place_of(seen.position), seen.motion
    return place and MapUnit(
        key, *place, motion.state, seen.position.heading_deg, motion.fade, label_of(seen),
        person=seen.unit.kind is UnitKind.PERSON, suspect=seen.suspect,
        rest_soon=seen.driving is not None and minutes_to_rest(seen.driving) is not None,
    )  # fmt: skip


def test_what_is_told_is_what_a_sign_of_each_changed_unit_would_tell(qapp, day_seed):
    dice, shown, now = random.Random(day_seed), UnitChanges(), [NOW]
    store = Store(lambda: now[0])

    def tell(delta):
        shown.update(*markers(store.fleet, (*delta.changed, *delta.gone), only_moved=delta.only_moved))

    store.fleet_changed.connect(tell)
    for _ in range(300):
        now[0] += timedelta(minutes=dice.choice((0, 1, 30)))
        change(dice, store)
        plain = {key: sign(key, seen) for key, seen in store.fleet.items()}
        assert dict(shown) == {key: made for key, made in plain.items() if made is not None}


def shown_alone(seen):
    shown = UnitChanges()
    shown.replace(markers({seen.key: seen}, [seen.key])[0])
    return shown[seen.key]


def test_a_driver_who_runs_out_of_driving_time_is_marked_and_told():
    seen = Seen(unit("a", name="Tartu"), position("a"), driving=TachoState("m", "a", until_daily_rest_min=12))
    assert shown_alone(seen).rest_soon
    assert detail(seen).endswith(" · 12 min until the daily rest")
    seen.driving = TachoState("m", "a", until_daily_rest_min=30)
    assert not shown_alone(seen).rest_soon


def test_a_parked_unit_that_is_heard_of_anew_is_not_told_again():
    fleet = {f"m/u{number}": Seen(unit(f"u{number}"), position(f"u{number}")) for number in range(500)}
    shown, later = UnitChanges(), NOW + timedelta(seconds=10)
    shown.update(*markers(fleet, fleet))
    shown.take()
    for number, seen in enumerate(fleet.values()):
        lat = 58.5 if number else 58.6
        seen.position = replace(position(f"u{number}", lat, at=later), received_at=later, power_v=13.0)
    shown.update(*markers(fleet, fleet))
    assert len(b64decode(shown.take()["changed"]["looks"])) == 16


def test_what_the_page_is_told_grows_with_what_moves_and_not_with_the_fleet(desk):
    state, later = desk.view.map.pane.map.state, NOW + timedelta(seconds=10)
    desk.store.apply_positions([position(f"u{number}") for number in range(1500)])
    state.take()
    desk.store.apply_positions([position(f"u{number}", at=later) for number in range(1500)])
    assert not state.pending
    latest = [
        position(f"u{number}", 58.5 + 0.1 * (number < 3), at=later + timedelta(seconds=10)) for number in range(1500)
    ]
    desk.store.apply_positions(latest)
    told = state.take()["changed"]
    assert (told["named"], len(b64decode(told["looks"]))) == ([], 3 * 16)


def test_a_long_label_is_cut():
    for letters in (79, 80, 81, 5000):
        label = "x" * letters
        found = label_of(Seen(unit(label)))
        assert found == (label if letters <= 80 else "x" * 79 + "\N{HORIZONTAL ELLIPSIS}")
