"""Files of tasks and other entities (docs/vendors/metrotec.md#files).

There is a list, an upload and a change of type; no fetching, no deleting.
"""

import hashlib
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from fastapi import File as FilePart
from fastapi import Form, Path, Query, Request, UploadFile
from fastapi.responses import Response
from pydantic import Field

from fleetdesk.simulator.api import Api, Refusal, answer, answer_texts
from fleetdesk.simulator.clock import spaced
from fleetdesk.simulator.metrotec.tasks import changed
from fleetdesk.simulator.schema.requests import FileSetType, FileType, PivotType
from fleetdesk.simulator.schema.tasks import File
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.store import dump
from fleetdesk.simulator.texts import WholeText

FIRST_FILE = 12_345
_OID = 100
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf", "image/webp": "webp", "image/gif": "gif"}
_AUTO_TYPES = {"jpg": "image/jpeg", "gif": "image/gif", "png": "image/png", "webp": "image/webp"}

Doc = dict[str, Any]
Flag = Annotated[int, Field(ge=0, le=1), WholeText, Form()]


def register(api: Api, sim: Simulation) -> None:
    """Register files.*."""

    @api.route("files.list", list[File])
    def list_files(
        pivot_type: Annotated[PivotType | None, Query()] = None, pivot_id: Annotated[str | None, Query()] = None
    ) -> Response:
        """List files, of one entity if it is named."""
        if pivot_type is None and pivot_id is None:
            return answer_texts(sim.store.texts("file"))
        rows = sim.store.all("file")
        of_type = [row for row in rows if pivot_type in (None, row["pivot_type"])]
        return answer([row for row in of_type if pivot_id in (None, row["pivot_id"])])

    @api.route("files.upload", File, {201: {"model": File, "description": "Created"}})
    def upload(
        request: Request,
        file: Annotated[UploadFile, FilePart()],
        pivot_type: Annotated[PivotType, Form()],
        pivot_id: Annotated[str, Form(min_length=1)],
        max_files: Annotated[Annotated[int, Field(ge=1), WholeText] | None, Form()] = None,
        hidden: Flag = 0,
        file_type: Annotated[FileType, Form()] = "other",
        auto_crop: Flag = 0,
        auto_type: Annotated[Literal["jpg", "gif", "png", "webp"] | None, Form()] = None,
    ) -> Response:
        """Keep a file for an entity."""
        _check_pivot(sim, pivot_type, pivot_id)
        data = file.file.read()
        mime = _AUTO_TYPES[auto_type] if auto_type else file.content_type or "application/octet-stream"
        wanted = (pivot_type, pivot_id, file_type, hidden)
        with sim.store.lock():
            _check_room(sim, pivot_type, pivot_id, max_files)
            row = file_row(sim, wanted, file.filename or "", mime, data)
            row["sender"] = request.scope["fleetdesk.user"]
            made = sim.store.add("file", FIRST_FILE, row)
            sim.store.add_blob(made["id"], file.filename or "", data)
        return answer(made, sim.quirks.create_status)

    @api.route("files.set_type", File, {204: {"description": "Changed; nothing to say"}})
    def set_type(id: Annotated[int, Field(ge=0), WholeText, Path()], body: FileSetType) -> Response:
        """Change a file's type."""
        with sim.store.lock():
            row = sim.store.get("file", id)
            if row is None:
                raise Refusal(404, "no such file", "id")
            row["file_type"] = body.file_type
            sim.store.put("file", row)
        return changed(sim, row)


def _check_pivot(sim: Simulation, pivot_type: str, pivot_id: str) -> None:
    if pivot_type == "route_tasks":
        plain = pivot_id.isascii() and pivot_id.isdigit() and len(pivot_id) < 16
        if not plain or sim.store.get("task", int(pivot_id)) is None:
            raise Refusal(404, "no such task", "pivot_id")


def _check_room(sim: Simulation, pivot_type: str, pivot_id: str, most: int | None) -> None:
    if most is None:
        return
    same = [row for row in sim.store.all("file") if (row["pivot_type"], row["pivot_id"]) == (pivot_type, pivot_id)]
    if len(same) >= most:
        raise Refusal(400, "this entity already has its maximum of files", "max_files")


def file_row(sim: Simulation, wanted: tuple[str, str, str, int], name: str, mime: str, data: bytes) -> Doc:
    """Return a file in the vendor's order of keys; `wanted` is pivot_type, pivot_id, file_type and hidden."""
    pivot_type, pivot_id, file_type, hidden = wanted
    at = spaced(sim.clock.now())
    digest = hashlib.sha256(data + dump([pivot_id, sim.store.count("file")]).encode()).hexdigest()[:12]
    ending = _ENDINGS.get(mime, PurePosixPath(name).suffix.lstrip(".")[:8] or "bin")
    return {
        "id": 0,
        "pivot_id": pivot_id,
        "pivot_type": pivot_type,
        "defined_name": name if sim.quirks.echo_name and name else file_type.replace("_", " ").title(),
        "file_name": f"{at[:10].replace('-', '')}_{digest}.{ending}",
        "mime": mime,
        "file_type": file_type,
        "uploaded_at": at,
        "oid": _OID,
        "sender": "john.doe",
        "hidden": hidden,
    }
