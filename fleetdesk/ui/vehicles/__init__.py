"""The vehicle list and the details of the selected vehicle."""
