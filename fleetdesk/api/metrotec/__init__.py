"""Metrotec (Estonia): positions, areas, tasks, files, history, tachograph, places, reports."""
