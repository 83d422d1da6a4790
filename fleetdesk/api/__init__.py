"""The two vendors' services behind one protocol: httpx and msgspec, no Qt, no SQLite of the desk's."""
