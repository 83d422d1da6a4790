"""Ways by road, from a router that the user has chosen."""
