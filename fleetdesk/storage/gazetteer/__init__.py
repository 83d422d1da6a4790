"""The gazetteer's file: the places that this desk knows, with an index of their words."""
