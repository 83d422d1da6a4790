"""Pixels of the clipboard become a PNG elsewhere, and no preview is larger than the window can take."""

import io
import struct
import sys

import pytest
from PIL import Image

from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import Viewer
from tests.documents.made import pdf
from tests.documents.seen import PATIENT_S


def bmp(wide, high, pixels=b""):
    head = struct.pack("<IiiHHIIiiII", 40, wide, high, 1, 24, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54) + head + pixels


async def test_a_bmp_becomes_a_png():
    made = await Viewer().paste(bmp(2, 1, b"\0\0\xff\xff\0\0\0\0"), "pasted", PATIENT_S)
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size, image.getpixel((0, 0))) == ("PNG", (2, 1), (255, 0, 0))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bmp(20_000, 20_000), "more than 100 megapixels"),
        (bmp(2, 2), "damaged or cut off"),
        (b"P6 99999 99999 255\n", "more than 100 megapixels"),
        (b"<svg/>", "no picture that can be filed"),
    ],
)
async def test_what_is_none_is_a_sentence(data, words):
    with pytest.raises(FleetError, match=words):
        await Viewer().paste(data, "pasted", PATIENT_S)


@pytest.mark.parametrize("sides", [(60_000, 60_000), (2**31 - 1, 1)])
async def test_a_preview_that_would_unpack_to_more_is_not_taken(put, sides):
    """What read a hostile document is believed no more than the document."""
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", *sides)
    says = f"import sys; sys.stdout.buffer.write(b'{{\"length\": {len(data)}}}\\n' + {data!r})"
    with pytest.raises(FleetError, match="made to do harm"):
        await Viewer((sys.executable, "-c", says)).look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S)
