"""How much of each package the tests run, and how much they must."""
