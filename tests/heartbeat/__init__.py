"""All faults at once: whether the window's thread goes on, and whether anything is lost."""
