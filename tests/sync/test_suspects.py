"""Suspect places kept by what has moved: the same answers as one walk over the fleet, for less."""

import random

import numpy as np

from fleetdesk.domain.located import place_of
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.sync.suspects import FEWEST_FOR_A_REGION, LAT_MARGIN, LON_MARGIN, Suspects
from tests.sync.fakes import NOW, position, unit


def plain_suspects(fleet, before):
    """The marks after one walk over the whole fleet; of too few in an account the marks stay."""
    after, groups = dict(before), {}
    for key, seen in fleet.items():
        after.setdefault(key, False)
        if place := place_of(seen.position):
            groups.setdefault(seen.unit.account, {})[key] = place
    for group in groups.values():
        if len(group) >= FEWEST_FOR_A_REGION:
            where = np.array(list(group.values()))
            low, high = np.percentile(where, [10, 90], axis=0)
            margin = np.array([LAT_MARGIN, LON_MARGIN])
            outside = ((where < low - margin) | (where > high + margin)).any(axis=1)
            after.update(zip(group, outside.tolist(), strict=True))
    return after


def somewhere(dice):
    """Around Tartu, or as far away as a margin is, or anywhere, or nowhere."""
    lat, lon = 58.4 + dice.gauss(0, 0.3), 26.7 + dice.gauss(0, 1)
    far = dice.choice((-1, 1)) * dice.uniform(0.95, 1.05)
    return dice.choice(
        (
            (lat, lon),
            (lat, lon),
            (lat + far * LAT_MARGIN, lon),
            (lat, lon + far * LON_MARGIN),
            (lon, lat),
            (dice.uniform(-90, 90), dice.uniform(-180, 180)),
            (None, None),
        )
    )


def heard_of(dice, name):
    lat, lon = somewhere(dice)
    return position(name, lat, lon, account=dice.choice(("m", "n")))


def test_marks_are_those_of_a_walk_over_the_fleet_whatever_moves_comes_and_goes(qapp, day_seed):
    for turn in range(10):
        dice = random.Random(day_seed + turn)
        store, marks = Store(lambda: NOW), {}
        names = [f"u{number}" for number in range(dice.choice((9, 40, 120)))]
        for _ in range(25):
            said = []
            store.fleet_changed.connect(lambda delta, said=said: said.extend(delta.changed))
            moving = dice.sample(names, dice.randint(1, len(names)))
            store.apply_positions([heard_of(dice, name) for name in moving])
            before, marks = marks, plain_suspects(store.fleet, {key: marks.get(key, False) for key in store.fleet})
            assert {key: seen.suspect for key, seen in store.fleet.items()} == marks
            assert {key for key, mark in marks.items() if mark != before.get(key, False)} <= set(said)
            account = dice.choice(("m", "n"))
            kept = [key for key, seen in store.fleet.items() if seen.unit.account == account and dice.random() < 0.9]
            for _ in range(2):  # the first list does not take away who was heard of since the one before
                store.apply_units(account, [unit(key.partition("/")[2], account) for key in kept])
            marks = {key: mark for key, mark in marks.items() if key in store.fleet}
            if dice.random() < 0.05:
                store.forget(account)
                marks = {key: mark for key, mark in marks.items() if key in store.fleet}


def test_a_move_judges_who_moved_and_not_the_fleet():
    fleet = {
        f"m/{number}": Seen(unit(f"{number}"), position(f"{number}", 58 + number / 4000)) for number in range(8000)
    }
    suspects = Suspects()
    suspects.move(fleet)
    before = suspects.judged
    for number in range(50):
        fleet[f"m/{number}"].position = position(f"{number}", 58 + number / 4000 + 1e-4)
        suspects.move({f"m/{number}": fleet[f"m/{number}"]})
    assert suspects.judged - before < 500
