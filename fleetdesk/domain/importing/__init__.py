"""Tasks out of a table: what its columns hold, each row read and judged, and what an import would do."""
