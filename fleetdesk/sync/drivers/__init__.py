"""Who drives: the roster of all accounts, drivers of vehicles, bookings of a time, and what one driver did."""
