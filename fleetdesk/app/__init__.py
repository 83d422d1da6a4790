"""The composition root: what builds the running desk, and the loop it runs on."""
