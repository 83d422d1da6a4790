"""The dock "Reports": ordered from the vendor, followed until done, shown, kept and compared."""
