"""What was: records of the past, periods, days in parts, tracks."""
