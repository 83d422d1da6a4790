"""The composition root: what builds the running desk, and the loop it runs on."""

from fleetdesk.app.pyside_imports import read_no_sources

read_no_sources()  # before anything of the window is imported
