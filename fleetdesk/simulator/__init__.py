"""A vendor's server on loopback: both APIs, a moving fleet, scripted faults; imports nothing else of FleetDesk."""
