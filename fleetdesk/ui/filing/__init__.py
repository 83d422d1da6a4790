"""Dropped files become documents: staged, shown in the filing panel, filed on tasks."""
