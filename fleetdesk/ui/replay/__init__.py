"""Replay: several vehicles over the same hours, moment by moment, in place of the live map."""
