"""The whole corpus goes through checking, staging and looking: each file ends with a sentence or a result."""

import asyncio
import subprocess
import sys

import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.documents.dropped_file_checks import examine
from fleetdesk.documents.staging import stage, verified
from tests.conftest import ROOT
from tests.day_seed import cases_of_the_day
from tests.documents.left import count_anew, peak_mb, processes

LIMIT = 25_000_000
DEADLINE_S = 2.5
pytestmark = pytest.mark.xdist_group("papers")  # one corpus is enough


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    command = [sys.executable, "-m", "tests.documents.corpus", str(folder)]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    assert int(made.stdout) >= 200
    return sorted(path for place in folder.iterdir() for path in place.iterdir())


def sentence(error, path):
    """What is said is for a person: a sentence that is no traceback, has no path, and fits a line or two."""
    said = str(error)
    assert said.endswith(".")
    assert str(path.parent) not in said
    assert "\n" not in said
    assert len(said) < 300
    return said


def taken(path, folder):
    """The copy; None where the file was refused, as it must be by both."""
    try:
        found = examine(path, LIMIT)
    except FleetError as error:
        sentence(error, path)
        with pytest.raises(FleetError):
            stage(path, folder, LIMIT)
        return None
    staged = stage(path, folder, LIMIT)
    assert (staged.size, staged.mime, staged.name) == (found.size, found.mime, found.name)
    return staged


def test_every_file_is_refused_with_a_sentence_or_copied_whole(corpus, tmp_path):
    copies = [staged for path in corpus if (staged := taken(path, tmp_path))]
    assert all(verified(tmp_path / staged.blob, staged.sha256) for staged in copies)
    assert {entry.name for entry in tmp_path.iterdir()} == {staged.blob for staged in copies}
    assert 100 < len(copies) < len(corpus) - 90


@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted elsewhere otherwise")
async def test_whatever_is_copied_is_shown_or_refused_and_nothing_stays_behind(corpus, tmp_path):
    copied = [(staged.blob, path) for path in corpus if (staged := taken(path, tmp_path))]
    blobs = dict(cases_of_the_day(copied, len(copied) // 4))
    viewer = Viewer()

    two = asyncio.Semaphore(2)  # so that none waits for its turn until its deadline

    async def look(blob, path):
        async with two:
            return await shown(blob, path)

    async def shown(blob, path):
        try:
            seen = await viewer.look(tmp_path / blob, path.name, deadline_s=DEADLINE_S)
        except FleetError as error:
            return sentence(error, path)
        assert seen.data.startswith(b"\x89PNG")
        return ""

    count_anew()
    before, running = peak_mb(), processes()
    answers = await asyncio.gather(*(look(blob, path) for blob, path in blobs.items()))
    assert peak_mb() - before < 20
    assert any(not said for said in answers)
    assert any(answers)
    assert processes() <= running
