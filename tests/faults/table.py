"""The fault table with the outcome of its tests, as a page."""

import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import groupby
from pathlib import Path

HEAD = """# What can go wrong, and what is seen then

Made by `make faults`: each row's tests were run at commit {commit}, {cases} cases in all. Seeds stand in the tests
themselves or are made of the date (DAY_SEED repeats one); a case is one parameter set, and many of them try hundreds of
inputs. The long runs at the end are made by hand, and written down with the commit that they ran on.
"""
LONG_RUNS = "\n## Long runs\n\n| command | tried | outcome | seed | commit |\n|---|---|---|---|---|\n"


def read():
    """The table as it is written."""
    return tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))


def cases_of(report):
    """From a report of pytest: for each test, by file and name without its parameters, how its cases ended."""
    found = {}
    for case in ET.fromstring(report).iter("testcase"):
        path = case.get("classname", "").replace(".", "/") + ".py"
        name = f"{path}::{case.get('name', '').partition('[')[0]}"
        ended = {child.tag for child in case}
        outcome = "failed" if ended & {"failure", "error"} else "skipped" if "skipped" in ended else "passed"
        found.setdefault(name, Counter())[outcome] += 1
    return found


def outcome_of(row, cases):
    """How all cases of a row ended."""
    beginnings = tuple(test if "::" in test or test.endswith(".py") else f"{test}/" for test in row["tests"])
    return sum((count for name, count in cases.items() if name.startswith(beginnings)), Counter())


def page(table, cases, commit):
    """The page, and whether every row has cases and none failed."""
    outcomes = [(row, outcome_of(row, cases)) for row in table["fault"]]
    total = sum(outcome.total() for _, outcome in outcomes)
    parts = [HEAD.format(commit=commit, cases=total)]
    for part, rows in groupby(outcomes, key=lambda each: each[0]["part"]):
        parts.append(f"\n## {part}\n\n| fault | what the user sees | tests | cases | failed |\n|---|---|---|---|---|\n")
        parts += [_line(row, outcome) for row, outcome in rows]
    parts.append(LONG_RUNS)
    parts += [
        f"| `{row['command']}` | {row['tried']} | {row['outcome']} | {row['seed']} | {row['commit']} |\n"
        for row in table["long_run"]
    ]
    parts.append("\n## Not kept, or not tried\n\n| fault | why |\n|---|---|\n")
    parts += [f"| {row['fault']} | {row['why']} |\n" for row in table["not_kept"]]
    return "".join(parts), all(outcome["passed"] and not outcome["failed"] for _, outcome in outcomes)


def _line(row, outcome):
    tests = ", ".join(f"`{test.removeprefix('tests/')}`" for test in row["tests"])
    skipped = f" and {outcome['skipped']} skipped" if outcome["skipped"] else ""
    count = f"{outcome.total() - outcome['skipped']}{skipped}"
    return f"| {row['fault']} | {row['seen']} | {tests} | {count} | {outcome['failed']} |\n"
