"""Opening the fuel dock, and what it shows of a vehicle that is selected."""

from PySide6.QtWidgets import QMenu

from fleetdesk.ui.fuel.case_dialog import CaseDialog
from tests.ui.desk import column
from tests.waiting import settled, until


async def test_command_and_menu_show_what_went_from_a_vehicle(asked):
    pane = asked.view.fuel.pane.built()
    asked.window.actions_by_text["Fuel"].trigger()
    await settled(asked)
    assert not pane.visibleRegion().isEmpty()
    assert column(pane.events, "change") == ["Drop −60 l"]
    assert column(pane.levels, "last")[0].startswith("−60 l")
    assert pane.subject.whole == "242KDN"
    menu = QMenu()
    asked.view.fuel.controller.offer(menu, "m/820BHT")
    menu.actions()[0].trigger()
    await settled(asked)
    assert pane.subject.whole == "820BHT"
    assert column(pane.levels, "litres")[1] == "no level known"


async def test_a_change_opens_its_case_from_what_is_on_this_computer(asked):
    pane = asked.view.fuel.pane.built()
    asked.window.actions_by_text["Fuel"].trigger()
    await settled(asked)
    before = list(asked.vendor.asked)
    pane.event_table.opened.emit(pane.events.key(0))
    await settled(asked)
    (dialog,) = asked.window.findChildren(CaseDialog)
    assert (dialog.case.label, dialog.case.drove, dialog.case.event.litres) == ("242KDN", False, 60.0)
    assert (dialog.case.known_of, dialog.case.fleet) == (0, 3)
    assert asked.vendor.asked == before
    dialog.close()


async def test_the_chart_of_the_period_shows_the_level_and_the_drop(asked):
    pane = asked.view.fuel.pane.built()
    pane.chart_button.click()
    assert pane.chart.isHidden()  # nothing is selected
    asked.view.fuel.controller.open("m/242KDN")
    await settled(asked)
    assert not pane.chart.isHidden()
    assert pane.chart.accessibleDescription() == "From 400 l to 340 l, 340 l at least"
    asked.view.fuel.controller.open("m/820BHT")
    await settled(asked)
    assert pane.chart.isHidden()  # no level is known of it


async def test_progress_is_shown_and_asking_can_be_cancelled(asked):
    pane = asked.view.fuel.pane.built()
    asked.view.fuel.controller.open("m/242KDN")
    await until(lambda: not pane.progress.isHidden())
    pane.progress.cancel_wanted.emit()
    await settled(asked)
    assert pane.progress.isHidden()
    assert pane.events.rowCount() == 0
    asked.view.fuel.pane.built().period_wanted.emit(True)
    await settled(asked)
    assert column(pane.events, "change") == ["Drop −60 l"]
