"""PySide6 6.12.0 on Python 3.11 loses a reference to None and True at each call; the process dies of it later."""

import sys

from PySide6.QtCore import QObject, Signal

TIMES = 500
SLACK = 50


class Bell(QObject):
    rang = Signal()


def test_void_calls_keep_their_reference_to_none():
    bell, before = Bell(), sys.getrefcount(None)
    for _ in range(TIMES):
        bell.setObjectName("bell")
    assert sys.getrefcount(None) > before - SLACK


def test_emitting_keeps_its_reference_to_true():
    bell, before = Bell(), sys.getrefcount(True)
    for _ in range(TIMES):
        bell.rang.emit()
    assert sys.getrefcount(True) > before - SLACK
