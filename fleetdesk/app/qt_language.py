"""Qt's own texts and formats in the language of the desk: Cancel and Close in its dialogs, spin boxes."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fleetdesk.base.translation import language


def use_qt_language(qt: QCoreApplication, code: str = "") -> bool:
    """Set Qt's language to that code, FleetDesk's without one; return whether Qt has texts in it.

    English is what Qt speaks without any translation, and then numbers and times stay those of the system.
    """
    code = code or language()
    if code == "en":
        return True
    QLocale.setDefault(QLocale(code))
    made = QTranslator(qt)
    found = made.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return found and qt.installTranslator(made)
