"""References and names that this desk gives."""

import re
from datetime import UTC, datetime
from random import Random

from fleetdesk.domain.order_ref import new_task_id, propose

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_a_reference_names_us_the_day_and_chance():
    assert re.fullmatch(r"FD-261126-[0-9A-HJKMNP-TV-Z]{8}", propose(NOW, Random(1)))


def test_references_differ_by_chance_alone():
    chance = Random(1)
    assert len({propose(NOW, chance) for _ in range(10_000)}) == 10_000
    assert propose(NOW, Random(7)) == propose(NOW, Random(7))


def test_a_new_task_has_a_name_of_its_own():
    assert re.fullmatch(r"n[0-9a-f]{12}", new_task_id())
    assert len({new_task_id() for _ in range(1000)}) == 1000
