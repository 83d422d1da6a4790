"""Numbers in cells: the same ranks as of a plain list, and only the cells in question are looked at."""

import random

import numpy as np
import pytest

from fleetdesk.domain.ranked_cells import RankedCells


def test_percentiles_are_those_of_numpy_whatever_moves(day_seed):
    dice = random.Random(day_seed)
    cells, plain = RankedCells(), {}
    for _ in range(300):
        rows = dice.sample(range(60), dice.randint(1, 12))
        values = [dice.choice((dice.uniform(-180, 180), dice.uniform(58, 59), 58.5)) for _ in rows]
        cells.put(np.array(rows), np.array(values))
        plain.update(zip(rows, values, strict=True))
        for row in dice.sample(sorted(plain), min(len(plain) - 1, dice.randint(0, 8))):
            cells.drop(row)
            del plain[row]
        assert len(cells) == len(plain)
        for percent in (0, 10, 50, 90, 100):
            assert cells.percentile(percent) == np.percentile(list(plain.values()), percent)


@pytest.mark.parametrize("ends", [(58.2, 58.6), (58.6, 58.2)])
def test_all_rows_between_two_values_are_found_and_few_others(ends):
    cells = RankedCells()
    cells.put(np.arange(1000), np.linspace(58, 59, 1000))
    found = set(cells.between(*ends))
    assert found >= {row for row, value in enumerate(np.linspace(58, 59, 1000)) if 58.2 <= value <= 58.6}
    assert len(found) < 450
