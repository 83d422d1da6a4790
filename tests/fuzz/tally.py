"""What became of the cases of one part, and the table of all parts."""

from collections import Counter
from dataclasses import dataclass, field

from fleetdesk.base.errors import FleetError

LONGEST_SENTENCE = 700
HEADINGS = ("part", "cases", "refused in our words", "accepted", "failed", "peak MB", "left running", "seconds")


@dataclass
class Tally:
    """The counts of one part; `wrong` holds a sentence for each case that failed, with what runs it again."""

    part: str
    seed: int
    refused: int = 0
    accepted: int = 0
    wrong: list[str] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)
    peak_mb: float = 0.0
    left: int = 0
    seconds: float = 0.0

    @property
    def cases(self):
        return self.kinds.total()

    def count(self, number, kind, refused, faults):
        """One case: whether it was refused, and what was wrong with its end."""
        self.kinds[kind] += 1
        self.refused += refused and not faults
        self.accepted += not refused and not faults
        if faults:
            self.wrong.append(f"{self.part}, seed {self.seed}, case {number}, {kind}: {'; '.join(faults)}")

    def row(self):
        return (
            self.part,
            self.cases,
            self.refused,
            self.accepted,
            len(self.wrong),
            round(self.peak_mb),
            self.left,
            round(self.seconds),
        )


def faults_of(error, *private):
    """What is wrong with an exception: one of ours has a sentence that can be shown, without what is `private`."""
    said = str(error)
    if not isinstance(error, FleetError):
        return [f"{type(error).__name__}: {said[:200]}"]
    faults = [f"it says {each}" for each in private if each and each in said]
    if not said.strip() or len(said) > LONGEST_SENTENCE or "\n" in said:
        faults.append(f"it says no sentence: {said[:200]!r}")
    try:
        said.encode()
    except UnicodeEncodeError:
        faults.append("it says what no text can hold")
    return faults


def table(tallies):
    rows = [HEADINGS, *(map(str, each.row()) for each in tallies)]
    rows = [tuple(row) for row in rows]
    wide = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(most) for cell, most in zip(row, wide, strict=True)).rstrip() for row in rows)
