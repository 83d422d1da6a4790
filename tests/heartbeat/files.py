"""Files of strangers for the desk: documents, tables, maps, vendors' documents, and what is no file at all."""

import os
from pathlib import Path

from tests.documents import corpus
from tests.documents.made import halves, pdf
from tests.streets.maps import ENDLESS, TILE, made


def make(folder):
    """Write them all: kinds of files with their paths. The good documents are another each time they are taken."""
    found = {"scans": list(_scans(folder / "scans")), "no files": list(_no_files(folder))}
    found["tables"] = [_kept(folder / name, content) for name, content in _tables()]
    found["documents"] = [_kept(folder / f"{number}.json", text) for number, text in enumerate(_documents())]
    found["maps"] = list(_maps(folder))
    return found


def good_document(folder, number, dice):
    """A photo or a PDF that is like no other."""
    if number % 2:
        colour = tuple(dice.randrange(256) for _ in range(3))
        return _kept(
            folder / f"photo {number}.jpg", halves(1200 + number % 50, 900) + bytes(colour) + number.to_bytes(4)
        )
    return _kept(folder / f"CMR {number}.pdf", pdf(f"CMR {number} {dice.random()}"))


def _kept(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _scans(folder):
    folder.mkdir()
    for number, (name, data) in enumerate(corpus.files()):
        if len(data) < 20_000_000:
            (folder / str(number)).mkdir()
            yield _kept(folder / str(number) / f"x{Path(name).suffix[:8]}", data)


def _no_files(folder):
    os.mkfifo(folder / "pipe.jpg")
    (folder / "endless.jpg").symlink_to("/dev/zero")
    (folder / "circle.jpg").symlink_to("circle.jpg")
    return folder / "pipe.jpg", folder / "endless.jpg", folder / "circle.jpg", folder, folder / "missing.jpg"


def _tables():
    yield "commas.csv", "," * 20_000_000
    yield "columns.csv", ";".join(f"c{number}" for number in range(150_000)) + "\n1\n"
    yield "latin.csv", "Auto;Märkused\n".encode("latin-1") + "819AAK;õäöü\n".encode("latin-1") * 400_000
    yield "quotes.csv", 'a;b\n"' + '""' * 5_000_000
    yield "good.csv", "Auto;Viide;Märkused\n" + "".join(f"819AAK;H-{number};x\n" for number in range(3000))
    yield "not.xlsx", b"PK\x03\x04" + bytes(1_000_000)


def _documents():
    twice = '{"allOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/A"}]}'
    yield '{"openapi": "3.0.0", "paths": {"/tasks": {"get": {}}}, "components": {"schemas": {"A": ' + twice + "}}}"
    yield "[" * 1_000_000
    yield '{"openapi": "3.0.0", "paths": {' + ",".join(f'"/p{each}": {{"get": {{}}}}' for each in range(50_000)) + "}}"


def _maps(folder):
    for name, end in (("endless", "WHERE i < 0"), ("sorted", "ORDER BY 1")):
        yield made(folder / f"{name}.mbtiles", f"CREATE VIEW tiles AS {ENDLESS.format(TILE)} {end}")
    yield _kept(folder / "noise.mbtiles", b"SQLite format 3\0" + bytes(range(256)) * 4000)
