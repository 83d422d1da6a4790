"""The dock that shows every write no server has confirmed."""
