"""Documents dragged out: named copies that are ready before the drag begins."""

import asyncio
from pathlib import Path

import pytest

from fleetdesk.domain.documents import DocumentType
from fleetdesk.storage.outbox.documents import Filed
from tests.ui.documents.test_controller import DocumentsDesk, document


@pytest.fixture
def out(qapp, tmp_path):
    desk = DocumentsDesk(tmp_path)
    upload = desk.upload("cmr ../7.jpg", b"paper", DocumentType.CMR)
    desk.document_store.add_filed([Filed("m", "7", upload.sha256, "cmr", 5, upload.blob, "cmr ../7.jpg", 0.0)])
    desk.listed(document(5), document(6))
    yield desk
    desk.outbox.close()
    desk.pane.deleteLater()


async def choose(out, number):
    """Chooses the document as a click would, and waits until its copy is ready."""
    key = next(key for key, row in out.pane.document_rows.rows.items() if row.document and row.document.id == number)
    out.pane.table.selectRow(out.pane.table.rows.row(key))
    await asyncio.gather(*out.background.running)
    return key


def carried(out, key):
    """The file that another program gets."""
    (url,) = out.drag_out.data_for((key,)).urls()
    return Path(url.toLocalFile())


def overwrite(path):
    path.write_bytes(b"other")


def contents(*paths):
    return [path.read_bytes() for path in paths]


async def test_a_document_of_this_computer_is_carried_as_a_file_with_its_name(out):
    key = await choose(out, 5)
    path = carried(out, key)
    assert (path.name, contents(path)) == ("cmr .._7.jpg", [b"paper"])


async def test_what_other_programs_do_to_it_does_not_reach_ours(out):
    key = await choose(out, 5)
    overwrite(carried(out, key))
    assert contents(*out.folder.iterdir()) == [b"paper"]


async def test_a_document_that_is_only_on_the_server_is_not_carried(out):
    assert out.drag_out.data_for((await choose(out, 6),)) is None


async def test_last_times_copies_go_at_the_start(out):
    await choose(out, 5)
    out.drag_out.clean_up()
    assert not (out.folder.parent / "out").exists()
