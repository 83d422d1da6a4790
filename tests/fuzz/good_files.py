"""Sound files of every kind that people give to the desk, and those of strangers that were made to do harm."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import yaml
from PIL import Image

from tests.api.vendordoc.made import LIVE_SPEC, POSITION, collection, item, row, scribe_page
from tests.api.vendordoc.test_asking import LAUGHS
from tests.conftest import ROOT
from tests.documents.made import exif, halves, pdf, scanned
from tests.sheets.made import workbook
from tests.sheets.place_files.test_place_reading import EARTH, GPX
from tests.sheets.test_bounds import ROWS
from tests.sheets.test_hostile_workbooks import LAUGHS as LAUGHED
from tests.sheets.test_hostile_workbooks import pack, parts
from tests.streets.maps import (
    ENDLESS,
    GOOD_TILES,
    MANY,
    OF_MANY,
    TILE,
    made,
    make_mbtiles,
    make_pmtiles,
    png,
    street_tile,
)

RING = [[24.0, 58.0], [26.0, 58.0], [26.0, 59.0], [24.0, 59.0], [24.0, 58.0]]
POINT = {"type": "Point", "coordinates": [24.7, 59.4]}
HOLE = [[24.5, 58.2], [25.0, 58.2], [25.0, 58.4], [24.5, 58.2]]
SHAPES = ({"type": "Polygon", "coordinates": [RING, HOLE]}, {"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]})


def good_files(folder):
    """Kind: sound contents. What takes much room to make is made by a process of its own."""
    return {
        "picture": pictures(),
        "pdf": pdfs(),
        "pasted": [saved(each) for each in ("BMP", "PPM")],
        "table": tables(folder),
        "area": areas(),
        "places": place_files(folder),
        "document": documents(),
        "map": maps(folder),
    }


def saved(kind, **how):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, kind, **how)
    return file.getvalue()


def pictures():
    shot = exif(6, "2026:11:23 12:00:00", "+02:00", "Phone", (58.5, 25.0))
    plain = [halves(200, 150, kind) for kind in ("PNG", "GIF", "WEBP", "TIFF", "AVIF")]
    return [halves(200, 150, exif=shot), *plain, saved("TIFF", compression="tiff_lzw"), saved("JPEG", progressive=True)]


def pdfs():
    return [pdf("CMR 1234", "page two"), scanned(halves(200, 150)), scanned(halves(60, 40, "PNG"))]


def tables(folder):
    task_store = openpyxl.Workbook()
    task_store.active.append(["vehicle", "order", "start"])
    task_store.active.append(["819AAK", 12.5, "=A2"])
    task_store.save(folder / "a.xlsx")
    by_hand = workbook(folder / "b.xlsx", ["vehicle", "order", "819AAK"], rows=[(0, 1), (2, 2)])
    texts = [ROWS.encode(each) for each in ("utf-8", "utf-16", "cp1257", "utf-8-sig")]
    return [(folder / "a.xlsx").read_bytes(), by_hand.read_bytes(), *texts, b"a,b\n" + b"1,2\n" * 200]


def areas():
    features = [{"type": "Feature", "properties": {"name": "Yard"}, "geometry": each} for each in SHAPES]
    whole = {"type": "FeatureCollection", "features": features}
    both = {"type": "GeometryCollection", "geometries": list(SHAPES)}
    return [json.dumps(each).encode() for each in (*SHAPES, features[0], whole, both)]


def place_files(folder):
    points = [{"type": "Feature", "properties": {"name": "Yard"}, "geometry": each} for each in (*SHAPES, POINT)]
    with zipfile.ZipFile(folder / "earth.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", EARTH)
    collection = json.dumps({"type": "FeatureCollection", "features": points}).encode()
    return [EARTH.encode(), GPX.encode(), collection, (folder / "earth.kmz").read_bytes(), LAUGHED.encode()]


def documents():
    postman = collection(item("GET", "{{baseUrl}}/live", [row(POSITION)]))
    page = scribe_page([("GET", "api/live", [("query", "id")], 200, [row(POSITION)])])
    as_yaml = yaml.safe_dump(json.loads(LIVE_SPEC)).encode()
    return [LIVE_SPEC, as_yaml, page, json.dumps(postman).encode(), LAUGHS.encode()]


def maps(folder):
    whole = make_mbtiles(folder / "whole.mbtiles", {(7, x, 38): png(256, 256) for x in range(20)})
    views = (
        (GOOD_TILES,),
        (f"CREATE VIEW tiles AS {ENDLESS.format(TILE)} WHERE i < 0",),
        (f"CREATE VIEW tiles AS {MANY.format(OF_MANY)} WHERE k11.i < 0",),
        (GOOD_TILES, f"CREATE VIEW metadata AS {ENDLESS.format('i AS name, i AS value')}"),
    )
    paths = [made(folder / f"{number}.mbtiles", *each) for number, each in enumerate(views)]
    vector = make_pmtiles(folder / "vector.pmtiles", {(7, x, 38): street_tile("protomaps") for x in range(20)})
    return [whole.read_bytes(), vector.read_bytes(), *(Path(each).read_bytes() for each in paths)]


def hostile_files(folder):
    """Kind: contents made to take time or memory, none over 6 MB; those of documents are the corpus's."""
    texts = workbook(folder / "texts.xlsx", ["a"], texts="<si/>" * 400_000)
    cells = workbook(folder / "cells.xlsx", ["a"], cells="<c r='A1'/>" * 300_000)
    laughs = pack(folder / "laughs.xlsx", parts() | {"xl/styles.xml": (LAUGHED + "<a>&i;</a>").encode()})
    dense = pack(folder / "dense.xlsx", parts() | {"xl/media/x": bytes(5_000_000)})
    lines = [
        b"," * 5_000_000,
        b"A;V\n" + b"T\xe4he;\xf5\n" * 500_000,
        b'"' * 3_000_000,
        b"\n" * 3_000_000,
        ";".join(map(str, range(140_000))).encode() + b"\n1\n",
    ]
    many = {"type": "MultiPolygon", "coordinates": [[RING]] * 20_000}
    circle = {"type": "Polygon", "coordinates": [[[24 + n % 977 / 977, 58 + n % 991 / 991] for n in range(100_000)]]}
    nested = [b"[" * 2_000_000, b'{"a":' * 500_000, b"- " * 1_000_000, b"1" * 4_000_000]
    return {
        "table": [*lines, *(each.read_bytes() for each in (texts, cells, laughs, dense))],
        "places": [*nested, LAUGHS.encode(), b"<kml>" * 500_000, f"<gpx>{'<wpt/>' * 400_000}</gpx>".encode()],
        "area": [json.dumps(many).encode(), json.dumps(circle).encode(), *nested],
        "document": [*nested, LAUGHS.encode(), b"<html>" + b"<div>" * 300_000],
        "pasted": [b"P6 30000 30000 255\n" + bytes(5000), b"BM" + b"\xff" * 60, b"P1 2000000000 1\n1"],
    }


def strangers(folder):
    """Paths of the pictures and PDFs of the documents' corpus."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.documents.corpus", str(folder)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return sorted(path for place in folder.iterdir() for path in place.iterdir())
