"""A plain window for docks."""

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow


@pytest.fixture
def dock_window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QLabel("map"))
    made.resize(400, 300)
    return made
