"""Lives cut off by SIGKILL while documents are copied and sent; and what the simulator and the folder must show."""

import hashlib
import random
from collections import Counter
from pathlib import Path

from tests.kill.document_worker import bytes_of, live
from tests.kill.trial import Model, end_of, one_life, script_faults

SMALLEST, LARGEST = 50_000, 2_000_000
TYPES = ("cmr", "delivery_note", "order")
POINTS = 40


class DocumentModel(Model):
    """What the user has filed in a trial, and what of it is known to be on the disk."""

    def __init__(self, prefix, dice, tasks):
        super().__init__(prefix, dice, None)
        self.tasks = tasks

    def spoil(self, control, dice, writes):
        script_faults(
            control,
            dice,
            writes,
            "files.upload",
            ["POST"],
            {"cut": "after"},
            {"cut": "before"},
            {"after": True, "status": 500},
        )

    def next_act(self):
        n, dice = self.number + 1, self.dice
        return {
            "n": n,
            "task": str(dice.choice(self.tasks)),
            "type": dice.choice(TYPES),
            "mark": f"{self.prefix}-{n} ",
            "size": dice.randrange(SMALLEST, LARGEST),
        }

    def judge(self, files, fetch):
        """What was lost, doubled or changed on the way, in words."""
        wanted = {(act["task"], act["type"], hashlib.sha256(bytes_of(act)).hexdigest()): act for act in self.kept}
        there = [(file["pivot_id"], file["file_type"], file["sha256"]) for file in files]
        counted = Counter(there)
        lost = [f"{act} is not there" for each, act in wanted.items() if not counted[each]]
        doubled = [f"{each} is there {count} times" for each, count in counted.items() if count > 1]
        doubled += [f"{each} was never filed" for each in counted if each not in wanted]
        changed = [
            f"{each} has other bytes"
            for each, file in zip(there, files, strict=True)
            if each in wanted and fetch(file["id"]) != bytes_of(wanted[each])
        ]
        return [*lost, *changed], doubled


def trial(folder, control, seed, tasks, kills, *, mutant=False):
    """As many deaths as asked for, then a life to the end: a tally."""
    dice, home = random.Random(seed), Path(folder) / f"p{seed}"
    model = DocumentModel(f"P{seed:x}", dice, tasks)
    place = home / "outbox.db", home / "papers", home / "sources"
    for each in place[1:]:
        each.mkdir(parents=True)
    before = {file["id"] for file in control("files")}
    killed, told = 0, {"mutant": mutant, "living": live, "points": POINTS}
    while killed < kills:
        killed += one_life(model, control, place, dice, last=False, **told)[0]
    _, ended = one_life(model, control, place, dice, last=True, **told)
    control("faults", method="DELETE")
    files = [file for file in control("files") if file["id"] not in before]
    lost, doubled = model.judge(files, control.bytes_of)
    ended = end_of(ended, place[0])
    left = left_over(place[1], model.kept)
    return {
        "kills": killed,
        "acknowledged": len(model.kept),
        "lost": len(lost),
        "doubled": len(doubled),
        "stuck": ended[1],
        "left_over": len(left),
        "why": [*lost, *doubled, *ended[2], *left],
    }


def left_over(folder, kept):
    """What is in the folder and should not be: after the sweep of a start only what was filed."""
    needed = {hashlib.sha256(bytes_of(act)).hexdigest() + ".jpg" for act in kept}
    return [f"{each.name} is left over" for each in folder.iterdir() if each.name not in needed]
