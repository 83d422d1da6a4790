"""Types of single values as the reference texts write them, strict on the way in."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from fleetdesk.simulator.clock import parse_time

_DATE = (
    r"[0-9]{3}[1-9]-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
SPACED = f"^{_DATE} {_CLOCK}$"
COMPACT = f"^{_DATE}{_CLOCK}$"
_FORMS = {19: re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), 18: re.compile(r"\d{4}-\d\d-\d\d\d\d:\d\d:\d\d")}


def _time_of(length: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not _FORMS[length].fullmatch(text) or not text.isascii():
            raise ValueError("not a time in the documented format")
        parse_time(text)
        return text

    return check


_SPACED_SCHEMA: dict[str, Any] = {"type": "string", "pattern": SPACED, "example": "2025-01-20 08:00:00"}
_COMPACT_SCHEMA: dict[str, Any] = {"type": "string", "pattern": COMPACT, "example": "2017-10-2400:00:00"}

Spaced = Annotated[str, AfterValidator(_time_of(19)), WithJsonSchema(_SPACED_SCHEMA, mode="validation")]
"""A naive UTC time sent as YYYY-MM-DD HH:MM:SS."""

Compact = Annotated[str, AfterValidator(_time_of(18)), WithJsonSchema(_COMPACT_SCHEMA, mode="validation")]
"""A naive UTC time sent as YYYY-MM-DDHH:MM:SS."""

Stamp = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")]
"""A naive UTC time in an answer."""

Zulu = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
"""An ISO 8601 time in an answer."""


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,15}", value):
            raise ValueError("not an integer")
        return int(value)
    return value


WholeText = BeforeValidator(_whole)
Whole = Annotated[int, WholeText]
"""An integer in a query, a path or a form: digits and nothing else."""


def _no_flag(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a number is wanted, not true or false")
    return value


NotFlag = BeforeValidator(_no_flag)
"""For closed lists of numbers: Python takes true for 1."""

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
