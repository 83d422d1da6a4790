"""What happened, for support: one JSON line an event in a file that turns over, never a secret, never stdout."""

import logging
import logging.handlers
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from stamina.instrumentation import set_on_retry_hooks

from fleetdesk.base.files import is_odd
from fleetdesk.base.translation import source

FILE_BYTES, FILES = 2_000_000, 3
SECRET_KEYS = re.compile(r"password|token|jwt|secret|authorization", re.IGNORECASE)
SECRET_TEXT = re.compile(r"(?i)\b(bearer|vezma)\s+[\w.~+/=-]{16,}|eyJ[\w-]+\.[\w-]+\.[\w-]*")
HIDDEN = "[hidden]"
SHORTEST, LONGEST = 4, 20_000
_secrets: set[str] = set()


def hide(secret: str | None) -> None:
    """Hide this text wherever it turns up from now on; very short ones would hide half of every word."""
    if secret and len(secret) >= SHORTEST:
        _secrets.add(secret)


def clean(text: str) -> str:
    """Return the text without known secrets, and without what looks like a token."""
    for secret in _secrets:
        text = text.replace(secret, HIDDEN)
    return SECRET_TEXT.sub(HIDDEN, text)


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide values under telling names, and secrets inside texts, however deep they lie."""
    for key, value in event.items():
        event[key] = _clean_value(key, value)
    return event


def _clean_value(key: object, value: Any) -> Any:
    if SECRET_KEYS.search(str(key)):
        return HIDDEN
    if isinstance(value, dict):
        return {clean(str(inner)): _clean_value(inner, each) for inner, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean_value("", each) for each in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return clean(str(source(value))[: 2 * LONGEST])[:LONGEST]


def start(folder: Path | None, level: int = logging.INFO) -> None:
    """Log into a file in `folder`, or nowhere; httpx and its kin stay quiet, for they log whole addresses."""
    root = logging.getLogger("fleetdesk")
    before, root.handlers[:] = root.handlers[:], [_handler(folder)]
    for each in before:
        each.close()
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
    file = folder / "fleetdesk.base.log"
    if is_odd(file):  # opening a pipe would wait for ever
        return logging.NullHandler()
    return logging.handlers.RotatingFileHandler(file, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8")
