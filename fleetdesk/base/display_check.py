"""Finds out before Qt does whether a window can be opened here: Qt itself ends the program where it cannot."""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from fleetdesk.base import system_libraries
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _

WAY_OUT = _(
    "Start FleetDesk in a desktop session, or take the tour, which needs no display: fleetdesk demo --tour DIR."
)
NO_WINDOW_MANAGER = _(
    "No window manager runs on this display: windows cannot be moved, and none comes to the front. Start one, such as "
    "openbox, if FleetDesk does not take the keyboard."
)


def check(environment: Mapping[str, str] = os.environ) -> str | None:
    """Raise FleetError with what to do where Qt's libraries or the display are not there.

    Return a sentence where a window can be opened but something about the display gets in the way, else None.
    """
    missing = system_libraries.missing()
    if missing:
        names = ", ".join(each.soname for each in missing)
        raise FleetError(
            together(
                _("Qt needs system libraries that are not here: {libraries}.").format(libraries=names),
                system_libraries.advice(missing),
            )
        )
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return None
    return _check_display(environment)


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a display is named at all; always True on systems other than Linux."""
    return not sys.platform.startswith("linux") or bool(
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


def _check_display(environment: Mapping[str, str]) -> str | None:
    display, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    if not has_display(environment):
        raise FleetError(together(_("There is no display here, so no window can be opened."), WAY_OUT))
    if wayland and _wayland_socket(wayland, environment).exists():
        return None
    managed = _has_window_manager(display) if display else None
    if managed is None:
        raise FleetError(together(_silent(wayland, display), WAY_OUT))
    return None if managed else NO_WINDOW_MANAGER


def _silent(wayland: str, display: str) -> str:
    if wayland and display:
        return _("No display answers at {wayland} and {display}, so no window can be opened.").format(
            wayland=wayland, display=display
        )
    return _("No display answers at {display}, so no window can be opened.").format(display=wayland or display)


def _wayland_socket(name: str, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_RUNTIME_DIR", "/"), name)  # an absolute name stays as it is


def _has_window_manager(display: str) -> bool | None:
    """Return whether a window manager runs on this X display; None where no X server takes the connection."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    opened = x11.XOpenDisplay(display.encode())
    if not opened:
        return None
    try:
        return _has_root_property(x11, ctypes.c_void_p(opened), b"_NET_SUPPORTING_WM_CHECK")
    finally:
        x11.XCloseDisplay(ctypes.c_void_p(opened))


def _has_root_property(x11: ctypes.CDLL, display: ctypes.c_void_p, name: bytes) -> bool:
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
    root, atom = x11.XDefaultRootWindow(display), x11.XInternAtom(display, name, 0)
    kind, bits, count, rest = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
    data = ctypes.c_void_p()
    x11.XGetWindowProperty(
        display,
        ctypes.c_ulong(root),
        ctypes.c_ulong(atom),
        ctypes.c_long(0),
        ctypes.c_long(1),
        0,
        ctypes.c_ulong(0),
        ctypes.byref(kind),
        ctypes.byref(bits),
        ctypes.byref(count),
        ctypes.byref(rest),
        ctypes.byref(data),
    )
    if data:
        x11.XFree(data)
    return kind.value != 0
