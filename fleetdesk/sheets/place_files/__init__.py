"""Files with places of other programs: KML and KMZ, GPX and GeoJSON, read in the reading process; and written."""
