"""Orders to the device of a vehicle: how often it reports, its light, and others."""
