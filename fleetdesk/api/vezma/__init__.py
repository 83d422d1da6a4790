"""VEZMA (Slovakia): people's positions, trips, expenses; read-only, 180 requests in 15 minutes."""
