"""Figures of an import: reading and judging a file of orders."""

import asyncio
import contextlib
import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.importing.drafting import rehearse
from fleetdesk.domain.importing.mapping import guess
from fleetdesk.domain.importing.preview import RowState
from fleetdesk.domain.importing.reference_data import reference_data
from fleetdesk.domain.units import Unit
from fleetdesk.sheets.asking import read_apart
from fleetdesk.sheets.reading import read
from tests.bench.measure import Row, row, timed

COUNT = 10_000
HEADING = "Auto;Viide;Algus;Lõpp;Koordinaadid;Aadress;Märkused\n"


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder:
        yield rehearsing(Path(folder) / "orders.csv")
        yield apart(Path(folder) / "orders.csv")
        yield refused(Path(folder) / "commas.csv")


def order(number: int) -> str:
    """One line of the file."""
    hour = number % 12
    window = f"26.11.2030 {hour:02d}:00;26.11.2030 {hour + 1:02d}:00"
    return f"{number % 500:03d}ABC;A-{number};{window};58.{number:05d}, 25.5;Õismäe tee {number};Küsi Jürilt\n"


def rehearsing(path: Path) -> Row:
    """From a file on the disk to drafts with their reasons."""
    path.write_text(HEADING + "".join(map(order, range(COUNT))), encoding="utf-8")
    units = [Unit("m", f"{number:03d}ABC") for number in range(500)]
    place = reference_data("m", ZoneInfo("Europe/Tallinn"), units, [], now=datetime(2026, 11, 26, tzinfo=UTC))

    def ours() -> None:
        sheet = read(path)
        done = rehearse(sheet.headings, sheet.rows, guess(sheet.headings), place)
        assert done.counts[RowState.OK] == COUNT

    def plain() -> None:
        with path.open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.DictReader(file, delimiter=";")) == COUNT

    return row(
        f"{COUNT} rows read, judged and made drafts", timed(ours), timed(plain), "csv.DictReader, nothing checked"
    )


def apart(path: Path) -> Row:
    """The same file read in a process of its own, as the window reads it, beside reading it here."""
    return row(
        f"{COUNT} rows read in a process of their own",
        timed(lambda: asyncio.run(read_apart(path))),
        timed(lambda: read(path)),
        "read where the window is",
    )


def refused(path: Path) -> Row:
    """48 MB of commas, until the sentence."""
    path.write_bytes(b"," * 48_000_000)

    def ours() -> None:
        with contextlib.suppress(UsageError):
            asyncio.run(read_apart(path))

    return row("48 MB of commas, until they are refused", timed(ours), None, "")
