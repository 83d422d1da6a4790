"""Documents as files: checked, copied, read in a process of their own, matched with tasks; no Qt, no network."""
