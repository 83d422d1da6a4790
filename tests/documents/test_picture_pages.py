"""Pictures become pages that show what the desk shows: every frame, every way to hold a camera, every depth."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, TiffImagePlugin

from fleetdesk.documents.decoder_client import Viewer
from tests.day_seed import cases_of_the_day
from tests.documents.made import exif, halves
from tests.documents.seen import PATIENT_S, joined, look, opened, sides


def shaded(mode, number=0):
    """A picture of 90 by 60 whose left third is dark, and whose right third is darker with each number."""
    image = Image.new("L", (90, 60), 255)
    image.paste(0, (0, 0, 30, 60))
    image.paste(200 - 40 * number, (60, 0, 90, 60))
    return image.convert("RGB").quantize(16) if mode == "P" else image.convert(mode)


def tiff(*images, **how):
    file = io.BytesIO()
    images[0].save(file, "TIFF", save_all=True, append_images=images[1:], **how)
    return file.getvalue()


def deep(values, kind="TIFF", **how):
    file = io.BytesIO()
    Image.fromarray(values).save(file, kind, **how)
    return file.getvalue()


def drawn(data, number=0):
    """The page's picture, which stands in its middle, without the white around it."""
    page = pypdfium2.PdfDocument(data)[number]
    left, bottom, right, top = next(iter(page.get_objects())).get_bounds()
    wide, high = right - left, top - bottom
    if page.get_rotation() % 180:
        wide, high = high, wide
    x, y = page.get_width() / 2, page.get_height() / 2
    box = (2 * x - wide, 2 * y - high, 2 * x + wide, 2 * y + high)
    return page.render(scale=2).to_pil().convert("RGB").crop(tuple(map(round, box)))


async def page(path, number=0):
    return opened((await Viewer().page(path, path.name, number, 200, deadline_s=PATIENT_S)).data).convert("RGB")


def apart(one, other):
    """How far two pictures are from one another, at most, over areas of a ninth (0 to 255)."""
    one, other = (np.asarray(each.resize((9, 9), Image.Resampling.BOX), dtype=int) for each in (one, other))
    inner = np.s_[1:8:3, 1:8:3]
    return np.abs(one[inner] - other[inner]).max()


async def is_shown_alike(path, pages):
    made = await joined(path)
    assert (made.facts.pages, (await look(path)).facts.pages) == (pages, pages)
    for number in range(pages):
        seen, document = await page(path, number), drawn(made.data, number)
        assert (seen.width > seen.height) == (document.width > document.height)
        assert apart(seen, document) < 45  # readers differ in how they make RGB of CMYK
    return made


