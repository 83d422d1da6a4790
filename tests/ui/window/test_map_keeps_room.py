"""No dock that lies behind others takes room of the map for what is in it."""

from PySide6.QtWidgets import QDockWidget

LEAST_PX = 140


def test_docks_behind_others_are_as_low_as_the_user_wants(desk):
    behind = [each for each in desk.window.findChildren(QDockWidget) if each.visibleRegion().isEmpty()]
    assert behind
    low = {each.objectName(): each.minimumSizeHint().height() for each in behind}
    assert {name: tall for name, tall in low.items() if tall > LEAST_PX} == {}
