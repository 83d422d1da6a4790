"""What the vehicle list says while it is empty."""

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, unit
from tests.ui.desk import ZONE


@pytest.fixture
def opened(qtbot):
    """Makes a list without vehicles; whether accounts are set up is the test's."""

    def make(*, has_accounts):
        store = Store(lambda: NOW)
        pane = VehiclesPane(store, lambda: LIGHT, ZONE, Whereabouts(), lambda: has_accounts)
        qtbot.addWidget(pane)
        pane.show()
        return store, pane

    return make


def said(pane):
    return next(each.text() for each in pane.findChildren(Paragraph) if each.objectName() == "EmptyTitle")


def connects(pane):
    return next(
        each.isVisible() for each in pane.findChildren(QPushButton) if each.accessibleName() == "Connect first account"
    )


def test_without_an_account_it_offers_to_connect_one(opened):
    _store, pane = opened(has_accounts=False)
    assert (said(pane), connects(pane)) == ("No account yet", True)


def test_a_start_with_accounts_never_says_that_there_is_none(opened):
    store, pane = opened(has_accounts=True)
    assert (said(pane), connects(pane)) == ("No vehicles yet", False)
    store.set_link(Link("m", "Metrotec", LinkStatus.CONNECTING, ""))
    assert (said(pane), connects(pane)) == ("No vehicles yet", False)
    store.apply_units("m", [unit("242KDN")])
    store.apply_units("m", [])
    assert not connects(pane)
