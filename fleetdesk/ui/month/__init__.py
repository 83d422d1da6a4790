"""The dock "Month": what a month came to, by vehicle or person and for the company."""
