"""Papers are looked at in a process of their own: what comes back, and that nothing stays behind."""

import asyncio
import contextlib
import io
import sys
import time
from datetime import datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from fleetdesk.errors import FleetError
from fleetdesk.papers.asking import Sheet, Viewer
from tests.papers.left import files, processes
from tests.papers.made import HEIC_BOX, exif, halves, pdf, picture

PATIENT_S = 60  # what is measured elsewhere is not to fail here because the machine is busy


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


def opened(data):
    return Image.open(io.BytesIO(data))


def near(colour, wanted):
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=False))


def sides(image):
    """The colours a third of the way in from the left, the top, the right and the bottom."""
    image = image.convert("RGB")
    wide, high = (side // 12 for side in image.size)
    spots = [(4 * wide, 6 * high), (6 * wide, 4 * high), (8 * wide, 6 * high), (6 * wide, 8 * high)]
    names = {"red": (255, 0, 0), "blue": (0, 0, 255)}
    return [next((n for n, c in names.items() if near(image.getpixel(spot), c)), "") for spot in spots]


async def look(path, **more):
    return await Viewer().look(path, path.name, deadline_s=PATIENT_S, **more)


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


@pytest.mark.skipif(find_spec("zxingcpp") is None, reason="no reader of barcodes here")
async def test_barcodes_are_read_from_pictures_and_pdfs(put):
    import img2pdf
    import zxingcpp

    drawn = zxingcpp.create_barcode("ORDER-77", zxingcpp.BarcodeFormat.Code128).to_image(scale=3)
    page, file = Image.new("L", (1200, 1600), 255), io.BytesIO()
    page.paste(Image.fromarray(drawn) if not isinstance(drawn, Image.Image) else drawn, (200, 300))
    page.save(file, "PNG")
    for path in (put("a.png", file.getvalue()), put("a.pdf", img2pdf.convert(file.getvalue()))):
        assert (await look(path)).facts.barcodes == ("ORDER-77",)


@pytest.mark.parametrize(("turn", "red"), [(0, 0), (90, 1), (180, 2), (270, 3)])
async def test_a_page_is_turned_clockwise(put, turn, red):
    for path in (put("a.jpg", halves()), put("a.pdf", (await _joined(put("b.jpg", halves()))).data)):
        seen = await Viewer().page(path, path.name, 0, 300, turn, PATIENT_S)
        image = opened(seen.data)
        assert image.width == 300
        assert sides(image)[red] == "red"
        assert (image.height > image.width) == (turn in (90, 270))


async def _joined(*paths, turn=0):
    return await Viewer().join([Sheet(path, path.name, turn) for path in paths], "all.pdf", PATIENT_S)


async def test_a_page_that_is_not_there_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"a\.pdf has no page 3\."):
        await Viewer().page(put("a.pdf", pdf("1", "2")), "a.pdf", 2, 300, deadline_s=PATIENT_S)


async def test_photos_are_joined_in_their_order_and_without_loss(put):
    photos = [picture(640, 480, colour="red"), picture(300, 400, colour="blue")]
    made = await _joined(put("b.jpg", photos[0]), put("a.jpg", photos[1]))
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        inside = [next(iter(page.get_images().values())).read_raw_bytes() for page in whole.pages]
    assert inside == photos
    assert made.facts.pages == 2


async def test_a_photo_taken_sideways_stands_upright_in_the_pdf_and_is_turned_on_top(put):
    path = put("a.jpg", halves(exif=exif(6)))
    for turn, wanted in ((0, 90), (90, 180)):
        with pikepdf.open(io.BytesIO((await _joined(path, turn=turn)).data)) as whole:
            assert whole.pages[0].Rotate == wanted


async def test_the_same_sheets_give_the_same_pdf(put):
    path = put("a.jpg", halves())
    assert (await _joined(path)).data == (await _joined(path)).data


