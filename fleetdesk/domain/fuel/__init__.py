"""Fuel: levels of a tank over time, what was filled and what went missing."""
