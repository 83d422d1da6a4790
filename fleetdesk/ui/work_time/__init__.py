"""The dock "Work time": how long vehicles worked and were repaired."""
