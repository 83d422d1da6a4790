"""What the reading process does with files of places: says what a file is, then what it names."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.domain.place_import import FoundPlace
from fleetdesk.reader.files import content, shown
from fleetdesk.sheets.place_files.json_places import json_places
from fleetdesk.sheets.place_files.xml_places import gpx_places, kml_places

LARGEST_BYTES = 32 << 20
MOST_PLACES = 2_000
_ROOTS = {"kml": kml_places, "gpx": gpx_places}
NEITHER = _("{file} is neither KML nor GPX nor GeoJSON. Save it as one of these from the program that made it.")


def places(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the places that a file names, as JSON."""
    path = Path(job["path"])
    found: list[dict[str, Any]] = []
    for each in _found(content(path, LARGEST_BYTES), shown(path)):
        if len(found) >= MOST_PLACES:
            told = _("{file} names more than {most} places. Take it in parts.")
            raise UsageError(told.format(file=shown(path), most=grouped(MOST_PLACES)))
        found.append(asdict(each))
    if not found:
        raise UsageError(_("{file} names no place.").format(file=shown(path)))
    return {}, json.dumps(found).encode()


def _found(data: bytes, name: str) -> Iterator[FoundPlace]:
    if data.startswith(b"PK"):
        data = _out_of_kmz(data, name)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        return json_places(_json(data, name))
    if start != b"<" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(NEITHER.format(file=name))
    return _of_xml(data, name)


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(_("{file} is no JSON: {reason}.").format(file=name, reason=error)) from error


def _of_xml(data: bytes, name: str) -> Iterator[FoundPlace]:
    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError, DefusedXmlException, RecursionError) as error:
        reason = type(error).__name__ if isinstance(error, DefusedXmlException) else error
        raise UsageError(_("{file} is no sound XML: {reason}.").format(file=name, reason=reason)) from error
    read = _ROOTS.get(root.tag.rpartition("}")[2])
    if read is None:
        raise UsageError(NEITHER.format(file=name))
    return read(root)


def _out_of_kmz(data: bytes, name: str) -> bytes:
    """Return the document of a KMZ, which is the first KML in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = next(each for each in archive.infolist() if each.filename.casefold().endswith(".kml"))
            with archive.open(inside) as file:
                found = file.read(LARGEST_BYTES + 1)
    except (zipfile.BadZipFile, StopIteration, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UsageError(NEITHER.format(file=name)) from error
    if len(found) > LARGEST_BYTES:
        raise UsageError(_("What is packed in {file} is too large. Save it as KML in parts.").format(file=name))
    return found


JOBS = {"places": places}
