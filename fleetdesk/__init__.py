"""FleetDesk: the desk a fleet dispatcher works in all day."""

__version__ = "0.1.0"
