"""Reads what strangers made: files looked at before they are opened, and a process of its own for the work."""