async def test_every_kind_can_be_joined(put):
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 100)).save(clear, "PNG")
    kinds = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF")
    paths = [put(f"a{number}", halves(kind=kind)) for number, kind in enumerate(kinds)]
    made = await _joined(*paths, put("clear.png", clear.getvalue()), put("a.pdf", pdf("1", "2")))
    assert made.facts.pages == len(kinds) + 3


async def test_a_picture_is_converted_to_jpeg_with_its_time_and_upright(put):
    path = put("a.png", halves(kind="PNG", exif=exif(6, "2026:11:20 10:11:12")))
    made = await Viewer().convert(path, "a.png", PATIENT_S)
    seen = await look(put("a.jpg", made.data))
    assert (seen.facts.mime, seen.facts.width, seen.facts.height) == ("image/jpeg", 480, 640)
    assert seen.facts.taken == datetime.fromisoformat("2026-11-20T10:11:12")


async def test_a_dossier_has_the_cover_and_every_paper_and_says_what_it_could_not_read(put, tmp_path):
    sheets = [
        Sheet(put("good.jpg", halves()), "good.jpg"),
        Sheet(put("cut.jpg", picture()[:900]), "lõigatud ā.jpg"),
        Sheet(put("bad.pdf", b"%PDF-1.7 nothing"), "bad.pdf"),
        Sheet(put("last.pdf", pdf("the last")), "last.pdf"),
        Sheet(tmp_path / "gone.pdf", "gone.pdf"),
    ]
    made = await Viewer().dossier(put("cover.pdf", pdf("Task 7")), sheets, "task 7", PATIENT_S)
    assert (made.facts.pages, made.facts.unread) == (6, (1, 2, 4))
    text = (await look(put("made.pdf", made.data))).facts.text
    assert "Task 7" in text
    assert "Here should stand: lõigatud a.jpg" in text
    assert "bad.pdf is damaged or cut off." in text
    assert "the last" in text


async def test_a_paper_that_brings_the_process_down_does_not_take_the_dossier(put):
    """The process here dies of one name, as it would of a file that its decoder crashes on."""
    deadly = (
        "import json, os, sys; from fleetdesk.papers import worker, jobs, dossiers\n"
        "true = dossiers._append\n"
        "dossiers._append = lambda whole, path, name: os.abort() if name == 'bad.jpg' else true(whole, path, name)\n"
        "worker.main()"
    )
    viewer = Viewer([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{deadly}"])
    sheets = [Sheet(put(name, halves()), name) for name in ("good.jpg", "bad.jpg")]
    made = await viewer.dossier(None, sheets, "task 7", PATIENT_S)
    assert (made.facts.pages, made.facts.unread) == (2, (1,))


async def test_a_pdf_with_a_password_says_so(put):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("secret"))) as made:
        made.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(FleetError, match=r"a\.pdf has a password\. Save it without one\."):
        await look(put("a.pdf", file.getvalue()))
    with pytest.raises(FleetError, match="has a password"):
        await _joined(put("a.pdf", file.getvalue()))


async def test_heic_that_cannot_be_read_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"a\.heic is (damaged|HEIC)"):
        await look(put("a.heic", HEIC_BOX + bytes(200)))


SILENT = (sys.executable, "-c", "import time; time.sleep(600)")
LOOPING = (sys.executable, "-c", "import signal; signal.signal(15, signal.SIG_IGN)\nwhile True: pass")
TALKING = (sys.executable, "-c", "import os\nwhile True: os.write(1, bytes(1 << 20))")
DYING = (sys.executable, "-c", "import os; os.abort()")
BABBLING = (sys.executable, "-c", "print('{\"length\": 5}\\nabc')")
WITH_CHILD = (sys.executable, "-c", "import subprocess, time; subprocess.Popen(['sleep', '600']); time.sleep(600)")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (SILENT, r"cmr\.pdf could not be shown: it took longer than 0\.5 s\."),
        (LOOPING, "took longer"),
        (WITH_CHILD, "took longer"),
        (TALKING, "took longer|gave more than 64 MB"),
    ],
)
async def test_a_process_that_does_not_end_is_ended_at_the_deadline(put, command, words):
    before, began = (processes(), files()), time.perf_counter()
    with pytest.raises(FleetError, match=words):
        await Viewer(command).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=0.5)
    assert time.perf_counter() - began < 5
    assert (processes(), files()) == before


