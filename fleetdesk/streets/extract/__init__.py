"""A part of a published street map kept as a file: planned, fetched by ranges, checked, and only then in its place."""
