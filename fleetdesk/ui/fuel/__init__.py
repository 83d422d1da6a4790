"""Dock "Fuel": tanks, vehicles with a known level, and what came into them and went."""
