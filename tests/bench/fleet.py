"""Made-up positions in the vendor's own spelling, and the plain ways that the desk is compared with."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def vendor_rows(count: int, turn: int = 0) -> list[dict[str, Any]]:
    """Rows as routelog/ has them; another turn moves everything."""
    dice = random.Random(count)
    at = NOW + timedelta(seconds=turn)
    rows = []
    for number in range(count):
        lon, lat = 22 + dice.random() * 6 + turn * 1e-4, 57.6 + dice.random() * 2
        rows.append(
            {
                "ID": number,
                "objectID": f"{number:05d}KDN",
                "Xpos": lon,
                "Ypos": lat,
                "Counter1": 12.5,
                "Counter2": 0,
                "GMTime": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "Speed": number % 90,
                "Heading": f"{number % 360}°",
                "Input": 1,
                "LastCommunicationLocalTime": (at + timedelta(hours=2, seconds=3)).strftime("%Y-%m-%d %H:%M:%S"),
                "Content": "x" * 90,
                "Power": 13.8,
                "BatLevel": 6.5,
                "NoGPSFix": "0",
                "t1": 2,
                "t2": 0,
                "t3": 0,
                "t4": 0,
            }
        )
    return rows


def vendor_body(count: int, turn: int = 0) -> bytes:
    """The same as the server sends it."""
    return json.dumps(vendor_rows(count, turn), ensure_ascii=False).encode()


@dataclass
class PlainPosition:
    """What a straightforward client would make of a row."""

    unit: str
    lat: float
    lon: float
    speed: float
    heading: int
    at: datetime
    received: datetime
    ignition: bool
    fix: bool
    power: float
    battery: float
    temperatures: list[float]


def plain_positions(body: bytes) -> list[PlainPosition]:
    """json.loads and a dataclass a row, without any tolerance."""
    return [
        PlainPosition(
            row["objectID"],
            float(row["Ypos"]),
            float(row["Xpos"]),
            float(row["Speed"]),
            int(row["Heading"].rstrip("°")),
            datetime.fromisoformat(row["GMTime"]),
            datetime.strptime(row["LastCommunicationLocalTime"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC),
            bool(row["Input"] & 1),
            row["NoGPSFix"] == "0",
            row["Power"],
            row["BatLevel"],
            [row[name] for name in ("t1", "t2", "t3", "t4")],
        )
        for row in json.loads(body)
    ]


class PlainModel(QAbstractTableModel):
    """A table model as the tutorials have it."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Rows."""
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Columns."""
        return len(self.rows[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text."""
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def plain_list(count: int) -> tuple[PlainModel, QSortFilterProxyModel]:
    """The tutorial's model behind QSortFilterProxyModel, sorted by the plate."""
    rows = [
        [f"{number * 7919 % count:05d}KDN", f"Volvo {number}", "J. Tamm", str(number % 90), "5:06", "9 s"]
        for number in range(count)
    ]
    model, proxy = PlainModel(rows), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    proxy.sort(0)
    return model, proxy


def plain_inside(ring: list[tuple[float, float]], points: list[tuple[float, float]]) -> list[bool]:
    """Even-odd rule in Python, point by point."""
    answers = []
    for x, y in points:
        inside = False
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        answers.append(inside)
    return answers
