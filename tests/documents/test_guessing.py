"""The type of a document, guessed with its reason, and what is odd about a type."""

from datetime import datetime

import pytest

from fleetdesk.documents.facts import Facts
from fleetdesk.documents.guessing import guess, odd
from fleetdesk.domain.documents import DocumentType

PDF = Facts(mime="application/pdf", width=595, height=842)
PHOTO = Facts(mime="image/jpeg", width=4000, height=3000, camera="Nokia 8")


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("CMR 1234.pdf", DocumentType.CMR),
        ("2026_eCMR_77.pdf", DocumentType.CMR),
        ("cmr1234.jpg", DocumentType.CMR),
        ("Frachtbrief.pdf", DocumentType.CMR),
        ("saateleht-5.pdf", DocumentType.DELIVERY_NOTE),
        ("Delivery Note 5.pdf", DocumentType.DELIVERY_NOTE),
        ("Lieferschein.pdf", DocumentType.DELIVERY_NOTE),
        ("pavadzīme 12.pdf", DocumentType.DELIVERY_NOTE),
        ("Rahtikirja.pdf", DocumentType.DELIVERY_NOTE),
        ("dodací list.pdf", DocumentType.DELIVERY_NOTE),
        ("накладная 7.pdf", DocumentType.DELIVERY_NOTE),
        ("Tellimus 88.pdf", DocumentType.ORDER),
        ("TransportOrder 12.pdf", DocumentType.ORDER),
        ("allkiri.png", DocumentType.RECEIVER_SIGNATURE),
        ("saatja allkiri.png", DocumentType.SENDER_SIGNATURE),
        ("podpis kierowca.png", DocumentType.CARRIER_SIGNATURE),
        ("signature_driver.png", DocumentType.CARRIER_SIGNATURE),
    ],
)
def test_the_name_tells_the_type_in_many_languages(name, type_):
    found = guess(name, "application/pdf", PDF)
    assert found.type is type_
    assert found.reason.startswith("Its name has the word")


@pytest.mark.parametrize("name", ["border.pdf", "ordered goods.pdf", "acmrx.pdf", "podpisane.pdf", "scan.cmr.d", ""])
def test_a_part_of_a_word_tells_nothing(name):
    assert guess(name.replace(".cmr", ""), "application/pdf", PDF).type is DocumentType.OTHER


def test_one_a4_page_with_the_word_cmr_is_one():
    text = "International consignment\nCMR\n1 Sender"
    found = guess("scan.pdf", "application/pdf", Facts("application/pdf", 1, 595, 842, text=text))
    assert found == guess("x.pdf", "application/pdf", Facts("application/pdf", 1, 842, 595, text=text))
    assert (found.type, found.reason) == (DocumentType.CMR, "It is one A4 page, and its text has the word CMR.")


def test_a_price_list_that_mentions_a_cmr_is_none():
    text = "Price list for carriage " + "of goods " * 20 + " CMR insurance"
    assert (
        guess("x.pdf", "application/pdf", Facts("application/pdf", 9, 595, 842, text=text)).type is DocumentType.OTHER
    )


def test_a_text_that_begins_with_lieferschein_is_a_delivery_note():
    found = guess("x.pdf", "application/pdf", Facts("application/pdf", 2, 595, 842, text="Firma X\nLieferschein Nr. 5"))
    assert (found.type, found.reason) == (DocumentType.DELIVERY_NOTE, "Its text begins with “lieferschein”.")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (PHOTO, "Nokia 8"),
        (Facts("image/jpeg", width=800, height=600, taken=datetime.fromisoformat("2026-01-01")), "a photo"),
        (Facts("image/jpeg", width=4032, height=3024), "shape and size of a photo"),
        (Facts("image/png", width=300, height=90), "does not say"),
    ],
)
def test_a_picture_is_an_image_for_a_reason(facts, words):
    found = guess("IMG_1", facts.mime, facts)
    assert found.type is DocumentType.IMAGE
    assert words in found.reason


def test_a_pdf_that_says_nothing_is_other():
    assert guess("scan0001.pdf", "application/pdf", PDF) == guess("a.pdf", "application/pdf", PDF)
    assert guess("scan0001.pdf", "application/pdf", PDF).type is DocumentType.OTHER


@pytest.mark.parametrize(
    ("type_", "facts", "words"),
    [
        (DocumentType.CMR, Facts("image/jpeg", width=200, height=200), "200 × 200 pixels"),
        (DocumentType.DELIVERY_NOTE, Facts("image/png", width=3000, height=500), "narrow strip"),
        (DocumentType.SENDER_SIGNATURE, PHOTO, "12 megapixels"),
        (DocumentType.IMAGE, PDF, "not a picture"),
        (DocumentType.CARRIER_SIGNATURE, Facts("application/pdf", pages=3), "3 pages"),
        (DocumentType.CMR, Facts("application/pdf", pages=40), "40 pages"),
    ],
)
def test_a_type_that_hardly_fits_is_said(type_, facts, words):
    assert words in odd(type_, facts)


@pytest.mark.parametrize(
    ("type_", "facts"),
    [
        (DocumentType.CMR, PHOTO),
        (DocumentType.CMR, PDF),
        (DocumentType.RECEIVER_SIGNATURE, Facts("image/png", width=400, height=150)),
        (DocumentType.IMAGE, PHOTO),
        (DocumentType.CMR, Facts("image/jpeg")),
    ],
)
def test_a_type_that_fits_is_not_remarked_on(type_, facts):
    assert odd(type_, facts) == ""
