"""The dock "Expenses": what people spent, with sums."""
