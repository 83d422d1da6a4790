"""Values and rules of the trade: standard library only (numpy and shapely in geo), imported by everyone."""
