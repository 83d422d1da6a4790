"""Fuel: the tanks at yards, fuel-ups, and the fuel of one vehicle in a period."""
