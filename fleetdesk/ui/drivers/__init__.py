"""The dock of everybody who drives: list, what one driver did, and what all are booked for."""
