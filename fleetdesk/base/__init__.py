"""What every layer stands on: errors, the log, files written whole, resources, and what this computer has."""
