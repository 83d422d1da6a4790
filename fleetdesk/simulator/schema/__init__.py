"""The shapes that the two reference texts print, key for key and in their order."""
