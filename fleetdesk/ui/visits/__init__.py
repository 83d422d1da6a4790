"""The dock that tells which vehicles were in an area in a period, and the page that proves it."""
