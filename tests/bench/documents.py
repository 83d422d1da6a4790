"""Figures of documents: the window while a large one goes up, and from the drop to "saved on this computer"."""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx

from fleetdesk.api.auth import LoginAuth
from fleetdesk.api.http import Http
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.outgoing import Outgoing
from fleetdesk.app.loop import new_loop
from fleetdesk.documents.staging import stage
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.storage.outbox.outbox import Outbox
from tests.bench.measure import Figure, Row, longest_gap, row
from tests.conftest import Simulator, application

LARGE, DROPPED = 25 * 2**20, 10 * 2**20
RUNS, DROPS = 5, 20
LIMIT = 30 * 2**20


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder:
        yield from dropping(Path(folder))
        simulator = Simulator("--vehicles", "20")
        try:
            yield uploading(Path(folder), simulator)
        finally:
            simulator.close()


def dropping(folder: Path) -> Iterator[Row]:
    """Looked at, copied, hashed, synced and kept in the outbox."""
    outbox, ours, plain = Outbox(folder / "outbox.db"), [], []
    for number in range(DROPS):
        path = folder / f"{number}.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(DROPPED - 4))
        ours.append(_took(lambda path=path, number=number: _drop(path, folder / "papers", outbox, number)))
        plain.append(_took(lambda path=path: shutil.copy(path, folder / "plain.jpg")))
        path.unlink()
    outbox.close()
    yield row(
        f"10 MB: drop to saved on this computer ({DROPS} of them)",
        Figure(tuple(ours)),
        Figure(tuple(plain)),
        "shutil.copy: no hash, no type, not synced, nothing kept",
    )


def _drop(path: Path, folder: Path, outbox: Outbox, number: int) -> None:
    made = stage(path, folder, LIMIT)
    upload = Upload(made.sha256, made.size, made.mime, made.name, DocumentType.CMR, f"fd{number:012x}")
    outbox.insert.add([Draft("m", "7", OpKind.UPLOAD, upload.jsonable(), {}, "ORDER-1")], 1.0)


def _took(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def uploading(folder: Path, simulator: Simulator) -> Row:
    """The longest gap between two beats of the window's thread while a document of 25 MB goes up."""
    path = folder / "large.pdf"
    data = b"%PDF-1.4 " + os.urandom(LARGE - 9)
    path.write_bytes(data)
    with asyncio.Runner(loop_factory=lambda: new_loop(application())) as runner:
        ours, plain = runner.run(_gaps(path, hashlib.sha256(data).hexdigest(), simulator.told))
    return row(
        "25 MB document: window's longest gap",
        Figure(tuple(ours)),
        Figure(tuple(plain)),
        "httpx's own multipart, its file read in the loop",
    )


async def sign_in(told: dict[str, str]) -> Mapping[str, str]:
    """The headers of a session of its own."""
    http = Http(told["metrotec_url"], {})
    try:
        return await LoginAuth(http, OPERATIONS["auth.login"], told["username"], told["password"]).headers()
    finally:
        await http.close()


async def _gaps(path: Path, sha256: str, told: dict[str, str]) -> tuple[list[float], list[float]]:
    provider = Metrotec("m", told["metrotec_url"], told["username"], told["password"])
    task = (await provider.tasks.listing()).tasks[0].id
    assert task is not None
    upload = Upload(sha256, LARGE, "application/pdf", path.name, DocumentType.CMR)
    headers = {"User-Agent": "bench", "Accept": "application/json; version=1.1.0", **await sign_in(told)}
    client = httpx.AsyncClient(base_url=told["metrotec_url"], timeout=60, headers=headers)

    async def our_way() -> None:
        copy = Outgoing(path, sha256)
        await provider.documents.file(task, upload, "cmr.pdf", copy)
        copy.close()

    async def plain_way() -> None:
        form = {"pivot_type": "route_tasks", "pivot_id": str(task), "file_type": "cmr"}
        with path.open("rb") as file:
            answer = await client.post("files", data=form, files={"file": ("cmr.pdf", file, "application/pdf")})
        answer.raise_for_status()

    ours, plain = [], []
    for _ in range(RUNS):
        ours.append(await longest_gap(our_way))
        plain.append(await longest_gap(plain_way))
    await client.aclose()
    await provider.close()
    return ours, plain
