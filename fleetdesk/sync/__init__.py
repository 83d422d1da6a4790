"""The use cases: what is known, kept fresh, asked and changed. QtCore signals only; no widgets, no httpx."""
