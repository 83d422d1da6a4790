"""Metrotec's 37 operations."""
