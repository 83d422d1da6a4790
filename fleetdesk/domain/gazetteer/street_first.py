"""Addresses as they are shown: the street first, without what everybody knows."""

CHARACTERS = 400
"""As much of an address is looked at."""


def street_first(address: str) -> str:
    """Return an address with the street first, without country and county (EE, Harju maakond, Tallinn, Tamme 1)."""
    parts = address[:CHARACTERS].split(", ")
    if len(parts[0]) == 2 and parts[0].isupper():
        parts = [part for part in reversed(parts[1:]) if not part.endswith("maakond")]
    return ", ".join(parts)
