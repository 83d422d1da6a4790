"""The simulated fleet: a pure function of seed, vehicle and time."""
