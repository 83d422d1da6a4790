"""Papers as files: checked, copied, looked at in a process of their own, and matched with tasks; no Qt, no network."""
