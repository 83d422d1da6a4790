"""The rows that an import refuses, as a table of their own: as they stand in the file, with what is wrong beside."""

from zoneinfo import ZoneInfo

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.importing.preview import Rehearsal, RowState
from fleetdesk.sheets.grid import Grid
from fleetdesk.sheets.sheet import Sheet

KINDS_OF_ROWS = _("Workbook (*.xlsx);;CSV (*.csv)")


def wrong_rows(sheet: Sheet, rehearsal: Rehearsal) -> Grid:
    """Return the refused rows with all of their cells, and the reasons in a last column."""
    wrong = {row.number: row.sentence for row in rehearsal.rows if row.state is RowState.ERROR}
    width = len(sheet.headings)
    rows = [
        [*cells[:width], *[""] * (width - len(cells)), wrong[number]] for number, cells in sheet.rows if number in wrong
    ]
    headings = [*sheet.headings, pgettext("column", "What is wrong")]
    return Grid(_("Wrong rows"), headings, rows, ZoneInfo(rehearsal.zone))
