"""Figures of the gazetteer at 100,000 addresses: each letter of an address typed, and mistyped ones."""

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fleetdesk.base import resources
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.origins import Origin
from fleetdesk.storage.gazetteer.file import GazetteerFile
from tests.bench.measure import Figure, Row, row

COUNT, TYPED = 100_000, 60
SYLLABLES = [
    "ka",
    "la",
    "mä",
    "rii",
    "vä",
    "lja",
    "saa",
    "re",
    "tu",
    "nõ",
    "mme",
    "õis",
    "ta",
    "lu",
    "pää",
    "su",
    "kivi",
    "oja",
    "järve",
    "met",
    "sa",
]
WAYS = ("tn", "mnt", "tee", "pst", "ulica", "ul.")
NEAR = (58.4, 25.0)


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = GazetteerFile(Path(folder) / "gazetteer.db")
        file.load()
        addresses = list(_addresses())
        file.put("tasks", addresses, counted=True)
        labels = [place.label for _key, place in random.Random(2).sample(addresses, TYPED)]
        letters = [label[:count] for label in labels for count in range(2, len(label) + 1)]
        plain = _like([place.label for _key, place in addresses], letters[::10])
        yield row(f"a letter of an address, of {COUNT}", _found(file, letters), plain, "LIKE '%…%'")
        yield row("the same, 95 of 100 are faster", _slow(_found(file, letters)), _slow(plain), "LIKE '%…%'")
        yield row("a mistyped address", _found(file, [_slipped(each) for each in labels]), None, "")
        file.close()


def _addresses() -> Iterator[Origin]:
    chance = random.Random(1)
    towns = chance.sample(resources.towns(), 400)
    streets = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(6000)]
    for number in range(COUNT):
        town, lon, lat, _rank = chance.choice(towns)
        label = f"{chance.choice(streets)} {chance.choice(WAYS)} {chance.randint(1, 120)}, {town}"
        place = KnownPlace(label, lat + chance.uniform(-0.05, 0.05), lon, PlaceSource.TASK, used_at=1e9)
        yield str(number), place


def _found(file: GazetteerFile, texts: list[str]) -> Figure:
    return Figure(tuple(_took(lambda text=text: file.find(text, NEAR, 1.7e9, 12)) for text in texts))


def _like(labels: list[str], texts: list[str]) -> Figure:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE place(label TEXT)")
    db.executemany("INSERT INTO place VALUES (?)", [(label,) for label in labels])
    query = "SELECT label FROM place WHERE label LIKE '%' || ? || '%'"
    return Figure(tuple(_took(lambda text=text: db.execute(query, (text,)).fetchmany(12)) for text in texts))


def _took(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _slow(figure: Figure) -> Figure:
    ordered = sorted(figure.runs)
    return Figure(tuple(ordered[len(ordered) * 95 // 100 :][:1]))


def _slipped(text: str) -> str:
    """Swaps the second and the third letter."""
    return f"{text[0]}{text[2]}{text[1]}{text[3:]}"
