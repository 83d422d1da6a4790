"""Facts stay where they are while only values change, and a shorter page leaves no gap in the longer one after it."""

from fleetdesk.ui.vehicle_page.fact_sheet import FactSheet
from fleetdesk.ui.vehicle_page.page import Section


def section(count, value="x"):
    return [Section("Facts", tuple((f"name {number}", value) for number in range(count)))]


def tops(sheet, qapp):
    qapp.processEvents()
    return [each.geometry().top() for each in sheet.values.values()]


def test_other_values_build_nothing_anew(qtbot):
    sheet = FactSheet()
    qtbot.addWidget(sheet)
    sheet.show_sections(section(3))
    before = list(sheet.values.values())
    sheet.show_sections(section(3, "y"))
    assert list(sheet.values.values()) == before
    assert {each.text() for each in before} == {"y"}


def test_a_long_page_after_a_short_one_has_no_gap(qtbot, qapp):
    sheet = FactSheet()
    qtbot.addWidget(sheet)
    sheet.resize(400, 900)
    sheet.show()
    sheet.show_sections(section(12))
    first = tops(sheet, qapp)
    for pages in (section(3), section(12)):
        sheet.show_sections(pages)
    assert tops(sheet, qapp) == first
    assert all(each.isVisible() for each in sheet.values.values())
