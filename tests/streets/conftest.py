"""What tests of map files share."""

import pytest

from fleetdesk.streets.pmtiles_file import PMTiles


@pytest.fixture
def read():
    """Opens PMTiles files, and closes them in the end."""
    made = []

    def open_it(path):
        made.append(PMTiles(str(path)))
        return made[-1]

    yield open_it
    for each in made:
        each.close()
