"""The dock that shows what happened on this desk."""
