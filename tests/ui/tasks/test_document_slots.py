"""The slots in the task form: filed, waiting, missing, and nothing promised that is not known."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent

from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.ui.tasks.document_slots import DocumentSlots
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.ui.documents.test_controller import DocumentsDesk, document


class SlotsDesk(DocumentsDesk):
    """The desk of documents with the slots of one task."""

    def __init__(self, folder):
        super().__init__(folder)
        self.rules = DocumentRules()
        self.tokens = LIGHT
        self.slots = DocumentSlots(self.store, self.document_store, self.rules, lambda: self.tokens)
        self.slots.show_task(self.store.tasks["m/7"])


@pytest.fixture
def made(qapp, tmp_path):
    desk = SlotsDesk(tmp_path)
    yield desk
    desk.outbox.close()
    desk.slots.deleteLater()
    desk.pane.deleteLater()


def name(made, kind=DocumentType.CMR):
    return made.slots.slots[kind].accessibleName()


def complete(made):
    done = replace(made.store.tasks["m/7"], status=TaskStatus.COMPLETED)
    made.store.apply_task(done)
    made.slots.show_task(done)


def test_what_is_filed_is_counted(made):
    made.listed(document(1), document(2), document(3, "image"))
    assert (name(made), name(made, DocumentType.IMAGE), name(made, DocumentType.ORDER)) == (
        "CMR: 2 filed",
        "Image: 1 filed",
        "Order: none",
    )


def test_before_a_server_was_asked_nothing_is_called_missing(made):
    complete(made)
    assert name(made) == "CMR: not asked yet"


def test_a_completed_task_without_a_cmr_lacks_one(made):
    made.listed()
    complete(made)
    assert name(made) == "CMR: missing"
    assert "needs CMR or delivery note" in made.slots.slots[DocumentType.CMR].toolTip()


def test_a_delivery_note_is_enough(made):
    made.listed(document(1, "delivery_note"))
    complete(made)
    assert name(made) == "CMR: none"


def test_the_companys_rules_hold(made):
    made.listed(document(1))
    made.rules.set_rules([Rule(types=(DocumentType.RECEIVER_SIGNATURE,))])
    complete(made)
    assert name(made, DocumentType.RECEIVER_SIGNATURE) == "Receiver signature: missing"


@pytest.mark.asyncio
async def test_what_waits_is_not_called_filed(made):
    made.listed()
    await made.file()
    assert name(made) == "CMR: 1 waiting"


@pytest.mark.asyncio
async def test_what_has_arrived_is_called_filed_once(made):
    op = await made.file()
    made.listed(document(5))
    made.done(op, 5)
    assert name(made) == "CMR: 1 filed"


def test_a_click_wants_a_document_of_that_type(made, qtbot):
    with qtbot.waitSignal(made.slots.slot_wanted) as asked:
        made.slots.slots[DocumentType.DELIVERY_NOTE].click()
    assert asked.args == [DocumentType.DELIVERY_NOTE]


def test_the_icons_have_the_colours_of_the_theme_in_use(made, qapp):
    def middle():
        picture = made.slots.slots[DocumentType.CMR].icon().pixmap(14, 14).toImage()
        return picture.pixelColor(picture.width() // 4, picture.height() // 2).name()

    made.listed(document(1))
    assert middle() == LIGHT.done
    made.tokens = DARK
    qapp.sendEvent(made.slots, QEvent(QEvent.Type.PaletteChange))
    assert middle() == DARK.done
