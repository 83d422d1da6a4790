"""Back in time: the whole desk as it was at a recorded minute."""
