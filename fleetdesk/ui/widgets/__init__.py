"""What features share: tables, labels, icons, colours, dialogs, and words made from values."""
