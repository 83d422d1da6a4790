"""What each command does; the command line only reads words and calls these."""
