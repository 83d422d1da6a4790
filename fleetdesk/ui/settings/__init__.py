"""The window of the preferences: what can be set, each with a sentence and its default."""
