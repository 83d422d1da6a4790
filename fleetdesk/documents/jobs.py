"""What the reading process does with documents."""

from collections.abc import Callable
from typing import Any

from fleetdesk.documents.thumbnails import Answer, look, page


def join(job: dict[str, Any]) -> Answer:
    """Join pictures and PDFs to one PDF."""
    from fleetdesk.documents import joining

    return joining.join(job)


def convert(job: dict[str, Any]) -> Answer:
    """Convert a picture to JPEG."""
    from fleetdesk.documents import joining

    return joining.convert(job)


def dossier(job: dict[str, Any]) -> Answer:
    """Join a cover and documents to one PDF."""
    from fleetdesk.documents import dossiers

    return dossiers.dossier(job)


def paste(job: dict[str, Any]) -> Answer:
    """Turn pixels of the clipboard into PNG."""
    from fleetdesk.documents import pasting

    return pasting.paste(job)


JOBS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "look": look,
    "page": page,
    "join": join,
    "convert": convert,
    "dossier": dossier,
    "paste": paste,
}
