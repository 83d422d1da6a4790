"""The window: one module a pane. Widgets show what the store says and send intents, nothing else."""
