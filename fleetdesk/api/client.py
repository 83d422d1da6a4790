"""Asks any operation of a table: encodes, signs, sends, retries reads, and reads the answer's rows."""

import asyncio
import contextlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import stamina

from fleetdesk.api.answers import Reply, parsed, server_time
from fleetdesk.api.auth import Auth
from fleetdesk.api.budget import Budget
from fleetdesk.api.driver_parts import BookingPart, DriverPart, TachographPart
from fleetdesk.api.encode import Encoded, encode
from fleetdesk.api.http import DEADLINE_S, Ask, Http
from fleetdesk.api.operations import Answer, Operation, OperationTable
from fleetdesk.api.parts import (
    AreaPart,
    CarPart,
    CreationPart,
    DevicePart,
    DocumentPart,
    ExpensePart,
    FuelUpPart,
    HistoryPart,
    PlacePart,
    ReportPart,
    TankPart,
    TaskPart,
    TripPart,
    VisitedPart,
    WorkPart,
)
from fleetdesk.api.provider import Answered
from fleetdesk.api.records import ROW_ERRORS
from fleetdesk.base.errors import BadAnswer, FleetError, NotSignedIn, RateLimited, Unreachable
from fleetdesk.base.translation import _
from fleetdesk.reader import files

READ_TRIES = 2
UPLOAD_BYTES_PER_S = 10_000
LARGEST_UPLOAD = 1 << 30
IN_A_THREAD_FROM = 50_000


