"""The window: one folder a feature, what they share in widgets, and the frame around them in window."""
