"""What a file is, by its first bytes."""

import pytest

from fleetdesk.documents.file_type import sign_of, stranger
from tests.documents.made import HEIC_BOX, pdf, picture


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (picture(8, 8, "JPEG"), "image/jpeg"),
        (picture(8, 8, "PNG"), "image/png"),
        (picture(8, 8, "GIF"), "image/gif"),
        (picture(8, 8, "WEBP"), "image/webp"),
        (picture(8, 8, "TIFF"), "image/tiff"),
        (picture(8, 8, "AVIF"), "image/avif"),
        (HEIC_BOX, "image/heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "image/heic"),
        (pdf("x"), "application/pdf"),
    ],
)
def test_what_is_sent_is_known_by_its_first_bytes(head, mime):
    assert sign_of(head[:64]) == mime


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"PK\3\4", "a ZIP archive or an Office document"),
        (b"MZ\x90\0", "a Windows program"),
        (b"\x7fELF\2", "a program"),
        (b"#!/bin/sh\n", "a script"),
        (b"Dear Sir", "a text"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "a video, or a picture of a kind that is not known here"),
        (b"BM\0\0\0\0", "a BMP picture"),
        (b"\0" * 64, "nothing but zeros"),
        (b"RIFF\0\0\0\0WAVE", "of a kind that is not known here"),
    ],
)
def test_everything_else_is_refused_by_what_it_is(head, words):
    assert sign_of(head) is None
    assert stranger(head) == words


def test_no_sign_is_found_in_half_of_it():
    for whole in (b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-", b"II*\0", b"\xff\xd8\xff", HEIC_BOX[:12]):
        assert sign_of(whole)
        assert all(sign_of(whole[:cut]) is None for cut in range(len(whole)))


@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b" \n",
        b"\0\0",
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        b"\n" * 1000,
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
        b"\xff\xfe",
    ],
)
def test_a_pdf_is_known_though_its_sign_comes_late(before):
    assert sign_of(before + pdf("x")) == "application/pdf"


@pytest.mark.parametrize(
    "head",
    [
        b"A PDF begins with %PDF-1.7 and ends.",
        b"PK\3\4 a.pdf\n%PDF-1.4",
        b"<html>\n%PDF-1.4</html>",
        b"MZ\0%PDF-1.4",
        b"\n" * 1100 + b"%PDF-1.4",
        b"\n%PDF-",
    ],
)
def test_what_only_holds_the_sign_of_a_pdf_is_none(head):
    assert sign_of(head) is None


def test_large_tiffs_are_known():
    assert {sign_of(head) for head in (b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0")} == {"image/tiff"}
