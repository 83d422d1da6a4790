"""The catalogue of the made-up language, written once a run."""

import os

import pytest

from fleetdesk.base.translation import FOLDER
from tests.pseudo_language.catalogue import LANGUAGE, write_catalogue


@pytest.fixture(scope="session")
def pseudo_environment(tmp_path_factory):
    """The environment in which another process of the program speaks the made-up language."""
    folder = tmp_path_factory.mktemp("translations")
    write_catalogue(folder)
    return {**os.environ, FOLDER: str(folder), "LANGUAGE": LANGUAGE, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
