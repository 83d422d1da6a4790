"""Documents joined, converted, and gathered into a dossier."""

import io
import sys
from datetime import datetime

import pikepdf
import pytest
from PIL import Image

from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import NamedFile, Viewer
from tests.conftest import ROOT
from tests.documents.corpus_pdfs import CATALOG, TREE, made_pdf
from tests.documents.made import exif, halves, pdf, picture
from tests.documents.seen import PATIENT_S, joined, look


async def test_photos_arejoined_in_their_order_and_without_loss(put):
    photos = [picture(640, 480, colour="red"), picture(300, 400, colour="blue")]
    made = await joined(put("b.jpg", photos[0]), put("a.jpg", photos[1]))
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        inside = [next(iter(page.get_images().values())).read_raw_bytes() for page in whole.pages]
    assert inside == photos
    assert made.facts.pages == 2


@pytest.mark.parametrize(
    ("data", "words"), [(picture()[:900], "is damaged or cut off"), (None, "is not there any more")]
)
async def test_the_sheet_that_cannot_be_joined_is_named(put, data, words):
    second = put("b.jpg", picture())
    if data is None:
        second.unlink()
    else:
        second.write_bytes(data)
    with pytest.raises(FleetError, match=rf"b\.jpg {words}"):
        await joined(put("a.jpg", picture()), second)


async def test_a_photo_taken_sideways_stands_upright_in_the_pdf_and_is_turned_on_top(put):
    path = put("a.jpg", halves(exif=exif(6)))
    for turn, wanted in ((0, 90), (90, 180)):
        with pikepdf.open(io.BytesIO((await joined(path, turn=turn)).data)) as whole:
            assert whole.pages[0].Rotate == wanted


async def test_the_same_sheets_give_the_same_pdf(put):
    path = put("a.jpg", halves())
    assert (await joined(path)).data == (await joined(path)).data


async def test_every_kind_can_bejoined(put):
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 100)).save(clear, "PNG")
    kinds = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF")
    paths = [put(f"a{number}", halves(kind=kind)) for number, kind in enumerate(kinds)]
    made = await joined(*paths, put("clear.png", clear.getvalue()), put("a.pdf", pdf("1", "2")))
    assert made.facts.pages == len(kinds) + 3


async def test_a_picture_is_converted_to_jpeg_with_its_time_and_upright(put):
    path = put("a.png", halves(kind="PNG", exif=exif(6, "2026:11:20 10:11:12")))
    made = await Viewer().convert(path, "a.png", PATIENT_S)
    seen = await look(put("a.jpg", made.data))
    assert (seen.facts.mime, seen.facts.width, seen.facts.height) == ("image/jpeg", 480, 640)
    assert seen.facts.taken == datetime.fromisoformat("2026-11-20T10:11:12")


async def test_a_dossier_has_the_cover_and_every_document_and_says_what_it_could_not_read(put, tmp_path):
    sheets = [
        NamedFile(put("good.jpg", halves()), "good.jpg"),
        NamedFile(put("cut.jpg", picture()[:900]), "lõigatud ā.jpg"),
        NamedFile(put("bad.pdf", b"%PDF-1.7 nothing"), "bad.pdf"),
        NamedFile(put("last.pdf", pdf("the last")), "last.pdf"),
        NamedFile(tmp_path / "gone.pdf", "gone.pdf"),
    ]
    made = await Viewer().dossier(put("cover.pdf", pdf("Task 7")), sheets, "task 7", PATIENT_S)
    assert (made.facts.pages, made.facts.unread) == (6, (1, 2, 4))
    text = (await look(put("made.pdf", made.data))).facts.text
    assert "Task 7" in text
    assert "Here should stand: lõigatud a.jpg" in text
    assert "bad.pdf is damaged or cut off." in text
    assert "the last" in text


async def test_a_document_that_brings_the_process_down_does_not_take_the_dossier(put):
    """The process here dies of one name, as it would of a file that its decoder crashes on."""
    deadly = (
        "import json, os, sys; from fleetdesk.documents import jobs, dossiers\n"
        "from fleetdesk.reader import worker\n"
        "true = dossiers.append\n"
        "dossiers.append = lambda whole, path, name: os.abort() if name == 'bad.jpg' else true(whole, path, name)\n"
        "worker.main()"
    )
    viewer = Viewer([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{deadly}"])
    sheets = [NamedFile(put(name, halves()), name) for name in ("good.jpg", "bad.jpg")]
    made = await viewer.dossier(None, sheets, "task 7", PATIENT_S)
    assert (made.facts.pages, made.facts.unread) == (2, (1,))


async def test_what_a_pdf_would_do_by_itself_is_left_out_and_links_stay(put):
    deeds = (b"/A<</S/Launch/F(x)>>", b"/A 7", b"/A<</S/URI/URI(https://example.org)>>/AA<<>>")
    notes = b"".join(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]%s>>" % each for each in deeds)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O<</S/JavaScript/JS(x)>>>>/Annots[%s]>>" % notes
    made = await joined(put("a.pdf", made_pdf(CATALOG, TREE, page)))
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        left = whole.pages[0].obj
        assert "/AA" not in left
        assert [note.A.S if "/A" in note else None for note in left.Annots] == [None, None, pikepdf.Name.URI]
        assert not any("/AA" in note for note in left.Annots)
