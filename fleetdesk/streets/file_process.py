"""The process that reads a stranger's map file: its name in, what it says of itself out, then tile by tile."""

import json
import os
import struct
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.reader.files import start
from fleetdesk.reader.rlimits import limit
from fleetdesk.streets.mbtiles import DAMAGE, MBTiles
from fleetdesk.streets.pmtiles_file import SIGN, PMTiles
from fleetdesk.streets.tiles import TileError

PLACE, LENGTH = struct.Struct(">III"), struct.Struct(">I")
LONGEST_NAME = 1 << 20
CPU_S = 600  # tiles take 0.1 ms each; who has read six million, or died, is started again
Answering = Callable[[MBTiles | PMTiles], Callable[..., bytes]]
"""Gives, for an opened map, the function that answers a question about it."""
SCRATCH_BYTES = 1 << 20  # a file written with a journal needs 32 KB beside it; one that sorts itself needs gigabytes


def main() -> None:
    """Answer for as long as its input is open; a file that cannot be used is a sentence, and the end."""
    file, out = begin(CPU_S)
    with os.fdopen(out, "wb") as answers:
        serve(file, answers, PLACE, lambda tiles: partial(_tile, tiles))


def begin(cpu_s: int) -> tuple[str, int]:
    """Return the name of the file that stands on the input, and where answers go; from then on there are limits."""
    file = json.loads(sys.stdin.buffer.readline(LONGEST_NAME))
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    limit(cpu_s, SCRATCH_BYTES)
    return file, out


def serve(file: str, answers: BinaryIO, question: struct.Struct, answering: Answering) -> None:
    """Say what a file is, then answer question after question about it, each of which has this shape."""
    try:
        tiles = opened_map(file)
    except TileError as error:
        _say(answers, json.dumps({"trouble": str(error)}).encode())
        return
    _say(answers, json.dumps({"metadata": tiles.metadata, "schema": tiles.schema}).encode())
    answer = answering(tiles)
    for asked in iter(partial(sys.stdin.buffer.read, question.size), b""):
        _say(answers, answer(*question.unpack(asked)))


def opened_map(file: str) -> MBTiles | PMTiles:
    """Open a map file by its first bytes, whatever it is called; TileError where it cannot be used."""
    try:
        is_pmtiles = start(Path(file), len(SIGN)) == SIGN
    except UsageError as error:
        raise TileError(_("That map file cannot be used: {reason}").format(reason=error)) from error
    return PMTiles(file) if is_pmtiles else MBTiles(file)


def _tile(tiles: MBTiles | PMTiles, zoom: int, x: int, y: int) -> bytes:
    """Return a tile; empty where the file fails half-way, which is not the end of the map."""
    try:
        return tiles.tile(zoom, x, y) or b""
    except (*DAMAGE, OSError, EOFError):
        return b""


def _say(answers: BinaryIO, content: bytes) -> None:
    answers.write(LENGTH.pack(len(content)) + content)
    answers.flush()
