"""Where streets come from: map files, tile servers, and what is kept of them; no Qt, no window."""