MODES = ("1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "YCbCr", "LAB")


@pytest.mark.parametrize(
    ("mode", "packing"),
    cases_of_the_day(
        [
            *((mode, "raw") for mode in MODES),
            *(("1", packing) for packing in ("group3", "group4", "packbits")),
            *((mode, "jpeg") for mode in ("L", "RGB", "CMYK")),
            *((mode, "tiff_lzw") for mode in ("P", "RGB", "RGBA", "CMYK")),
        ],
        6,
    ),
)
async def test_every_page_of_a_tiff_becomes_one(put, mode, packing):
    data = tiff(*(shaded(mode, number) for number in range(3)), compression=packing)
    await is_shown_alike(put("a.tif", data), 3)


async def test_pages_of_different_kinds_in_one_tiff_become_pages(put):
    kinds = [
        shaded("1"),
        shaded("P", 1),
        shaded("CMYK", 2),
        shaded("RGB", 3),
        Image.fromarray(np.full((60, 90), 9000, "u2")),
    ]
    await is_shown_alike(put("a.tif", tiff(*kinds)), 5)


async def test_a_smaller_copy_and_a_mask_in_a_tiff_are_no_pages(put):
    file = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(file, True) as writer:
        for subfile, number in ((0, 0), (1, 1), (4, 2), (2, 3)):
            shaded("RGB", number).save(writer, "TIFF", tiffinfo={254: subfile})
            writer.newFrame()
    made = await is_shown_alike(put("a.tif", file.getvalue()), 2)
    assert apart(drawn(made.data, 1), shaded("RGB", 3)) < 30


@pytest.mark.parametrize(
    ("kind", "orientation"),
    cases_of_the_day(
        [
            *((kind, way) for kind in ("JPEG", "PNG", "TIFF") for way in range(1, 9)),
            ("WEBP", 5),
            ("WEBP", 8),
            ("AVIF", 5),
            ("AVIF", 6),
        ],
        9,
    ),
)
async def test_every_way_to_hold_a_camera_is_upright_on_the_desk_and_in_the_pdf(put, kind, orientation):
    how = {"tiffinfo": {274: orientation}} if kind == "TIFF" else {"exif": exif(orientation)}
    path = put("a", halves(kind=kind, **how))
    red = {1: 0, 2: 2, 3: 2, 4: 0, 5: 1, 6: 1, 7: 3, 8: 3}[orientation]
    seen, made = await look(path), await joined(path)
    assert sides(opened(seen.data))[red] == "red"
    assert sides(drawn(made.data))[red] == "red"
    assert (seen.facts.width > seen.facts.height) == (orientation < 5)


@pytest.mark.parametrize("orientation", cases_of_the_day(range(1, 9), 3))
async def test_a_photo_that_is_alike_on_no_two_sides_is_the_same_on_the_desk_and_in_the_pdf(put, orientation):
    image, file = Image.new("L", (900, 600), 255), io.BytesIO()
    image.paste(0, (0, 0, 300, 200))
    image.paste(120, (300, 0, 600, 200))
    image.save(file, "JPEG", exif=exif(orientation))
    await is_shown_alike(put("a.jpg", file.getvalue()), 1)


async def test_a_mirrored_photo_keeps_its_bytes(put):
    photo = halves(exif=exif(7))
    with pikepdf.open(io.BytesIO((await joined(put("a.jpg", photo))).data)) as whole:
        assert next(iter(whole.pages[0].get_images().values())).read_raw_bytes() == photo


@pytest.mark.parametrize("orientation", [1, 5, 6])
async def test_a_photo_of_two_pictures_is_one_page_with_the_first_and_its_bytes(put, orientation):
    file = io.BytesIO()
    first, second = Image.open(io.BytesIO(halves())), Image.new("RGB", (640, 480), "green")
    first.save(file, "MPO", save_all=True, append_images=[second], exif=exif(orientation))
    path = put("a.jpg", file.getvalue())
    with Image.open(path) as image:
        assert getattr(image, "n_frames", 1) == 2
    made = await is_shown_alike(path, 1)
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        inside = next(iter(whole.pages[0].get_images().values())).read_raw_bytes()
    assert len(inside) < 0.7 * len(file.getvalue())
    assert Image.open(io.BytesIO(inside)).format == "JPEG"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
async def test_a_moving_picture_is_one_page(put, kind):
    file = io.BytesIO()
    first, *others = (Image.new("RGB", (600, 80), colour) for colour in ("red", "blue", "green"))
    first.save(file, kind, save_all=True, append_images=others)
    made = await is_shown_alike(put("a", file.getvalue()), 1)
    assert sides(drawn(made.data))[0] == "red"


STEPS = np.tile(np.linspace(0, 1, 90), (60, 1))


@pytest.mark.parametrize(
    ("values", "middle"),
    cases_of_the_day(
        [
            ((STEPS * 65535).astype("<u2"), 128),
            ((STEPS * 65535).astype(">u2"), 128),
            ((STEPS * 4095).astype("u2"), 128),  # a scanner of 12 bits
            ((STEPS * 255).astype("u2"), 128),
            ((STEPS * 65535).astype("i4"), 128),
            ((STEPS * 2_000_000).astype("i4"), 128),
            (((STEPS - 0.5) * 2000).astype("i4"), 128),
            (STEPS.astype("f4"), 128),
            ((STEPS * 255).astype("f4"), 128),
            ((STEPS * 1e-4).astype("f4"), 128),
            (((STEPS - 0.5) * 1e9).astype("f4"), 128),
            (np.where(STEPS < 0.1, np.nan, STEPS).astype("f4"), 128),
            (np.full((60, 90), 32768, "u2"), 128),
            (np.full((60, 90), 0, "u2"), 0),
        ],
        5,
    ),
)
async def test_deep_greys_are_shown_and_become_a_page(put, values, middle):
    path = put("a.tif", deep(values))
    await is_shown_alike(path, 1)
    seen = await page(path)
    assert abs(seen.getpixel((seen.width // 2, 20))[0] - middle) < 8


async def test_a_deep_grey_png_and_a_tiff_whose_zero_is_white_are_shown(put):
    await is_shown_alike(put("a.png", deep((STEPS * 65535).astype("u2"), "PNG")), 1)
    white = put("white.tif", deep((STEPS * 65535).astype("u2"), tiffinfo={262: 0}))
    assert (await page(white)).getpixel((5, 20))[0] > 200
    await is_shown_alike(white, 1)


@pytest.mark.parametrize("said", ["WWL\0(Polaroid)\0", "\0WWL", "WWL\r\n", "WWL\0\0\0"])
async def test_the_camera_s_name_ends_at_its_nul(put, said):
    seen = await look(put("a.jpg", halves(exif=exif(make=said))))
    assert seen.facts.camera == "WWL"
