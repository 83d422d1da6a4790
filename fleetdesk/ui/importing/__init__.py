"""The window that imports tasks from a table."""
