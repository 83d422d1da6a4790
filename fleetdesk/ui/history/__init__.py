"""The dock that shows what units did in a period, as parts of a day and as lines on the map."""
