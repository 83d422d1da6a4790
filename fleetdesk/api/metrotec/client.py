"""A Metrotec account: the calls of the desk, on top of the table of operations."""

import asyncio
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fleetdesk.api.answers import NO_JSON, Reply, parsed
from fleetdesk.api.auth import KeyAuth, LoginAuth
from fleetdesk.api.budget import Budget, NoBudget
from fleetdesk.api.client import IN_A_THREAD_FROM, Client
from fleetdesk.api.http import USER_AGENT, Http
from fleetdesk.api.metrotec.creating import CreationCalls
from fleetdesk.api.metrotec.devices import DeviceCalls
from fleetdesk.api.metrotec.drivers import BookingCalls, DriverCalls, TachographCalls
from fleetdesk.api.metrotec.filing import DocumentCalls
from fleetdesk.api.metrotec.history import HistoryCalls
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.metrotec.places import MetrotecPlaces
from fleetdesk.api.metrotec.positions import read_positions
from fleetdesk.api.metrotec.records import VENDOR_ZONE
from fleetdesk.api.metrotec.reports import ReportCalls
from fleetdesk.api.metrotec.tanks import TankCalls
from fleetdesk.api.metrotec.tasking import TaskCalls
from fleetdesk.api.metrotec.vehicles import AreaCalls
from fleetdesk.api.metrotec.work import WorkCalls
from fleetdesk.api.operations import Operation, OperationTable
from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Answered
from fleetdesk.api.records import Rows
from fleetdesk.api.scalars import texts
from fleetdesk.base.errors import BadAnswer, UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.capabilities import Capabilities
from fleetdesk.domain.units import Position, Unit, VehicleSettings

BASE_URL = "https://api.metrotec.ee/api/"
API_VERSION = "1.1.0"


def headers(language: str) -> dict[str, str]:
    """Return the headers that the vendor wants in every request: program, version of its interface, language."""
    return {"User-Agent": USER_AGENT, "Accept": f"application/json; version={API_VERSION}", "Accept-Language": language}


