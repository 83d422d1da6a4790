"""Bodies that Metrotec takes (docs/vendors/metrotec.md).

Closed lists, lengths and required fields are refused when broken.
"""

import re
from contextvars import ContextVar
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)

from fleetdesk.simulator.texts import Latitude, Longitude, NotFlag, Spaced

# A MAC address: separators are not given; hyphens are shown, colons are usual (docs/vendors/metrotec.md#places).
_MAC = re.compile(r"[0-9A-Fa-f]{2}([-:])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}")

FileType = Literal[
    "image", "cmr", "delivery_note", "order", "other", "receiver_signature", "sender_signature", "carrier_signature"
]
PivotType = Literal[
    "accounts", "logos", "route_tasks", "vehicle_faults", "feedback_answers", "tech_card_works", "signatures"
]


class Body(BaseModel):
    """A JSON body: types are taken as they are written, text is not a number; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


Filled = Annotated[str, Field(min_length=1, pattern=r"\S"), AfterValidator(_filled)]
Status = Annotated[Literal[1, 2, 3, 4, 5], NotFlag]


class Login(Body):
    """auth.login."""

    username: str
    password: str


class _TaskOptions(Body):
    start_lat: Latitude = 0.0
    start_lon: Longitude = 0.0
    start_address: str = ""
    order_details: str = ""
    task_address: str = ""
    task_description: str = ""
    planned_km: float = 0.0
    task_notes: str = ""
    status: Status = 1
    active: bool = True
    group_id: int = 0


class TaskCreate(_TaskOptions):
    """tasks.create."""

    object_id: Filled
    lat: Latitude
    lon: Longitude
    start_time: Spaced
    stop_time: Spaced
    order_ref: Filled
    is_not_own_vehicle: bool = False


NULL_CLEARS: ContextVar[bool] = ContextVar("null_clears", default=False)
"""Set for each request by the front door, from the quirk of that name."""

_CLEARABLE = {
    "start_lat",
    "start_lon",
    "start_address",
    "order_details",
    "task_address",
    "task_description",
    "planned_km",
    "task_notes",
    "group_id",
}


class TaskUpdate(_TaskOptions):
    """tasks.update: any of these, none required."""

    _cleared: set[str] = PrivateAttr(default_factory=set)

    object_id: Filled = "-"
    lat: Latitude = 0.0
    lon: Longitude = 0.0
    start_time: Spaced = ""
    stop_time: Spaced = ""
    order_ref: Filled = "-"
    edit: bool = False
    sender: str = ""

    def cleared(self) -> set[str]:
        """Return the fields that came as null, where null is taken."""
        return self._cleared

    @model_validator(mode="wrap")
    @classmethod
    def null_is_nothing(cls, given: Any, take: ModelWrapValidatorHandler["TaskUpdate"]) -> "TaskUpdate":
        """Take null for a field that may be empty if the quirk says so; the reference says neither."""
        if not NULL_CLEARS.get() or not isinstance(given, dict):
            return take(given)
        nulls = {key for key, value in given.items() if value is None and key in _CLEARABLE}
        made = take({key: value for key, value in given.items() if key not in nulls})
        made._cleared = nulls
        return made


class GeozoneLink(Body):
    """vehicles.link_geozone."""

    object_id: str
    zoneId: int  # noqa: N815 - the vendor's spelling
    events: Annotated[list[Annotated[Literal[1, 2], NotFlag]], Field(min_length=1)]


class EventCreate(Body):
    """vehicles.create_event."""

    object_id: str
    eventType: Annotated[Literal[3, 4, 5], NotFlag]  # noqa: N815 - the vendor's spelling
    description: Filled


class ReportCreate(Body):
    """reports.create."""

    datetime: Annotated[list[Spaced], Field(min_length=2, max_length=2)]
    type: Literal["poi", "geo", "country", "rtasks"]
    type_id: int | None = None
    group: Literal["vehicle", "category"]
    group_id: Annotated[str, Field(pattern=r"^[a-zA-Z0-9-_]{0,10}$")] | None = None


class PoiCreate(Body):
    """pois.create."""

    lat: Latitude
    lon: Longitude
    purpose: Annotated[Literal[0, 1, 2, 3], NotFlag]
    comment: Annotated[str, Field(max_length=255)]
    name: Annotated[str, Field(max_length=50)] = ""
    type: Annotated[int, Field(ge=1, le=9)] = 1
    radius: int = 50
    rgAddress: str = ""  # noqa: N815 - the vendor's spelling
    phone_nr: str = ""
    country_code: str = ""
    contact_name: str = ""

    @model_validator(mode="after")
    def mac_for_beacons(self) -> "PoiCreate":
        """Refuse a router or a beacon whose comment is no MAC address."""
        if self.purpose in (2, 3) and not _MAC.fullmatch(self.comment):
            raise ValueError("comment must be a valid MAC address")
        return self


_CIRCLE = '{"latlng":{"lat":59.457170251972315,"lng":24.840130805969242},"radius":603.832476916605,"type":"circle"}'


class GeozoneCreate(Body):
    """geozones.create; geometry is a JSON text."""

    id: str = "newItem"
    name: Filled
    geometry: Annotated[str, Field(examples=[_CIRCLE])]
    cAlarmState: bool = False  # noqa: N815 - the vendor's spelling
    countAlarm: int = 4  # noqa: N815 - the vendor's spelling
    zObjects: list[str] = []  # noqa: N815 - the vendor's spelling


class FileSetType(Body):
    """files.set_type."""

    file_type: FileType
