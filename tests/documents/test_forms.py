"""PDFs with fields, layers, locks and damage: what a reader shows is on the desk, in the text and in the dossier."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from fleetdesk.base.errors import FleetError
from tests.day_seed import cases_of_the_day
from tests.documents.corpus_pdfs import made_pdf, stream
from tests.documents.made import pdf
from tests.documents.seen import joined, look, opened

BOX = [20, 100, 280, 130]
TEXT, MANY_LINES, CHOICE = {"FT": Name.Tx}, {"FT": Name.Tx, "Ff": 1 << 12}, {"FT": Name.Ch, "Ff": 1 << 17}


def saved(made, **how):
    file = io.BytesIO()
    made.save(file, **how)
    return file.getvalue()


def form(*fields, ask_reader=True):
    """A page of 300 by 200 points with these fields, one below the other, none of which has an appearance."""
    made = pikepdf.open(io.BytesIO(pdf("CMR", width=300, height=200)))
    made.pages[0].Contents = made.make_stream(b"BT /F1 14 Tf 5 185 Td (CMR) Tj ET")
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    notes = [
        made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=4,
                T=f"field {number}",
                DA=b"/Helv 14 Tf 0 g",
                Rect=[20, 150 - 40 * number, 280, 180 - 40 * number],
                **field,
            )
        )
        for number, field in enumerate(fields)
    ]
    made.pages[0].obj.Annots = Array(notes)
    made.Root.AcroForm = Dictionary(
        Fields=Array(notes),
        NeedAppearances=ask_reader,
        DA=b"/Helv 14 Tf 0 g",
        DR=Dictionary(Font=Dictionary(Helv=font)),
    )
    return made


def layered(*states, base=Name.ON):
    """A page with a black box in each layer, which is on or off."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 200))
    groups = [made.make_indirect(Dictionary(Type=Name.OCG, Name=f"layer {n}")) for n in range(len(states))]
    page.Resources = Dictionary(Properties=Dictionary({f"/L{n}": each for n, each in enumerate(groups)}))
    boxes = (f"/OC /L{n} BDC {20 + 60 * n} 50 40 100 re f EMC" for n in range(len(states)))
    page.Contents = made.make_stream("\n".join(boxes).encode())
    lists = {
        "ON": [g for g, on in zip(groups, states, strict=True) if on],
        "OFF": [g for g, on in zip(groups, states, strict=True) if not on],
    }
    chosen = {"/ON": lists["ON"]} if base == Name.OFF else {"/OFF": lists["OFF"]}
    made.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary({"/BaseState": base} | chosen))
    return made


def dark(image):
    return sum(image.convert("L").resize((300, 200)).histogram()[:128])


