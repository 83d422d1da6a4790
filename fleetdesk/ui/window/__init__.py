"""The main window itself: layout, menus, counters, status bar and notices. It imports no feature."""
