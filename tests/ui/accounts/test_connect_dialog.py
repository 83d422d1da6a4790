"""The dialog that connects an account asks for what the service and the way to sign in need, and no more."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fleetdesk.ui.accounts.connect_dialog import ConnectDialog


@pytest.fixture
def dialog(qapp, qtbot):
    made = ConnectDialog({"metrotec": "https://api.example.com/api/", "vezma": "https://v.example.com/"}, False)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def asked(dialog):
    return {each.accessibleName() for each in (dialog.sign_in, dialog.username, dialog.secret) if each.isVisible()}


def test_a_password_or_an_api_key_for_metrotec(dialog):
    assert asked(dialog) == {"Sign in with", "User name", "Password or token"}
    dialog.username.setText("me")
    dialog.sign_in.setCurrentText("API key")
    assert asked(dialog) == {"Sign in with", "API key"}
    dialog.secret.setText("KEY")
    assert (dialog.wish.sign_in, dialog.wish.username, dialog.wish.secret) == ("api_key", "", "KEY")


def test_vezma_has_a_token_only(dialog):
    dialog.sign_in.setCurrentText("API key")
    dialog.service.setCurrentText("VEZMA")
    assert asked(dialog) == {"Password or token"}
    assert dialog.wish.sign_in == "password"
    dialog.service.setCurrentText("Metrotec")
    assert asked(dialog) == {"Sign in with", "API key"}


@pytest.mark.parametrize(
    ("service", "way", "words"),
    [("Metrotec", "password", "password"), ("Metrotec", "api_key", "admin"), ("VEZMA", "password", "token")],
)
def test_an_empty_secret_is_asked_for_by_its_name(dialog, service, way, words):
    dialog.service.setCurrentText(service)
    dialog.sign_in.setCurrentIndex(dialog.sign_in.findData(way))
    dialog.connect_.click()
    (answer,) = [each for each in dialog.findChildren(QLabel) if each.accessibleName() == "Answer"]
    assert words in answer.text()


def test_a_server_with_other_addresses_can_be_connected_and_learnt(dialog):
    wanted = []
    dialog.learn_wanted.connect(wanted.append)
    dialog.secret.setText("p")
    dialog.say("The server refused: 404", unknown_paths=True)
    assert dialog.learn.isVisible()
    dialog.learn.click()
    assert [each.secret for each in wanted] == ["p"]
    dialog.say("The server cannot be reached.")
    assert not dialog.learn.isVisible()
