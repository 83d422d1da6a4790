"""The outbox: every write that no server has confirmed, in one SQLite file that never loses a row."""
