"""Lives cut off by SIGKILL while places, geozones, alarms, reports and orders are made, and what is there then."""

import random
from collections import Counter
from pathlib import Path

from tests.kill.creation_worker import live, period_of
from tests.kill.trial import Model, end_of, one_life, scripted_faults

KINDS = ("poi", "geozone", "report", "event")
OPERATIONS = ("pois.create", "geozones.create", "vehicles.link_geozone", "reports.create", "vehicles.create_event")
MOST_ACTS = 1_000
"""More acts than a trial has: reports of different trials differ by their periods."""


class CreationModel(Model):
    """What the user has had made in a trial, and what of it is known to be on the disk."""

    def __init__(self, seed, dice, unit):
        super().__init__(f"C{seed:x}", dice, unit)
        self.first_minute = seed % 1_000 * MOST_ACTS

    def spoil(self, control, dice, writes):
        hurting = {"cut": "after"}, {"cut": "before"}, {"after": True, "status": 500}
        faults = [
            fault
            for each in OPERATIONS
            for fault in scripted_faults(dice, writes // 2, each, ["POST", "PUT"], *hurting)
        ]
        control("faults", method="DELETE")
        control("faults", faults)

    def next_act(self):
        n = self.number + 1
        return {
            "n": n,
            "kind": self.dice.choice(KINDS),
            "name": f"{self.prefix}-{n}",
            "task": f"new-{self.prefix}-{n}",
            "unit": self.unit,
            "minute": self.first_minute + n,
        }

    def judge(self, made, asked):
        """What was lost and what is there twice, in words; `asked` are the names of orders that are asked about."""
        there = Counter(self._names(made))
        wanted = [(act, name) for act in self.kept for name in self._wanted(act)]
        lost = [f"{name} of {act} is not there" for act, name in wanted if not there[name] and name[1] not in asked]
        doubled = [f"{name} is there {count} times" for name, count in there.items() if count > 1]
        never = set(there) - {name for _act, name in wanted}
        return lost, [*doubled, *(f"{name} was never wanted" for name in never)]

    def _wanted(self, act):
        """What the server must have of an act: kinds and names."""
        if act["kind"] == "report":
            return [("report", f"{period_of(act)[0]:%Y-%m-%d %H:%M:%S}")]
        kinds = ("geozone", "link") if act["kind"] == "geozone" else (act["kind"],)
        return [(kind, act["name"]) for kind in kinds]

    def _names(self, made):
        """What the server has of this trial."""
        mine, minutes = f"{self.prefix}-", {("report", each) for each in self._reported()}
        zones = {row["id"]: row["name"] for row in made["geozone"]}
        named = [
            *(("poi", row["name"]) for row in made["poi"]),
            *(("geozone", name) for name in zones.values()),
            *(("link", zones[row["geozoneID"]]) for row in made["link"]),
            *(("event", row["description"]) for row in made["event"]),
        ]
        reports = (("report", row["datetime"][0]) for row in made["report"])
        return [*(each for each in named if each[1].startswith(mine)), *(each for each in reports if each in minutes)]

    def _reported(self):
        """The beginnings of the periods that reports of this trial may have."""
        acts = ({"minute": self.first_minute + n} for n in range(MOST_ACTS))
        return [f"{period_of(act)[0]:%Y-%m-%d %H:%M:%S}" for act in acts]


def trial(folder, control, seed, unit, kills, *, mutant=False):
    """As many deaths as asked for, then a life to the end: a tally."""
    dice = random.Random(seed)
    model = CreationModel(seed, dice, unit)
    path, killed, told = Path(folder) / f"c{seed}.db", 0, {"mutant": mutant, "living": live}
    while killed < kills:
        killed += one_life(model, control, path, dice, last=False, **told)[0]
    _, ended = one_life(model, control, path, dice, last=True, **told)
    control("faults", method="DELETE")
    ended = end_of(ended, path, [])
    lost, doubled = model.judge(control("made"), ended[3])
    return {
        "kills": killed,
        "acknowledged": len(model.kept),
        "lost": len(lost),
        "doubled": len(doubled),
        "stuck": ended[1],
        "asked": len(ended[3]),
        "why": [*lost, *doubled, *ended[2]],
    }
