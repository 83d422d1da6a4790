"""The day of one vehicle: when it is where, what the rules on driving time demand, and in which order it goes best."""
