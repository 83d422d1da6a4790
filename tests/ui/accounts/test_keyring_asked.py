"""The dialog that connects an account asks whether there is a keyring, and opens all the same where none answers."""

import threading

from fleetdesk.profile import secrets
from fleetdesk.ui.accounts import controller


async def test_a_keyring_that_never_answers_keeps_no_dialog_waiting(monkeypatch):
    free = threading.Event()
    monkeypatch.setattr(controller, "AVAILABLE_S", 0.01)
    monkeypatch.setattr(secrets, "_any_system_keyring", lambda: free.wait(60))
    assert await controller._has_keyring() is False
    free.set()


async def test_a_keyring_that_answers_is_offered(monkeypatch):
    monkeypatch.setattr(secrets, "_any_system_keyring", lambda: True)
    assert await controller._has_keyring() is True
