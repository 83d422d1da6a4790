"""What this desk knows of places by their addresses and names: how texts are compared, ranked and doubted."""
