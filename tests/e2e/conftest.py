"""A simulator so small that all of its vehicles can be asked about, and the commands against it."""

import pytest

from tests.conftest import Simulator
from tests.e2e.test_commands import Shell


@pytest.fixture(scope="module")
def few():
    made = Simulator("--vehicles", "4", "--seed", "7")
    yield made
    made.close()


@pytest.fixture
def few_shell(tmp_path, few):
    """The commands, with the account of the simulator `few`."""
    few.calm()
    return Shell(tmp_path, few).with_metrotec()


@pytest.fixture(scope="module")
def some_people():
    """A simulator with so many vehicles that some people drive at any hour."""
    made = Simulator("--vehicles", "200", "--seed", "7")
    yield made
    made.close()
