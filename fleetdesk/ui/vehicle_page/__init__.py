"""Everything the vendors know of one vehicle, person or car on one page."""
