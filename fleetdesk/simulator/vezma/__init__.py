"""VEZMA's 15 operations."""
