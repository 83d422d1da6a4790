"""Where what nobody caught ends up: the log, with its traceback; and how the desk ends when it is told to."""

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import structlog
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from fleetdesk.base.files import is_odd
from fleetdesk.base.log import clean
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _

log = structlog.get_logger("fleetdesk.app.hooks")
_listeners: list[Callable[[str], None]] = []
_LEVELS = {QtMsgType.QtWarningMsg: "warning", QtMsgType.QtCriticalMsg: "error", QtMsgType.QtFatalMsg: "error"}


def install(folder: Path) -> None:
    """Log uncaught errors, Qt's messages and crashes of the interpreter in the folder."""
    sys.excepthook = on_uncaught
    qInstallMessageHandler(_qt_said)
    try:
        kept = None if is_odd(folder / "crash.log") else (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        kept = None
    if kept is None:  # a pipe is not opened: that would wait for ever
        faulthandler.enable()
    else:
        faulthandler.enable(kept)


FAULT = 600


def tell(listener: Callable[[str], None] | None) -> None:
    """Set who shows on the screen that something went wrong; None while there is no window."""
    _listeners[:] = [listener] if listener else []


def on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log the error with its traceback, and write one line to the terminal, where there is one."""
    log.error("uncaught", exc_info=(kind, error, trace))
    told = _("fleetdesk: a fault of its own: {kind}: {reason}").format(kind=kind.__name__, reason=error)
    sys.stderr.write(readable(clean(told), FAULT) + "\n")
    for listener in _listeners:
        listener(kind.__name__)


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind)
    if level:
        getattr(log, level)("qt", message=message)


def on_signal(close: Callable[[], None]) -> None:
    """Close in order on SIGTERM and Ctrl+C, where the system has them."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, close)
        except (NotImplementedError, AttributeError):
            return