@pytest.mark.parametrize(("command", "words"), [(DYING, "made to do harm"), (BABBLING, "gave no answer")])
async def test_a_process_that_dies_or_breaks_off_is_a_sentence(put, command, words):
    before = processes(), files()
    with pytest.raises(FleetError, match=f"could not be shown: it .*{words}"):
        await Viewer(command).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=PATIENT_S)
    assert (processes(), files()) == before


async def test_who_says_too_much_is_stopped(put):
    with pytest.raises(FleetError, match="it gave more than 64 MB"):
        await Viewer(TALKING).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=PATIENT_S)


async def test_a_program_that_is_not_there_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"cmr\.pdf could not be shown"):
        await Viewer(("/nowhere/python",)).look(put("a.pdf", pdf("x")), "cmr.pdf")


@pytest.fixture
async def door():
    """A process that knocks here and then waits for ever: its command, and the queue of those that knocked."""
    knocked = asyncio.Queue()
    server = await asyncio.start_server(lambda reader, writer: knocked.put_nowait((reader, writer)), "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    knock = f"import socket; socket.create_connection(('127.0.0.1', {port})).recv(1)"
    yield (sys.executable, "-c", knock), knocked
    while not knocked.empty():
        knocked.get_nowait()[1].close()
    server.close()
    await server.wait_closed()


async def gone(caller):
    """Returns when the process behind this connection has ended."""
    reader, writer = caller
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()


async def test_who_goes_away_takes_the_process_along(put, door):
    command, knocked = door
    before = processes()
    asked = asyncio.ensure_future(Viewer(command).look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S))
    caller = await knocked.get()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert processes() == before
    await gone(caller)


async def test_two_are_looked_at_at_once_and_no_more(put, door):
    command, knocked = door
    before, viewer, path = processes(), Viewer(command), put("a.pdf", pdf("x"))
    asked = [asyncio.ensure_future(viewer.look(path, "a.pdf", deadline_s=PATIENT_S)) for _ in range(4)]
    callers = [await knocked.get() for _ in range(2)]
    assert len(processes() - before) == 2
    for each in asked[:2]:
        each.cancel()
    for each in callers:
        await gone(each)
    callers = [await knocked.get() for _ in range(2)]
    assert len(processes() - before) == 2
    for each in asked:
        each.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    assert processes() == before
    for each in callers:
        await gone(each)


LIMITS = """
import json, resource, sys
from fleetdesk.papers.worker import answer
from fleetdesk.papers import jobs
jobs.JOBS["look"] = lambda job: ({str(n): resource.getrlimit(n)[0] for n in (resource.RLIMIT_AS, resource.RLIMIT_CPU,
    resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)}, b"")
facts, data = answer({"job": "look"})
sys.stdout.write(json.dumps(list(facts.values())))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_the_process_is_bound_before_it_reads():
    import json
    import subprocess

    done = subprocess.run([sys.executable, "-c", LIMITS], stdout=subprocess.PIPE, check=True)
    assert json.loads(done.stdout) == [1 << 30, 10, 0, 32, 0]


async def test_the_process_knows_nothing_of_our_environment(put, monkeypatch):
    monkeypatch.setenv("FLEETDESK_TEST_SECRET", "canary")
    tells = (sys.executable, "-c", "import json, os; print(json.dumps({'text': repr(os.environ), 'length': 0}))")
    seen = await Viewer(tells).look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S)
    assert seen.facts.text
    assert "canary" not in seen.facts.text
