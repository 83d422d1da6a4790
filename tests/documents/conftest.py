"""A folder that documents are put into, and a process that waits."""

import pytest

from tests.reader.doors import door

__all__ = ["door"]


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write
