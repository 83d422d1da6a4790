"""What a driver did, without gaps, and what Regulation (EC) 561/2006 leaves of the driving. No Qt, no I/O."""
