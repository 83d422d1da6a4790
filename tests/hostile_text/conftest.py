"""The window of tests/ui."""

from tests.ui.conftest import desk, no_key_is_held

__all__ = ["desk", "no_key_is_held"]
