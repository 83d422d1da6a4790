"""The desk in a language that nobody speaks: it finds text that is not marked for translation, and text that is cut."""
