"""Telephone numbers as people write them, for a phone program."""

import pytest

from fleetdesk.domain.phones import dialled


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+372 5550 1234", "+37255501234"),
        ("(055) 501-234", "055501234"),
        ("  +421/905.123.456 ", "+421905123456"),
        ("112", "112"),
        ("", ""),
        (None, ""),
        ("12", ""),
        ("call Mari", ""),
        ("+372 5550 1234 Mari", ""),
        ("5550+1234", ""),
        ("1" * 16, ""),
        ("+372\n5550;ext=1", ""),
        ("javascript:alert(1)", ""),
        ("٠١٢٣٤٥", ""),
    ],
)
def test_only_what_is_a_number_is_dialled(written, number):
    assert dialled(written) == number
