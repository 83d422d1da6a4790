"""The menu Help: first steps, what the signs mean, about, and what support needs."""
