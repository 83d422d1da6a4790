"""The map beside the list: drawing, picking, who is in an area, and the street map."""
