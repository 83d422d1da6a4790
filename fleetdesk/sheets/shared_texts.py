"""The texts that a workbook's cells share, read without making an object of each."""

from typing import IO, Any
from xml.etree.ElementTree import Element

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.sheets.sheet import MAX_CELLS

_SHARED, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))


class Reader(ExcelReader):
    """Opens a workbook; a UsageError where it shares more texts than a table has cells."""

    def read_strings(self) -> None:
        """Fill in the shared texts."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = _texts(source)


def _texts(source: IO[bytes]) -> list[str]:
    found: list[str] = []
    for _event, node in iterparse(source):
        if node.tag == _SHARED:
            found.append(_text(node))
            node.clear()
            if len(found) > MAX_CELLS:
                raise UsageError(
                    _("The workbook holds more than {count} texts. Split it, or save it as CSV.").format(
                        count=grouped(MAX_CELLS)
                    )
                )
    return found


def _text(node: Element) -> str:
    """Return a text's own words and those of its formatted parts; not how it is read aloud."""
    plain = [each.text or "" for each in node if each.tag == _TEXT]
    runs = [each.text or "" for run in node if run.tag == _RUN for each in run if each.tag == _TEXT]
    return "".join([*plain, *runs]).replace("x005F_", "")
