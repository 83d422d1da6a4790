"""A process that waits, in place of the one that reads."""

from tests.reader.doors import door

__all__ = ["door"]
