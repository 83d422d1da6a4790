"""The rows of a workbook's sheet as records of text, with what the sheet says of them beside the text."""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.sheets.cell_text import cell_text
from fleetdesk.sheets.harmless import unmarked
from fleetdesk.sheets.sheet import MAX_CELLS, MAX_COLUMNS

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_HIDDEN = _("The row is hidden in the workbook, by a filter or by hand. Is it meant to be sent?")
_NO_RESULT = _("The formula {formula} has no result in the file. Open the workbook, let it calculate, and save it.")


class _Parser(WorkSheetParser):
    """Gives a formula without a result as its own text, of the kind "f"."""

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        """Read one row."""
        if len(row) > _LAST_COLUMN:
            raise UsageError(_("The workbook has a row of more than {count} columns.").format(count=MAX_COLUMNS))
        parsed: tuple[int, list[dict[str, Any]]] = super().parse_row(row)
        return parsed

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Read one cell."""
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if cell["value"] is None and formula is not None and not _is_empty_text(element):
            cell.update(value=f"={formula.text or ''}", data_type="f")
        return cell


def _is_empty_text(element: Element) -> bool:
    return element.get("t") == "str" and element.find(VALUE_TAG) is not None


def records(sheet: Any, name: str) -> Iterator[Cells]:
    """Yield each row of a sheet that openpyxl has opened for reading; rows that the file leaves out are empty."""
    book = sheet.parent
    data = book._archive.read(sheet._worksheet_path)
    if sum(1 for _ in islice(_CELL.finditer(data), MAX_CELLS + 1)) > MAX_CELLS:
        raise UsageError(_("{file} has more than {count} cells. Split it.").format(file=name, count=grouped(MAX_CELLS)))
    with io.BytesIO(data) as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        last = 0
        for number, row in parser.parse():
            if max(number, last + 1) > _LAST_ROW:
                raise UsageError(_("{file} has rows beyond the last that a workbook can have.").format(file=name))
            yield from (Cells(()) for _ in range(last + 1, number))
            last = max(number, last + 1)
            yield _row(row, book, parser.row_dimensions.pop(str(number), {}))


def _row(row: list[dict[str, Any]], book: Any, looks: dict[str, str]) -> Cells:
    texts: dict[int, str] = {}
    faults = []
    for cell in row:
        if cell["value"] is None:
            continue
        place = min(cell["column"] - 1, MAX_COLUMNS)
        text = cell_text(cell["value"], _code(book, cell["style_id"]), from_1904=book.epoch == MAC_EPOCH)
        texts[place] = unmarked(text)
        if cell["data_type"] == "f":
            faults.append((place, _NO_RESULT.format(formula=text[:60])))
    hidden = looks.get("hidden") in ("1", "true") or looks.get("ht") == "0"
    cells = [texts.get(place, "") for place in range(max(texts, default=-1) + 1)]
    return Cells(cells, [(-1, _HIDDEN)] if hidden else (), faults)


def _code(book: Any, style: int) -> str:
    """Return the number format of a cell's style."""
    number = book._cell_styles[style].numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
