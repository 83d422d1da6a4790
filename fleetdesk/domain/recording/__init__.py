"""What the desk showed, minute by minute, in a form that takes little room."""
