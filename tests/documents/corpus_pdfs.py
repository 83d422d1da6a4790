"""PDFs that are broken, or that lead a reader in circles, into the deep or out of memory."""

import zlib


def made_pdf(*objects, trailer=b"/Root 1 0 R"):
    """A PDF of these objects, numbered from 1, with a sound table of where they are."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + head + table + end


CATALOG, TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
SMALL = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
FLATE = b"/Filter/FlateDecode"


def paged(content, *more, box=b"[0 0 595 842]", resources=b"", entries=b""):
    """One page with this content (object 4); further objects from 5 on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<<%s>>%s>>" % (box, resources, entries)
    return made_pdf(CATALOG, TREE, page, stream(content), *more)


def stream(data, entries=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def bad_pdfs():
    yield from deep()
    yield from circles()
    for box in (b"[0 0 0 0]", b"[0 0 1e38 1e38]", b"[0 0 -5 -5]", b"[0 0 14400 0.001]", b"[0 0 1e9 1]", b"[/A]"):
        yield paged(b"0 0 m 9 9 l S", box=box)
    yield from large()
    yield from images()
    yield from drawings()
    yield from actions()


def deep():
    yield b"%PDF-1.7\n" + b"[" * 200_000
    yield b"%PDF-1.7\n" + b"<</A" * 100_000
    yield made_pdf(CATALOG, TREE, b"[" * 100_000 + b"]" * 100_000)
    yield paged(b"q " * 500_000)
    yield paged(b"[" * 200_000)


def circles():
    yield made_pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield made_pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>")
    yield made_pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>")
    yield made_pdf(CATALOG, b"<</Type/Pages/Kids[]/Count -5>>")
    yield made_pdf(CATALOG, TREE, b"<</Type/Page/Parent 3 0 R/MediaBox 3 0 R>>")
    yield made_pdf(b"1 0 R", b"2 0 R")
    yield made_pdf(CATALOG, TREE, trailer=b"/Root 1 0 R/Prev 9")
    yield made_pdf(CATALOG, TREE, trailer=b"/Root 9 0 R")
    yield b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF"
    yield b"%PDF-" + b"A" * 100_000
    yield made_pdf(CATALOG, TREE, SMALL, b"<</Length 4 0 R>>stream\nq")
    yield made_pdf(CATALOG, TREE, SMALL, stream(b"", b"0000000000"))
    form = stream(b"/F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    yield paged(b"/F Do", form, resources=b"/XObject<</F 5 0 R>>")


def large():
    yield made_pdf(CATALOG, TREE, SMALL, stream(zlib.compress(b"0 0 m 500 500 l S\n" * 3_000_000, 9), FLATE))
    twice = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)
    yield made_pdf(CATALOG, TREE, SMALL, stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))


def images():
    image = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB"
    huge = b"/Width 100000/Height 100000" + FLATE
    sizes = (huge, b"/Width 2147483647/Height 2147483647", b"/Width -1/Height 0")
    drawn = [stream(zlib.compress(bytes(9999)), image + size) for size in sizes]
    for kind in (b"DCTDecode", b"JPXDecode", b"JBIG2Decode", b"CCITTFaxDecode", b"LZWDecode", b"RunLengthDecode"):
        drawn.append(stream(bytes(range(256)) * 9, image + b"/Width 99/Height 99/Filter/" + kind))
    for each in drawn:
        yield paged(b"500 0 0 500 0 0 cm /I Do", each, resources=b"/XObject<</I 5 0 R>>")


def drawings():
    fonts = {"resources": b"/Font<</F 5 0 R>>"}
    tile = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001/Resources<<>>"
    fill = b"/Pattern cs /P scn 0 0 595 842 re f"
    yield paged(fill, stream(b"0 0 1 1 re f", tile), resources=b"/Pattern<</P 5 0 R>>")
    shade = b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R/Domain[0 1e6 0 1e6]>>"
    program = stream(b"{ " * 5000 + b" } " * 5000, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    yield paged(b"/S sh", shade, program, resources=b"/Shading<</S 5 0 R>>")
    letter = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 4 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    yield paged(b"BT /F 9 Tf (aaaa) Tj ET", letter, **fonts)
    yield paged(b"BT /F 1e9 Tf (huge) Tj ET", HELVETICA, **fonts)
    yield paged(b"BT /F 9 Tf " + b"(text that goes on) Tj " * 60_000 + b"ET", HELVETICA, **fonts)
    yield paged(b"0 0 m " + b"100 100 500 500 9 9 c " * 300_000 + b"S", entries=b"/Rotate 45")
    yield paged(b"[1e-9 1e-9] 0 d 0 0 m 595 842 l S")


def actions():
    for entries in (
        b"/OpenAction<</S/JavaScript/JS(while(1){})>>",
        b"/OpenAction<</S/Launch/F(/bin/sh)>>",
        b"/AcroForm<</XFA(x)/Fields[1 0 R]>>",
    ):
        yield made_pdf(b"<</Type/Catalog/Pages 2 0 R%s>>" % entries, TREE, SMALL, stream(b"0 0 m"))
    yield made_pdf(CATALOG, TREE, trailer=b"/Root 1 0 R/Encrypt<</Filter/Standard/V 99/R 99/O()/U()/P 0>>")