def drawn(data, number=0):
    """A page as a reader shows it."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return document[number].render(scale=1).to_pil()


async def seen_alike(put, data, slack=0.1):
    """Gives the dark pixels of a reader, after those of the desk and of the joined PDF were found to be as many."""
    path, wanted = put("a.pdf", data), dark(drawn(data))
    made = await joined(path)
    assert dark(opened((await look(path, most_px=300)).data)) == pytest.approx(wanted, rel=0.3)
    assert dark(drawn(made.data)) == pytest.approx(wanted, rel=slack)
    return wanted


FILLED = [
    TEXT | {"V": "ORD-1001"},
    TEXT | {"V": "Tõrva ÖÄ 12"},
    MANY_LINES | {"V": "Goods\nORD-1001"},
    CHOICE | {"V": "Tallinn", "Opt": Array(["Tallinn", "Tartu"])},
    {"FT": Name.Btn, "V": Name.Yes, "AS": Name.Yes},
]


@pytest.mark.parametrize(
    ("field", "ask_reader"), cases_of_the_day([(field, asks) for field in FILLED for asks in (True, False)], 4)
)
async def test_what_is_written_into_a_form_is_seen_read_and_joined(put, field, ask_reader):
    empty = dark(drawn(saved(form())))
    data = saved(form(field, ask_reader=ask_reader))
    assert await seen_alike(put, data) > empty + 20
    if isinstance(field["V"], str):
        assert field["V"] in (await look(put("b.pdf", data))).facts.text.replace("\r", "\n")
    assert "CMR" in (await look(put("c.pdf", (await joined(put("b.pdf", data))).data))).facts.text


async def test_a_value_of_the_field_above_is_read_and_a_password_is_not(put):
    made = form(TEXT | {"V": "secret", "Ff": 1 << 13}, TEXT)
    child = made.pages[0].Annots[1]
    parent = made.make_indirect(Dictionary(FT=Name.Tx, T="above", V="ORD-2002", Kids=Array([child])))
    child.Parent = parent
    made.Root.AcroForm.Fields = Array([made.pages[0].Annots[0], parent])
    text = (await look(put("a.pdf", saved(made)))).facts.text
    assert "ORD-2002" in text
    assert "secret" not in text


async def test_what_is_typed_onto_a_page_is_read(put):
    made = pikepdf.open(io.BytesIO(pdf("CMR")))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=BOX, Contents="ORD-3003", DA=b"/Helv 12 Tf 0 g")
    made.pages[0].obj.Annots = Array([note])
    assert "ORD-3003" in (await look(put("a.pdf", saved(made)))).facts.text


async def test_two_forms_with_the_same_field_keep_their_own_values(put):
    paths = [put(f"{n}.pdf", saved(form(TEXT | {"V": value}))) for n, value in enumerate(("ORD-1001", "I"))]
    made = await joined(*paths)
    assert [dark(drawn(made.data, n)) for n in (0, 1)] == pytest.approx(
        [dark(drawn(p.read_bytes())) for p in paths], rel=0.1
    )


async def test_links_stay_beside_the_fields(put):
    made = form(TEXT | {"V": "ORD-1001"})
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=BOX, A=Dictionary(S=Name.URI, URI="https://example.org"))
    made.pages[0].obj.Annots.append(made.make_indirect(link))
    with pikepdf.open(io.BytesIO((await joined(put("a.pdf", saved(made)))).data)) as whole:
        assert [note.Subtype for note in whole.pages[0].Annots] == [Name.Link]


@pytest.mark.parametrize("base", [Name.ON, Name.OFF])
async def test_layers_are_joined_as_a_reader_shows_them(put, base):
    assert await seen_alike(put, saved(layered(True, False, True, base=base))) == pytest.approx(8000, rel=0.05)


async def test_the_layers_of_each_document_stay_its_own(put):
    paths = [
        put(f"{n}.pdf", saved(layered(*on))) for n, on in enumerate([(True, False), (False, False, True), (False,)])
    ]
    made = await joined(*paths)
    assert [round(dark(drawn(made.data, n)) / 4000) for n in range(3)] == [1, 1, 0]


async def test_a_pdf_that_only_its_owner_may_change_is_joined(put):
    lock = pikepdf.Encryption(owner="owner", user="", R=6)
    made = await joined(put("a.pdf", saved(form(TEXT | {"V": "ORD-1001"}), encryption=lock)))
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        assert not whole.is_encrypted
    assert dark(drawn(made.data)) > 200


async def test_a_pdf_with_an_attachment_is_joined(put):
    made = pikepdf.open(io.BytesIO(pdf("CMR", width=300, height=200)))
    made.attachments["order.xml"] = b"<order/>"
    await seen_alike(put, saved(made))


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n" * 900])
async def test_a_pdf_whose_sign_comes_late_is_shown_and_joined(put, before):
    path = put("a.pdf", before + pdf("ORD-1001"))
    assert "ORD-1001" in (await look(path)).facts.text
    assert (await joined(path)).facts.pages == 1


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>"
TREE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
LOCKED_ATTACHMENTS = (
    b"<</Filter/Standard/V 4/R 4/Length 128/P -4/O<%s>/U<%s>/StmF/Identity/StrF/Identity/EFF/StdCF"
    b"/CF<</StdCF<</CFM/AESV2/AuthEvent/EFOpen/Length 16>>>>>>" % (b"00" * 32, b"00" * 32)
)


@pytest.mark.parametrize(
    ("catalog", "tree", "more", "trailer"),
    [
        (b"<</Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R 2 0 R]>>", b"null", b""),
        (b"<</Pages 3 0 R>>", b"null", b"null", b""),
        (b"<</Pages 2 0 R>>", TREE, LOCKED_ATTACHMENTS, b"/Encrypt 5 0 R/ID[<00><00>]"),
    ],
)
async def test_a_pdf_that_can_be_shown_and_not_taken_apart_is_drawn(put, catalog, tree, more, trailer):
    """One library will not open them, and the other shows what every reader shows."""
    data = made_pdf(catalog, tree, PAGE, stream(b"50 50 100 100 re f"), more, trailer=b"/Root 1 0 R" + trailer)
    with pytest.raises((pikepdf.PdfError, pikepdf.PasswordError)), pikepdf.open(io.BytesIO(data)) as opened_:
        len(opened_.pages)
    assert await seen_alike(put, data) == 10_000
    path = put("a.pdf", data)
    page = pypdfium2.PdfDocument((await joined(path, turn=90)).data)[0]
    assert page.get_size() == pytest.approx((200, 300), abs=0.1)


async def test_a_pdf_with_a_password_is_not_joined(put):
    lock = pikepdf.Encryption(owner="owner", user="user", R=6)
    with pytest.raises(FleetError, match="has a password"):
        await joined(put("a.pdf", saved(pikepdf.open(io.BytesIO(pdf("x"))), encryption=lock)))
