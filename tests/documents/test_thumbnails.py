"""Documents are looked at in a process of their own: what comes back."""

import io
from datetime import datetime, timedelta, timezone
from importlib.util import find_spec

import img2pdf
import pikepdf
import pytest
from PIL import Image

from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import Viewer
from tests.documents.made import HEIC_BOX, exif, halves, pdf
from tests.documents.seen import PATIENT_S, joined, look, opened, sides


async def test_a_photo_is_seen_upright_with_its_time_and_place(put):
    taken = exif(6, "2026:11:20 10:11:12", "+02:00", "Nokia", (59.437, 24.7536))
    seen = await look(put("a.jpg", halves(800, 600, exif=taken)), most_px=300)
    assert (seen.facts.width, seen.facts.height) == (600, 800)
    assert seen.facts.taken == datetime(2026, 11, 20, 10, 11, 12, tzinfo=timezone(timedelta(hours=2)))
    assert (seen.facts.lat, seen.facts.lon) == pytest.approx((59.437, 24.7536), abs=1e-5)
    assert seen.facts.camera == "Nokia"
    small = opened(seen.data)
    assert (small.format, max(small.size)) == ("PNG", 300)
    assert sides(small)[1::2] == ["red", "blue"]


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_every_way_to_hold_a_camera_ends_upright(put, orientation):
    """Red comes to the left, or where it stands after the turn that EXIF 2.3, table 6, asks for."""
    seen = await look(put("a.jpg", halves(exif=exif(orientation))))
    red = {1: 0, 2: 2, 3: 2, 4: 0, 5: 1, 6: 1, 7: 3, 8: 3}[orientation]
    assert sides(opened(seen.data))[red] == "red"


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "TIFF", "AVIF"])
async def test_every_kind_of_picture_is_seen(put, kind):
    seen = await look(put(f"a.{kind.lower()}", halves(kind=kind)))
    assert (seen.facts.width, seen.facts.height, seen.facts.pages) == (640, 480, 1)
    assert sides(opened(seen.data))[0::2] == ["red", "blue"]


async def test_a_pdf_has_pages_text_and_a_picture(put):
    seen = await look(put("a.pdf", pdf("CMR\nORDER-77", "page two")), most_px=200)
    assert (seen.facts.mime, seen.facts.pages, seen.facts.width, seen.facts.height) == ("application/pdf", 2, 595, 842)
    assert seen.facts.text.split() == ["CMR", "ORDER-77", "page", "two"]
    assert max(opened(seen.data).size) == 200


async def test_the_pages_of_a_tiff_are_counted(put):
    file = io.BytesIO()
    first, *others = (Image.new("L", (60, 80), shade) for shade in (0, 100, 200))
    first.save(file, "TIFF", save_all=True, append_images=others)
    path = put("a.tif", file.getvalue())
    assert (await look(path)).facts.pages == 3
    last = await Viewer().page(path, "a.tif", 2, 60, deadline_s=PATIENT_S)
    assert opened(last.data).convert("L").getpixel((30, 40)) == 200


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
async def test_a_moving_picture_is_seen_as_it_begins(put, kind):
    file = io.BytesIO()
    first, *others = (Image.new("RGB", (600, 80), colour) for colour in ("red", "blue", "green"))
    first.save(file, kind, save_all=True, append_images=others)
    for most in (100, 900):
        seen = await look(put("a", file.getvalue()), most_px=most)
        assert sides(opened(seen.data))[0] == "red"
        assert (seen.facts.pages, opened(seen.data).width) == (1, min(most, 600))


@pytest.mark.skipif(find_spec("zxingcpp") is None, reason="no reader of barcodes here")
async def test_barcodes_are_read_from_pictures_and_pdfs(put):
    import zxingcpp

    drawn = zxingcpp.create_barcode("ORDER-77", zxingcpp.BarcodeFormat.Code128).to_image(scale=3)
    page, file = Image.new("L", (1200, 1600), 255), io.BytesIO()
    page.paste(Image.fromarray(drawn) if not isinstance(drawn, Image.Image) else drawn, (200, 300))
    page.save(file, "PNG")
    for path in (put("a.png", file.getvalue()), put("a.pdf", img2pdf.convert(file.getvalue()))):
        assert (await look(path)).facts.barcodes == ("ORDER-77",)


@pytest.mark.parametrize(("turn", "red"), [(0, 0), (90, 1), (180, 2), (270, 3)])
async def test_a_page_is_turned_clockwise(put, turn, red):
    for path in (put("a.jpg", halves()), put("a.pdf", (await joined(put("b.jpg", halves()))).data)):
        seen = await Viewer().page(path, path.name, 0, 300, turn, PATIENT_S)
        image = opened(seen.data)
        assert image.width == 300
        assert sides(image)[red] == "red"
        assert (image.height > image.width) == (turn in (90, 270))


async def test_a_page_that_is_not_there_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"a\.pdf has no page 3\."):
        await Viewer().page(put("a.pdf", pdf("1", "2")), "a.pdf", 2, 300, deadline_s=PATIENT_S)


async def test_heic_that_cannot_be_read_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"a\.heic is (damaged|HEIC)"):
        await look(put("a.heic", HEIC_BOX + bytes(200)))


async def test_a_pdf_with_a_password_says_so(put):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as made:
        made.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(FleetError, match=r"a\.pdf has a password\. Save it without one\."):
        await look(put("a.pdf", file.getvalue()))
    with pytest.raises(FleetError, match="has a password"):
        await joined(put("a.pdf", file.getvalue()))
