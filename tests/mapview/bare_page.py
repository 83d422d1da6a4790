"""A page of QtWebEngine as it comes: reads a list of codes from its standard input, runs them, and stays."""

import json
import os
import sys

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

STEP_MS = 100  # a page that has too much to do gives up some of it


def main():
    codes = json.loads(sys.stdin.readline())
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu"
    qt = QApplication(sys.argv[:1])
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    page.setHtml("<!doctype html><body>bare</body>", QUrl("http://127.0.0.1:1/bare"))
    timer = QTimer(interval=STEP_MS)
    timer.timeout.connect(lambda: page.runJavaScript(codes.pop(0)) if codes else timer.stop())
    page.loadFinished.connect(lambda _good: timer.start())
    qt.exec()


if __name__ == "__main__":
    main()
