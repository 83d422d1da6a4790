"""Composition root."""


def run() -> int:
    """The desk."""
    return 1
