import os
import subprocess
import sys

import pytest

SAY = """
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from fleetdesk.app.qt_language import use_qt_language
qt = QApplication([])
found = use_qt_language(qt, "{code}")
print(found, QCoreApplication.translate("QLineEdit", "Select All"), QLocale().toString(1.5))
"""


@pytest.mark.parametrize(
    ("code", "said"), [("sk", "True Vybrať všetko 1,5"), ("en", "True Select All 1.5"), ("et", "False Select All 1,5")]
)
def test_qt_speaks_the_language_of_the_desk(code, said):
    told = subprocess.run(
        [sys.executable, "-c", SAY.format(code=code)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == said
