"""The dialog that connects an account asks whether there is a keyring, and opens all the same where none answers."""

import threading

import keyring

from fleetdesk.profile import secrets
from fleetdesk.ui.accounts import controller


async def test_a_keyring_that_never_answers_keeps_no_dialog_waiting(monkeypatch):
    free = threading.Event()
    monkeypatch.setattr(controller, "AVAILABLE_S", 0.01)
    monkeypatch.setattr(keyring, "get_keyring", lambda: free.wait(60))
    assert await controller.has_keyring() is False
    free.set()


async def test_a_keyring_that_answers_is_offered(monkeypatch):
    system = type("Keyring", (), {"__module__": secrets.SYSTEM_KEYRINGS[0]})
    monkeypatch.setattr(keyring, "get_keyring", system)
    assert await controller.has_keyring() is True
