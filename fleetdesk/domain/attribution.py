"""The words by which the makers of map data want to be named, and where their terms are."""

OSM, OSM_TERMS = "© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright"
