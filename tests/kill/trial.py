"""Lives cut off by SIGKILL, then one that empties the outbox; and what the simulator must show in the end."""

import contextlib
import json
import os
import random
import select
import signal
import time
import urllib.request
from collections import Counter
from pathlib import Path

from fleetdesk.storage.outbox.outbox import Outbox
from tests.kill.worker import live

SHORTEST_S, LONGEST_S = 0.02, 0.16
KILLS_A_TRIAL = 25
MOST_S = 25.0
CARELESS_S = 5.0  # a careless outbox may never come to its end


class Control:
    """The simulator's control endpoint, without a thread and without the client under test."""

    def __init__(self, told):
        self.told = told

    def __call__(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.told["control_url"] + path, data, {"Content-Type": "application/json"})
        request.method = method or ("GET" if body is None else "POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def bytes_of(self, number):
        """The bytes of a file as the simulator has them."""
        with urllib.request.urlopen(f"{self.told['control_url']}files/{number}/bytes", timeout=20) as answer:
            return answer.read()


def script_faults(control, dice, writes, operation, methods, *hurting):
    """Put the faults of the next writes in the place of those before."""
    script = scripted_faults(dice, writes, operation, methods, *hurting)
    control("faults", method="DELETE")
    if script:
        control("faults", script)


def scripted_faults(dice, writes, operation, methods, *hurting):
    """Of the next writes one in ten gets a 503 and two in ten are hurt."""
    script = []
    for place in range(writes):
        action = dice.choices([None, {"status": 503}, dice.choice(hurting)], [7, 1, 2])[0]
        method = dice.choice(methods)
        if action:
            script.append({"operation": operation, "method": method, "skip": place // 2, "action": action})
    return script


class Model:
    """What the user has done in a trial, and what of it is known to be on the disk."""

    def __init__(self, prefix, dice, unit):
        self.prefix, self.dice, self.unit = prefix, dice, unit
        self.kept, self.tried, self.number = [], None, 0

    def next_act(self):
        """What the user does next, after what he sees."""
        n, tasks = self.number + 1, [act["task"] for act in self.kept if act["field"] == "order_ref"]
        if not tasks or self.dice.random() < 0.35:
            return {
                "n": n,
                "task": f"n{self.prefix}{n}",
                "field": "order_ref",
                "value": f"{self.prefix}-{n}",
                "base": None,
                "unit": self.unit,
            }
        return self._edit(n, self.dice.choice(tasks))

    def _edit(self, n, task):
        now = self.shown(task)
        field = self.dice.choice(["notes", "address", "notes", "address", "status"])
        if field == "status" and now["status"] == "created":
            return {"n": n, "task": task, "field": field, "value": "in_progress", "base": "created"}
        field = "notes" if field == "status" else field
        return {"n": n, "task": task, "field": field, "value": f"{field} {n}", "base": now[field]}

    def shown(self, task):
        """The fields of a task as the user sees them."""
        fields = {"status": "created"}
        for act in self.kept:
            if act["task"] == task and act["field"] == "order_ref":
                fields |= {"order_ref": act["value"], "notes": f"first {act['n']}", "address": f"first {act['n']}"}
            elif act["task"] == task:
                fields[act["field"]] = act["value"]
        return fields

    def spoil(self, control, dice, writes):
        """Of the next writes one in ten gets a 503, two in ten are done and their answer is lost."""
        script_faults(control, dice, writes, "tasks.*", ["POST", "PUT"], {"cut": "after"})

    def hear(self, words):
        kind = words[0]
        if kind == "try":
            self.tried = words[1]
            self.number = self.tried["n"]
        elif kind in ("ack", "kept"):
            self.kept.append(self.tried)
        if kind in ("ack", "kept", "gone"):
            self.tried = None

    def judge(self, tasks, audit):
        """What was lost and what was done twice, in words, by the simulator's own account."""
        mine = [task for task in tasks if task["order_ref"].startswith(self.prefix + "-")]
        ids = {task["id"] for task in mine}
        lines = [json.dumps([line["task"], line["changes"]]) for line in audit if line["task"] in ids]
        done = [*lines, *(task["order_ref"] for task in mine)]
        doubled = [each for each, times in Counter(done).items() if times > 1 or each.endswith(" {}]")]
        by_ref = {task["order_ref"]: task for task in mine}
        tasks = dict.fromkeys(act["task"] for act in self.kept)
        return [each for each in (self._missing(task, by_ref) for task in tasks) if each], doubled

    def _missing(self, task, by_ref):
        wanted = self.shown(task)
        row = by_ref.get(wanted.get("order_ref"))
        status = {"created": 1, "in_progress": 2}[wanted["status"]]
        there = row and (row["task_notes"], row["task_address"], row["status"])
        return None if there == (wanted["notes"], wanted["address"], status) else f"{wanted} is {there}"


def one_life(model, control, path, dice, *, last, mutant, living=live, points=24):
    """Forks, listens, and kills; whether the child was killed (it may have been done before)."""
    model.spoil(control, dice, 40 if last else 12)
    acts, model.dice = 0 if last else dice.randrange(1, 5), random.Random(dice.random())
    die_at = 0 if last or dice.random() < 0.5 else dice.randrange(1, points)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        living(writer, control.told, path, model, acts, mutant, die_at)
    os.close(writer)
    allowed_s = 1.5 if die_at else dice.uniform(SHORTEST_S, LONGEST_S)
    if last:
        allowed_s = CARELESS_S if mutant else MOST_S
    ended = listen(reader, model, time.monotonic() + allowed_s)
    if ended is None:
        os.kill(child, signal.SIGKILL)
        ended = listen(reader, model, time.monotonic() + MOST_S)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), ended


def listen(reader, model, until):
    """Hears the child until its end; what it said last, or None where the time is over first."""
    words, rest = [], b""
    while True:
        ready, _, _ = select.select([reader], [], [], max(until - time.monotonic(), 0))
        if not ready:
            model.rest = rest
            return None
        rest = getattr(model, "rest", b"") + rest
        model.rest = b""
        got = os.read(reader, 65536)
        if not got:
            return words
        *lines, rest = (rest + got).split(b"\n")
        for line in lines:
            words = json.loads(line)
            assert words[0] != "bug", words
            model.hear(words)


def waiting(path):
    """What has not ended in a file that nobody has open."""
    with contextlib.closing(Outbox(path)) as outbox:
        return outbox.queries.open_ops()


def end_of(ended, path, *more):
    """What the last life told when it ended; where it did not, what is left in its file, with `more` of its kind."""
    if ended and ended[0] == "end":
        return ended
    left = waiting(path)
    return ["end", len(left), [f"did not come to an end: {op}" for op in left], *more]


def trial(folder, control, seed, unit, kills, *, mutant=False):
    """As many deaths as asked for, then a life to the end: a tally."""
    dice = random.Random(seed)
    model = Model(f"K{seed:x}", dice, unit)
    path, killed, earlier = Path(folder) / f"{seed}.db", 0, len(control("audit"))
    while killed < kills:
        killed += one_life(model, control, path, dice, last=False, mutant=mutant)[0]
    _, ended = one_life(model, control, path, dice, last=True, mutant=mutant)
    control("faults", method="DELETE")
    tasks = control("tasks")
    lost, doubled = model.judge(tasks, control("audit")[earlier:])  # a server's number may be given again
    for task in tasks:
        if task["order_ref"].startswith(model.prefix + "-"):
            control("edits", {"id": task["id"], "delete": True})
    ended = end_of(ended, path)
    return {
        "kills": killed,
        "acknowledged": len(model.kept),
        "lost": len(lost),
        "doubled": len(doubled),
        "stuck": ended[1],
        "why": [*lost, *doubled, *ended[2]],
    }
