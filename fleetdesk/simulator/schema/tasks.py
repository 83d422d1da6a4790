"""Answers of Metrotec about tasks, files and signing in (docs/vendors/metrotec.md#tasks)."""

from pydantic import BaseModel, ConfigDict

from fleetdesk.simulator.schema.requests import FileType, PivotType, Status
from fleetdesk.simulator.texts import Stamp


class Answer(BaseModel):
    """An object in an answer: exactly these keys."""

    model_config = ConfigDict(extra="forbid")


class Problem(Answer):
    """An error: what is wrong, and with which field if with one."""

    error: str
    field: str | None


class Token(Answer):
    """auth.login; `expires` has no unit in the reference."""

    jwt: str
    expires: int


class Task(Answer):
    """A task."""

    id: int
    oid: str
    object_id: str
    lat: float
    lon: float
    start_lat: float | None
    start_lon: float | None
    start_address: str | None
    start_time: Stamp
    stop_time: Stamp
    order_ref: str
    order_details: str | None
    task_address: str | None
    task_description: str | None
    cancel_reason: str | None
    status: Status
    created_at: Stamp
    updated_at: Stamp
    work_started_at: Stamp | None
    work_finished_at: Stamp | None
    sender: str
    invoice_nr: str | None
    user_km: float | None
    distance: float | None
    geozone_entered_at: Stamp | None
    geozone_left_at: Stamp | None
    closeType: int | None  # noqa: N815 - the vendor's spelling
    planned_km: float | None
    ut: int
    alias: str | None
    task_notes: str | None
    active: bool
    group_id: int | None
    is_not_own_vehicle: bool


class File(Answer):
    """A file of a task or another entity; the reference shows no size, no hash and no way to fetch it."""

    id: int
    pivot_id: str
    pivot_type: PivotType
    defined_name: str
    file_name: str
    mime: str
    file_type: FileType
    uploaded_at: Stamp
    oid: int
    sender: str
    hidden: int
