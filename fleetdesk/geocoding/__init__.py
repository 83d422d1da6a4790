"""Address services that the user chooses: what each is, how it is asked, and how its answers are read; no Qt."""
