"""The day board: one lane a vehicle, its tasks as bars on a time axis."""
