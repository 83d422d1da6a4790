"""What units did: kept chunks from the disk, the rest fetched piece by piece."""
