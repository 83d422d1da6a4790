"""What happened, for support: one JSON line an event in a file that turns over, never a secret, never stdout."""

import logging
import logging.handlers
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from stamina.instrumentation import set_on_retry_hooks

FILE_BYTES, FILES = 2_000_000, 3
SECRET_KEYS = re.compile(r"password|token|jwt|secret|authorization", re.IGNORECASE)
SECRET_TEXT = re.compile(r"(?i)\b(bearer|vezma)\s+[\w.~+/=-]+|eyJ[\w-]+\.[\w-]+\.[\w-]*")
HIDDEN = "[hidden]"


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hides values under telling names, and tokens inside texts."""
    for key, value in event.items():
        if SECRET_KEYS.search(key):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = SECRET_TEXT.sub(HIDDEN, value)
    return event


def start(folder: Path | None, level: int = logging.INFO) -> None:
    """Logs into a file in `folder`, or nowhere; httpx and its kin stay quiet, for they log whole addresses."""
    root = logging.getLogger("fleetdesk")
    root.handlers[:] = [_handler(folder)]
    root.setLevel(level)
    root.propagate = False
    for noisy in ("httpx", "httpcore", "asyncio", "qasync"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    set_on_retry_hooks([])
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )


def _handler(folder: Path | None) -> logging.Handler:
    if folder is None:
        return logging.NullHandler()
    file = folder / "fleetdesk.log"
    return logging.handlers.RotatingFileHandler(file, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8")
