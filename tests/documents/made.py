"""Documents made for tests: pictures, PDFs and what only looks like them."""

import io

import img2pdf
import pikepdf
from PIL import Image


def picture(width=640, height=480, kind="JPEG", colour=(200, 120, 40), **saving):
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind, **saving)
    return file.getvalue()


def halves(width=640, height=480, kind="JPEG", **saving):
    """Red on the left, blue on the right: shows which way it is turned."""
    image, file = Image.new("RGB", (width, height), "blue"), io.BytesIO()
    image.paste("red", (0, 0, width // 2, height))
    image.save(file, kind, **saving)
    return file.getvalue()


def exif(orientation=None, taken=None, offset=None, make=None, place=None):
    """EXIF as a camera writes it; `place` as latitude and longitude in degrees, north and east."""
    made = Image.Exif()
    if orientation:
        made[0x0112] = orientation
    if make:
        made[0x010F] = make
    if taken:
        made.get_ifd(0x8769)[0x9003] = taken
    if offset:
        made.get_ifd(0x8769)[0x9011] = offset
    if place:
        lat, lon = (_sixtieths(each) for each in place)
        made.get_ifd(0x8825).update({1: "N", 2: lat, 3: "E", 4: lon})
    return made


def _sixtieths(degrees):
    whole, minutes = int(degrees), (degrees % 1) * 60
    return (float(whole), float(int(minutes)), round((minutes % 1) * 60, 4))


def pdf(*texts, width=595, height=842):
    """A PDF with one page for each text."""
    made, file = pikepdf.new(), io.BytesIO()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for text in texts or ("",):
        page = made.add_blank_page(page_size=(width, height))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = " ".join(f"({line}) Tj 0 -20 Td" for line in text.splitlines())
        page.Contents = made.make_stream(f"BT /F1 14 Tf 60 780 Td {lines} ET".encode())
    made.save(file)
    return file.getvalue()


def scanned(*pictures):
    return img2pdf.convert(*pictures)


HEIC_BOX = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
