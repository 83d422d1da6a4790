"""The task list and the task form, giving tasks to vehicles, conflicts, and undo."""
