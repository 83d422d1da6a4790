"""The process that looks at documents ends, whatever it does, and nothing of it stays behind."""

import asyncio
import json
import subprocess
import sys

import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.reader.worker_process import COMMAND
from tests.documents.left import files, processes
from tests.documents.made import HEIC_BOX, pdf
from tests.documents.seen import PATIENT_S
from tests.reader.doors import gone

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
    before = processes(), files()
    with pytest.raises(FleetError, match=words):
        await Viewer(command).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=0.5)
    assert processes() <= before[0]
    assert files() <= before[1]


@pytest.mark.parametrize(("command", "words"), [(DYING, "made to do harm"), (BABBLING, "gave no answer")])
async def test_a_process_that_dies_or_breaks_off_is_a_sentence(put, command, words):
    before = processes(), files()
    with pytest.raises(FleetError, match=f"could not be shown: it .*{words}"):
        await Viewer(command).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=PATIENT_S)
    assert processes() <= before[0]
    assert files() <= before[1]


async def test_who_says_too_much_is_stopped(put):
    with pytest.raises(FleetError, match="it gave more than 64 MB"):
        await Viewer(TALKING).look(put("a.pdf", pdf("x")), "cmr.pdf", deadline_s=PATIENT_S)


async def test_a_program_that_is_not_there_is_a_sentence(put):
    with pytest.raises(FleetError, match=r"cmr\.pdf could not be shown"):
        await Viewer(("/nowhere/python",)).look(put("a.pdf", pdf("x")), "cmr.pdf")


async def test_who_goes_away_takes_the_process_along(put, door):
    command, knocked = door
    before = processes()
    asked = asyncio.ensure_future(Viewer(command).look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S))
    caller = await knocked.get()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert processes() <= before
    await gone(caller)


async def test_the_loop_of_the_desk_looks_too_and_can_go_away(qapp, put, door):
    command, knocked = door
    before, path = processes(), put("a.pdf", pdf("x"))
    assert (await Viewer().look(path, "a.pdf", deadline_s=PATIENT_S)).facts.pages == 1
    asked = asyncio.ensure_future(Viewer(command).look(path, "a.pdf", deadline_s=PATIENT_S))
    caller = await knocked.get()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert processes() <= before
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
    assert processes() <= before
    for each in callers:
        await gone(each)


LIMITS = """
import json, resource, sys
from fleetdesk.reader.worker import answer
from fleetdesk.documents import jobs
jobs.JOBS["look"] = lambda job: ({str(n): resource.getrlimit(n)[0] for n in (resource.RLIMIT_AS, resource.RLIMIT_CPU,
    resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)}, b"")
facts, data = answer({"job": "look"})
sys.stdout.write(json.dumps(list(facts.values())))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_the_process_is_bound_before_it_reads():
    done = subprocess.run([sys.executable, "-c", LIMITS], stdout=subprocess.PIPE, check=True)
    assert json.loads(done.stdout) == [1 << 30, 10, 0, 32, 0]


async def test_the_process_knows_nothing_of_our_environment(put, monkeypatch):
    monkeypatch.setenv("FLEETDESK_TEST_SECRET", "canary")
    tells = (sys.executable, "-c", "import json, os; print(json.dumps({'text': repr(os.environ), 'length': 0}))")
    seen = await Viewer(tells).look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S)
    assert seen.facts.text
    assert "canary" not in seen.facts.text


LACKING = (
    "import sys; sys.path.append(sys.argv[1]); sys.modules.update(pi_heif=None, zxingcpp=None)\n"
    "from fleetdesk.reader.worker import main; main()"
)


async def test_without_the_optional_readers_heic_is_a_sentence_and_the_rest_is_seen(put):
    viewer = Viewer((*COMMAND[:-2], LACKING, COMMAND[-1]))
    with pytest.raises(FleetError, match=r"a\.heic is HEIC, which this computer cannot show\."):
        await viewer.look(put("a.heic", HEIC_BOX), "a.heic", deadline_s=PATIENT_S)
    assert (await viewer.look(put("a.pdf", pdf("x")), "a.pdf", deadline_s=PATIENT_S)).facts.pages == 1