class Metrotec(Client):
    """Vehicles that report for themselves."""

    capabilities = Capabilities("Metrotec")
    tasks: TaskCalls
    documents: DocumentCalls
    area: AreaCalls
    tachograph: TachographCalls
    drivers: DriverCalls
    bookings: BookingCalls
    places: MetrotecPlaces
    history: HistoryCalls
    tanks: TankCalls
    work: WorkCalls
    creations: CreationCalls
    devices: DeviceCalls
    reports: ReportCalls

    def __init__(
        self,
        account: str,
        base_url: str,
        username: str,
        secret: str,
        *,
        api_key: bool = False,
        zone: ZoneInfo = VENDOR_ZONE,
        language: str = "en",
        table: OperationTable = OPERATIONS,
        http: Http | None = None,
        budget: Budget | None = None,
    ) -> None:
        """Make connections to `base_url` and a count of requests where none are given."""
        http = http or Http(base_url, headers(language))
        self._login = None if api_key else LoginAuth(http, table["auth.login"], username, secret)
        super().__init__(account, http, self._login or KeyAuth(secret), budget or NoBudget(), table)
        self._zone, self.user = zone, username
        self.tasks, self.documents = TaskCalls(self, username), DocumentCalls(self)
        self.area, self.tachograph = AreaCalls(self), TachographCalls(self)
        self.places, self.history = MetrotecPlaces(self), HistoryCalls(self)
        self.tanks, self.drivers, self.bookings = TankCalls(self), DriverCalls(self), BookingCalls(self)
        self.work, self.creations, self.devices = WorkCalls(self), CreationCalls(self), DeviceCalls(self)
        self.reports = ReportCalls(self)

    async def sign_in(self) -> None:
        """Log in anew; an API key has no sign-in call, so the vehicles are asked for."""
        if self._login is None:
            await super().call("vehicles.list")
        else:
            await self._login.sign_in()

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation; auth.login uses the account's own name and password unless others are given."""
        if operation == "auth.login":
            return await (self._other_login(given) if given else self._own_login())
        answered = await super().call(operation, given, urgent=urgent)
        _fill_unit(answered, given or {})
        if isinstance(answered.values, VehicleSettings):
            events = tuple(replace(each, account=self.account) for each in answered.values.events)
            answered.values = replace(answered.values, events=events)
        return answered

    async def _own_login(self) -> Answered:
        if self._login is None:
            raise UsageError(
                _("{account} has an API key, so there is nothing to sign in with. Ask for the data.").format(
                    account=self.account
                )
            )
        return self._signed_in(self._login, await self._login.sign_in())

    async def _other_login(self, given: Mapping[str, Any]) -> Answered:
        other = LoginAuth(self.http, self.table["auth.login"], str(given["username"]), str(given["password"]))
        raw = await other.sign_in()
        return self._signed_in(other, raw)

    def _signed_in(self, login: LoginAuth, raw: Any) -> Answered:
        return Answered({"account": self.account, "signed_in": True, "expires_at": _moment(login.expires_at)}, raw)

    def read(self, operation: Operation, reply: Reply, given: Mapping[str, Any]) -> Answered:
        """Read an answer: positions take the fast way; the answer of vehicles.in_area is a list of ids."""
        if operation.name.startswith("positions."):
            return self._read_positions(operation, reply)
        if operation.name == "vehicles.in_area":
            raw = parsed(reply)
            if not isinstance(raw, list):
                raise BadAnswer(_("The server's answer to vehicles.in_area is no list of ids."))
            return Answered(list(texts(raw)), raw)
        return super().read(operation, reply, given)

    def _read_positions(self, operation: Operation, reply: Reply) -> Answered:
        raw = parsed(reply)
        if not isinstance(raw, list if operation.name == "positions.list" else dict):
            raise BadAnswer(
                _("The server's answer to {operation} is not what it should be.").format(operation=operation.name)
            )
        rows = self._positions(reply)
        if operation.name == "positions.list":
            return Answered(rows.values, raw, rows.dropped)
        if not rows.values:
            raise BadAnswer(_("The server's answer holds no position."))
        return Answered(rows.values[0], raw)

    async def units(self) -> RowList[Unit]:
        """Return all vehicles."""
        answered = await self.call("vehicles.list", urgent=False)
        return RowList(answered.values, len(answered.dropped))

    async def positions(self) -> Sequence[Position]:
        """Return the last position of every vehicle; large answers are read off the window's thread."""
        reply = await self.ask(self.table["positions.list"], {}, urgent=False)
        large = len(reply.body) > IN_A_THREAD_FROM
        rows = await asyncio.to_thread(self.read_list, reply) if large else self.read_list(reply)
        self._dropped += len(rows.dropped)
        return rows.values

    async def position(self, unit: str) -> Position:
        """Return the last position of one vehicle."""
        found: Position = (await self.call("positions.get", {"object_id": unit}, urgent=False)).values
        return found

    def read_list(self, reply: Reply) -> Rows[Position]:
        """Read an answer to positions.list the fast way; BadAnswer for what is none."""
        if not reply.is_json or not reply.body.removeprefix(BOM_UTF8).lstrip().startswith(b"["):
            raise BadAnswer(_("The server's answer to positions.list is no list of positions."))
        return self._positions(reply)

    def _positions(self, reply: Reply) -> Rows[Position]:
        try:
            return read_positions(reply.body, self.account, self._zone, reply.charset)
        except NO_JSON as error:
            raise BadAnswer(_("The server's answer is cut off or damaged; what was known is kept.")) from error


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _fill_unit(answered: Answered, given: Mapping[str, Any]) -> None:
    """Fill in the unit from the question, because answers with settings and tracks do not repeat it."""
    unit = given.get("object_id") or given.get("vehicle_id")
    for value in answered.values if isinstance(answered.values, list) else [answered.values]:
        if unit and getattr(value, "unit", "") is None:
            object.__setattr__(value, "unit", str(unit))
