"""What the reading process can do, and what each kind of work may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """The module whose JOBS does it, and the seconds of work it may take."""

    module: str
    cpu_s: int


_DOCUMENTS = "fleetdesk.documents.jobs"
WORK = {
    "look": Work(_DOCUMENTS, 10),
    "page": Work(_DOCUMENTS, 10),
    "convert": Work(_DOCUMENTS, 10),
    "paste": Work(_DOCUMENTS, 10),
    "join": Work(_DOCUMENTS, 60),
    "dossier": Work(_DOCUMENTS, 60),
    "table": Work("fleetdesk.sheets.jobs", 90),
    "places": Work("fleetdesk.sheets.place_files.jobs", 40),
    "document": Work("fleetdesk.api.vendordoc.jobs", 40),
    "area": Work("fleetdesk.commands.area_file", 30),
}
