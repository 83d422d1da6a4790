"""What a run of the benchmark leaves in docs/bench: rows as JSON and a chart, beside the state before decision 58."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.chart import chart
from tests.bench.measure import Figure, Row
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "bench"
BEFORE_IS = "before decision 58, by the yardstick"
GROWS = ("ms", "% of a core")
"""Units of figures that grow with the time which a machine takes for anything."""
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Medians of an earlier state by what they are and the size of the fleet, and the yardstick of that run in ms."""

    medians: dict[Key, float]
    yardstick_ms: float


def before() -> Earlier:
    """Read what was measured of the state before decision 58, by the same parts of the benchmark."""
    told = json.loads((FOLDER / "before.json").read_text("utf-8"))
    return Earlier(medians(told), told["yardstick"]["median"])


def medians(told: dict[str, Any]) -> dict[Key, float]:
    """Return the medians of a run that was kept, by what they are and the size of the fleet."""
    return {(each["what"], each.get("units")): each["ours"]["median"] for each in told["rows"]}


def with_before(row: Row, earlier: Earlier, yardstick: Figure) -> Row:
    """Set beside a figure what was measured before, as it would be on this machine; a plain way that it has stays."""
    known = earlier.medians.get((row.what, row.units))
    if row.plain is not None or known is None:
        return row
    factor = yardstick.median / earlier.yardstick_ms if row.unit in GROWS else 1.0
    return replace(row, plain=Figure((known,)).scaled(factor), plain_is=BEFORE_IS)


def keep(folder: Path, rows: Iterable[Row], yardstick: Figure) -> None:
    """Write the rows as JSON, and the chart of those that grow with the fleet."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "yardstick": yardstick.jsonable(),
        "rows": [each.jsonable() for each in rows],
    }
    (folder / "bench.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (folder / "chart.svg").write_text(chart(list(rows)), "utf-8")
