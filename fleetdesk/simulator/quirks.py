"""Where the reference is silent or contradicts itself: the reading that the simulator plays, switchable."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(slots=True)
class Quirks:
    """One field for each open question; the defaults are the likeliest readings."""

    create_status: int = 200
    """Status of an answer to a creation: 200 or 201."""
    update_answer: str = "task"
    """What tasks.update, files.set_type and pois.create answer: "task" (the object), "empty" (200), "204" or "{}"."""
    expires: str = "seconds"
    """What `expires` is: "seconds" or "milliseconds" since 1970, "lifetime" in seconds, or "zero"."""
    token_life: float = 3600.0
    """Seconds for which a Metrotec token is good."""
    duplicate_status: int = 400
    """Status when order_ref is taken."""
    unique_refs: bool = True
    """Whether an order_ref in use is refused at all; the reference says that it must be unique, not what happens."""
    error_body: str = "json"
    """Body of a refusal: "json", "text", "html" or "empty"."""
    echo_name: bool = True
    """Whether a file's defined_name is the name it was sent with."""
    null_clears: bool = False
    """Whether tasks.update takes null for a text or a number and clears it; refused otherwise."""
    drivers_act: bool = False
    """Whether drivers start and finish the tasks of the first morning as the world's clock reaches them."""
    hostile: bool = True
    """Whether a few rows have swapped axes or the year 2001."""
    cursor_end: str = "0"
    """The last nextCursor: "0" (text, as in the example) or "number" (as in the words)."""
    open_trip_end: str = "null"
    """`end` of a trip in progress: "null" or "missing"."""
    null_positions: bool = True
    """Whether users without a position have a row of nulls."""
    rate_limit: int = 180
    """VEZMA requests in a window."""
    rate_window: float = 900.0
    """Seconds of VEZMA's sliding window."""
    retry_after: bool = True
    """Whether a 429 carries Retry-After."""
    abuse_limit: int = 60
    """Refused requests in a window after which a token is blacklisted."""
    blacklist: str = "403"
    """What a blacklisted token gets: "403", or "silent" for no answer at all."""

    def change(self, wanted: dict[str, Any]) -> None:
        """Set fields by name; ValueError for an unknown name or a value of another type."""
        known = {field.name: field.type for field in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"no quirk is called {name}")
            old = getattr(self, name)
            if isinstance(old, bool) is not isinstance(value, bool) or isinstance(old, str) is not isinstance(
                value, str
            ):
                raise ValueError(f"{name} is of another type")
            setattr(self, name, type(old)(value))

    def as_dict(self) -> dict[str, Any]:
        """Return every quirk by name."""
        return asdict(self)
