"""The desk on a simulator of its own, and the tour that uses it without hands."""
