"""Tables of whole numbers as few bytes: the same again, whatever the numbers; and rubbish is no table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from fleetdesk.domain.recording.columns import UNKNOWN
from fleetdesk.domain.recording.packing import PackedTable, packed, unpacked

NUMBERS = st.sampled_from([0, 1, -1, 127, -128, 128, 60_000, -60_000, 2**40, UNKNOWN, -UNKNOWN])


@given(arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=NUMBERS))
def test_a_table_comes_back(table):
    assert (unpacked(packed(table)) == table).all()


def test_an_empty_table_comes_back():
    assert unpacked(packed(np.zeros((0, 3), np.int64))).shape == (0, 3)


def test_whole_seconds_in_milliseconds_take_a_byte():
    table = (np.arange(100, dtype=np.int64) * 1000).reshape(-1, 1)
    assert packed(table).sizes == (1,)


@pytest.mark.parametrize(
    "told",
    [
        PackedTable(-1, (1,), (1,), b""),
        PackedTable(2, (1,), (1,), b"\x00"),
        PackedTable(1, (3,), (1,), b"\x00\x00\x00"),
        PackedTable(1, (1, 1), (1,), b"\x00\x00"),
        PackedTable(10**12, (0,), (0,), b""),
    ],
)
def test_rubbish_is_no_table(told):
    with pytest.raises(ValueError, match="packed table"):
        unpacked(told)
