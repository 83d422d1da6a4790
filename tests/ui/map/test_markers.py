"""Markers of the map: made for units that look different, and for no others."""

import random
from dataclasses import replace
from datetime import timedelta

from fleetdesk.api.parts import Pairing
from fleetdesk.domain.drivers import TachoState
from fleetdesk.mapview.deltas import row
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.ui.map.markers import Markers, marker
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


def test_what_is_told_is_what_a_sign_of_each_changed_unit_would_tell(qapp, day_seed):
    dice, markers, shown, plain, now = random.Random(day_seed), Markers(), {}, {}, [NOW]
    store = Store(lambda: now[0])

    def tell(delta):
        made, gone = markers.changed(store.fleet, (*delta.changed, *delta.gone))
        shown.update({each.key: each for each in made})
        for key in gone:
            del shown[key]
        plain.update({key: marker(store.fleet[key]) for key in delta.changed})
        plain.update(dict.fromkeys(delta.gone))

    store.fleet_changed.connect(tell)
    for _ in range(300):
        now[0] += timedelta(minutes=dice.choice((0, 1, 30)))
        change(dice, store)
        assert shown == {key: made for key, made in plain.items() if made is not None}


def test_a_driver_who_runs_out_of_driving_time_is_marked_and_told():
    seen = Seen(unit("a", name="Tartu"), position("a"), driving=TachoState("m", "a", until_daily_rest_min=12))
    found = marker(seen)
    assert found is not None
    assert (found.rest_soon, found.detail.endswith(" · 12 min until the daily rest")) == (True, True)
    assert row(found)[-1] & 4
    seen.driving = TachoState("m", "a", until_daily_rest_min=30)
    assert not marker(seen).rest_soon


def test_a_parked_unit_that_is_heard_of_anew_costs_no_sign():
    fleet = {f"m/u{number}": Seen(unit(f"u{number}"), position(f"u{number}")) for number in range(500)}
    markers = Markers()
    markers.all(fleet)
    before, later = markers.made, NOW + timedelta(seconds=10)
    for number, seen in enumerate(fleet.values()):
        lat = 58.5 if number else 58.6
        seen.position = replace(position(f"u{number}", lat, at=later), received_at=later, power_v=13.0)
    made, gone = markers.changed(fleet, fleet)
    assert [each.lat for each in made] == [58.6]
    assert gone == []
    assert markers.made - before == 1


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
    assert sorted(row[0] for row in state.take()["changed"]) == ["m/u0", "m/u1", "m/u2"]
