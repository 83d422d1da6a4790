"""Where no window can be opened, a sentence says so; Qt itself would end the program."""

import sys

import pytest

from fleetdesk.base import display_check, system_libraries
from fleetdesk.base.errors import FleetError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "There is no display here"),
        ({"DISPLAY": ":4711"}, "No display answers at :4711"),
        ({"WAYLAND_DISPLAY": "wayland-nobody", "XDG_RUNTIME_DIR": "/nowhere"}, "No display answers at wayland-nobody"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":4711"}, "No display answers at wayland-0 and :4711"),
    ],
)
def test_no_display_is_said_with_a_way_out(environment, sentence):
    with pytest.raises(FleetError, match=sentence) as told:
        display_check.check(environment)
    assert "fleetdesk demo --tour DIR" in str(told.value)


def test_a_chosen_platform_needs_no_display():
    assert display_check.check({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_missing_libraries_are_named_with_what_brings_them(monkeypatch):
    strange = system_libraries.SystemLibrary("libfleetdesk-none.so.1", "libnone1", "none")
    monkeypatch.setattr(system_libraries, "table", lambda: (strange,))
    with pytest.raises(FleetError, match=r"not here: libfleetdesk-none\.so\.1\. Ask an administrator"):
        display_check.check({"QT_QPA_PLATFORM": "offscreen"})
