"""The order of one vehicle's day: a window with the arrival at each task, and the best order offered."""