class Client:
    """One account of one vendor; parts that a vendor lacks are None."""

    tasks: TaskPart | None = None
    documents: DocumentPart | None = None
    area: AreaPart | None = None
    tachograph: TachographPart | None = None
    drivers: DriverPart | None = None
    bookings: BookingPart | None = None
    trips: TripPart | None = None
    history: HistoryPart | None = None
    tanks: TankPart | None = None
    fuel_ups: FuelUpPart | None = None
    places: PlacePart | None = None
    visited: VisitedPart | None = None
    work: WorkPart | None = None
    expenses: ExpensePart | None = None
    creations: CreationPart | None = None
    devices: DevicePart | None = None
    cars: CarPart | None = None
    reports: ReportPart | None = None

    def __init__(self, account: str, http: Http, auth: Auth, budget: Budget, table: OperationTable) -> None:
        self.account = account
        self.user = ""
        self.table = table
        self.http, self._auth, self._budget = http, auth, budget
        self._dropped = 0
        self.skew_s: float | None = None

    @property
    def dropped(self) -> int:
        """Return the number of unreadable rows left out since the start."""
        return self._dropped

    async def spent(self) -> tuple[int, int | None]:
        """Return the requests of the running window and how many are allowed."""
        return await self._budget.spent(), self._budget.limit

    async def close(self) -> None:
        """Close the connections and the count of requests."""
        await self.http.close()
        self._budget.close()

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation of the table, with parameters under the vendor's own names."""
        row = self.table.find(operation)
        reply = await self.ask(row, given or {}, urgent=urgent)
        answered = await self._read_off_thread(row, reply, given or {})
        self._dropped += len(answered.dropped)
        return answered

    async def _read_off_thread(self, operation: Operation, reply: Reply, given: Mapping[str, Any]) -> Answered:
        """Read a long answer on another thread: a thousand tasks take longer than a frame."""
        if len(reply.body) < IN_A_THREAD_FROM:
            return self.read(operation, reply, given)
        return await asyncio.to_thread(self.read, operation, reply, given)

    def read(self, operation: Operation, reply: Reply, given: Mapping[str, Any]) -> Answered:
        """Return the answer as domain values; back ends override this for what has a shape of its own."""
        raw = parsed(reply)
        if raw is None and not operation.may_be_empty and operation.answer is not Answer.PLAIN:
            raise BadAnswer(_("The server answered {operation} with nothing.").format(operation=operation.name))
        if operation.record is None or raw is None:
            return Answered(raw, raw)
        if operation.answer is Answer.ONE:
            return self._one(operation, raw)
        return self._many(operation, raw)

    def _one(self, operation: Operation, raw: Any) -> Answered:
        assert operation.record is not None
        if raw in ({}, []) and operation.may_be_empty:
            return Answered(None, raw)
        try:
            return Answered(operation.record.read(raw, self.account), raw)
        except ROW_ERRORS as error:
            raise BadAnswer(
                _("The server's answer to {operation} is {reason}.").format(operation=operation.name, reason=error)
            ) from error

    def _many(self, operation: Operation, raw: Any) -> Answered:
        assert operation.record is not None
        rows = raw.get(operation.items) if operation.items and isinstance(raw, dict) else raw
        if not isinstance(rows, list):
            raise BadAnswer(_("The server's answer to {operation} is no list.").format(operation=operation.name))
        read = operation.record.read_all(rows, self.account)
        cursor = raw.get("nextCursor") if isinstance(raw, dict) else None
        return Answered(read.values, raw, read.dropped, None if str(cursor) in ("0", "", "None") else str(cursor))

    async def ask(self, operation: Operation, given: Mapping[str, Any], *, urgent: bool) -> Reply:
        """Return the raw reply; a read that met a broken connection is tried once more, a write never."""
        encoded = encode(operation, given)
        if not operation.reads_only:
            return await self._signed(operation, encoded, urgent)
        async for attempt in stamina.retry_context(on=_worth_another_try, attempts=READ_TRIES, wait_max=2.0):
            with attempt:
                return await self._signed(operation, encoded, urgent)
        raise AssertionError("stamina always tries or raises")

    async def _signed(self, operation: Operation, encoded: Encoded, urgent: bool) -> Reply:
        """Sign the request and send it; after a 401 sign in anew, once."""
        headers = await self._sign()
        try:
            return await self._permitted(operation, encoded, headers, urgent)
        except NotSignedIn:
            if not await self._auth.renew(headers):
                raise
        return await self._permitted(operation, encoded, await self._sign(), urgent)

    async def _sign(self) -> Mapping[str, str]:
        """Return the signing headers; whatever goes wrong here, the request itself has not gone out."""
        try:
            return await self._auth.headers()
        except FleetError as error:
            error.before_sending = True
            raise

    async def _permitted(
        self, operation: Operation, encoded: Encoded, headers: Mapping[str, str], urgent: bool
    ) -> Reply:
        await self._budget.permit(urgent=urgent)
        try:
            with contextlib.ExitStack() as opened:
                reply = await self.http.send(_ask(operation, encoded, headers, opened))
        except RateLimited as error:
            # A 503 without a time (maybe_done) may be over at once; a 429 without one lasts as long as the window.
            if error.retry_after_s is not None or not error.maybe_done:
                error.retry_after_s = await self._budget.refused(error.retry_after_s)
            raise
        told = server_time(reply)
        self.skew_s = None if told is None else time.time() - told
        return reply


def _ask(operation: Operation, encoded: Encoded, headers: Mapping[str, str], opened: contextlib.ExitStack) -> Ask:
    parts, deadline_s = None, DEADLINE_S
    if encoded.file is not None:
        part, size = _stream(encoded.file, opened)
        parts, deadline_s = {"file": part}, DEADLINE_S + size / UPLOAD_BYTES_PER_S
    return Ask(
        operation.method,
        encoded.path,
        operation.path,
        tuple(encoded.query),
        encoded.json,
        encoded.form,
        parts,
        headers,
        deadline_s,
    )


def _stream(file: Any, opened: contextlib.ExitStack) -> tuple[tuple[Any, ...], int]:
    """Open a path afresh for each try, so that no try starts in the middle; a copy begins anew by itself."""
    if isinstance(file, Path):
        content = opened.enter_context(files.opened(file, LARGEST_UPLOAD))
        return (file.name, content), os.fstat(content.fileno()).st_size
    name, content, *mime = file
    return (str(name), content, *mime), len(content)


def _worth_another_try(error: Exception) -> bool:
    return isinstance(error, Unreachable) and not isinstance(error, (RateLimited, BadAnswer))
