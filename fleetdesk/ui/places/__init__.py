"""The dock of the places that the vendors know: points of interest, visited places, geozones."""
