"""How many requests VEZMA allows a user, and in what time (docs/vendors/vezma.md#rate-limit)."""

from fleetdesk.domain.capabilities import RequestLimit

LIMIT = RequestLimit(requests=180, window_s=15 * 60.0)
