"""What stays on disk: settings' secrets aside, everything in SQLite. No Qt, no httpx."""
