"""Connecting accounts, and learning the addresses of a server."""
