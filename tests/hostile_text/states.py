"""The window and every state of it that shows words of strangers, with one text in all their places."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget

from fleetdesk.documents.matching import Match
from fleetdesk.documents.staging import Staged
from fleetdesk.domain.assignment_impact import Sign
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.booking_calendar import booked
from fleetdesk.domain.day_plan.driving_time import DrivingTime
from fleetdesk.domain.day_plan.plans import compare
from fleetdesk.domain.day_plan.visit_time import USUAL
from fleetdesk.domain.day_plan.visits import Departure
from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.driver_roster import RosterEntry, Standing
from fleetdesk.domain.drivers import Booking, Person, TachoState, Waybill
from fleetdesk.domain.driving_rules.stretches import Doing, Stretch
from fleetdesk.domain.expenses import ExpenseGrouping, ExpenseKind, Spent
from fleetdesk.domain.fuel.case import FuelCase, Neighbour
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.fuel.levels import Change, Level, LevelChange
from fleetdesk.domain.fuel.matching import FuelEvent, laid_together
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.place_hit import Exactness
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.drawn_series import drawn
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import Refuel, Report, TrackPoint, Trip, WorkPeriod
from fleetdesk.domain.history.records import Visit as ReportedVisit
from fleetdesk.domain.history.replay import near_each_other
from fleetdesk.domain.history.series import series_of
from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.view import view_of
from fleetdesk.domain.history.visits import Edge, UnitVisits, Visit
from fleetdesk.domain.importing.cells import Cells
from fleetdesk.domain.importing.reference_data import reference_data
from fleetdesk.domain.month import CompanyMonth, UnitMonth, period_of_month
from fleetdesk.domain.motion import State
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.place_import import FoundPlace, judge
from fleetdesk.domain.places import Geozone, Poi, Tank
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.domain.reports import ReportGrouping, ReportType, differences
from fleetdesk.domain.roads import straight_way
from fleetdesk.domain.steps import Step
from fleetdesk.domain.tasks import Document, Start, TaskStatus
from fleetdesk.domain.units import Unit, VehicleEvent, VehicleSettings
from fleetdesk.domain.work_time import WorkDay
from fleetdesk.mapview.replay_layer import NearPair, ReplayedUnit
from fleetdesk.profile.lesson import KEPT, NEW, Finding, Lesson
from fleetdesk.profile.settings import Account, Addresses, Roads, Tiles
from fleetdesk.sheets.sheet import Sheet
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.drivers.driving import FoundDriving
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.history.budget import Budget
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import FetchedHistory
from fleetdesk.sync.past_picture import account_pictures, past_picture, taken_of
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.accounts.account_dialog import AccountDialog
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from fleetdesk.ui.accounts.learn_dialog import LearnDialog
from fleetdesk.ui.day_order.dialog import DayOrderDialog
from fleetdesk.ui.day_order.planning import Basis
from fleetdesk.ui.documents.view import DocumentWindow, Shown
from fleetdesk.ui.drivers.calendar_page import CalendarPage
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.drivers.rows import driver_rows
from fleetdesk.ui.drivers.times_page import TimesPage
from fleetdesk.ui.drivers.times_words import times_of
from fleetdesk.ui.filing.page_order import PageOrderDialog
from fleetdesk.ui.filing.staged_file_row import StagedFile
from fleetdesk.ui.fuel.case_dialog import CaseDialog
from fleetdesk.ui.fuel.rows import event_rows, level_rows
from fleetdesk.ui.history.rows import rows_of
from fleetdesk.ui.importing.dialog import ImportDialog
from fleetdesk.ui.map.about_map import AboutMapDialog, makers_of
from fleetdesk.ui.map.address_dialog import AddressDialog
from fleetdesk.ui.map.road_dialog import RoadDialog
from fleetdesk.ui.map.street_dialog import StreetDialog
from fleetdesk.ui.orders.dialog import OrderDialog
from fleetdesk.ui.places.import_dialog import ImportPlacesDialog
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.places.rows import place_rows, waiting_rows, with_who_is_here
from fleetdesk.ui.places.zone_dialog import ZoneDialog
from fleetdesk.ui.replay.scene import scene_of
from fleetdesk.ui.replay.words import event_words, near_words, unknown_words
from fleetdesk.ui.reports.dialog import ReportDialog
from fleetdesk.ui.reports.rows import VisitRow as ReportVisitRow
from fleetdesk.ui.reports.rows import report_rows
from fleetdesk.ui.settings.rule_dialog import RuleDialog
from fleetdesk.ui.tasks.steps_dialog import StepsDialog
from fleetdesk.ui.vehicle_page.car_words import car_label, car_sections
from fleetdesk.ui.vehicle_page.device_words import device_sections
from fleetdesk.ui.vehicle_page.page import Page as VehicleDataPage
from fleetdesk.ui.vehicle_page.unit_words import vehicle_sections
from fleetdesk.ui.visits.rows import rows_of as rows_of_visits
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.drag_data import picture
from fleetdesk.ui.widgets.offers import Offer, Offers
from fleetdesk.ui.widgets.print_preview import PrintPreview
from fleetdesk.ui.widgets.theme import LIGHT
from fleetdesk.ui.window.notice_list import NoticeList
from fleetdesk.ui.window.own_keys_dialog import OwnKeysDialog
from fleetdesk.ui.work_time.columns import PeriodRow as WorkPeriodRow
from tests.sync.fakes import NOW, at_once, position
from tests.task_lists import apply_tasks
from tests.ui.desk import ZONE, task
from tests.ui.filing.test_controller import Filing

ASIDE = 5
"""So many tasks have the text; the fields of the others are plain."""


MAPPED = ("unit", "order_ref", "start_at", "stop_at", "coordinates", "address", "")


class World:
    """The whole window of tests/ui/conftest.Desk, with the text of the moment in all that a stranger can name."""

    def __init__(self, desk, folder):
        self.desk, self.folder, self.store = desk, folder, desk.store
        self.window, self.view = desk.window, desk.view
        self.filing = Filing(desk, folder)
        self.numbers = iter(range(1, 10**9))

    def fill(self, text):
        """Puts the text into vehicles, drivers, tasks, documents, writes and the answers of servers."""
        self.text = text
        names = (
            Unit("m", "242KDN", text, text, text, text),
            Unit("m", "820BHT", text),
            Unit("m", text or "x", None, None),
        )
        self.store.apply_units("m", [*names, Unit("m", "966AJJ", "plain", "966AJJ")])
        self.store.apply_positions([position(each.id, speed_kmh=52.0) for each in names[:2]])
        self.store.apply_driving("m", [TachoState("m", "242KDN", driver_name=text, activity=text, card=text)])
        apply_tasks(self.store, "m", [self._task(number, text) for number in range(1, ASIDE + 1)])
        apply_tasks(self.store, "o", [task(9, None, account="o")])
        self.store.set_link(Link("m", text, LinkStatus.OFFLINE, text))
        self.desk.services.document_store.set_documents(
            "m", 1, [Document("m", number, 1, text, text, "image/png", NOW, text, file_name=text) for number in (1, 2)]
        )
        for op in self._ops(text):
            self.store.apply_op(op)

    def _task(self, number, text):
        return replace(
            task(number, "242KDN", start=8 + number),
            order_ref=text,
            address=text,
            description=text,
            details=text,
            notes=text,
            sender=text,
            start=Start(58.5, 25.0, text),
            cancel_reason=text,
            updated_at=NOW,
            status=list(TaskStatus)[number % len(TaskStatus)],
        )

    def _ops(self, text):
        at = {"account": "m", "task": "1", "label": text, "reason": text, "created_at": NOW.timestamp(), "base": {}}
        upload = {"name": text, "type": "cmr", "size": 5, "sha256": "0" * 64, "mime": "image/png"}
        yield Op(
            101,
            "a",
            seq=1,
            kind=OpKind.UPDATE,
            state=OpState.CONFLICT,
            fields={"notes": text},
            theirs={"notes": text, "address": text},
            **at,
        )
        yield Op(102, "b", seq=2, kind=OpKind.UPLOAD, state=OpState.DEAD, fields=upload, **at)
        yield Op(103, "c", seq=3, kind=OpKind.RETYPE, state=OpState.QUEUED, fields={"file": 1, **upload}, **at)

    # -- states: each gives the windows to look at

    def states(self, text):
        """The name of each state, and what opens it."""
        view = self.view
        return {
            "list": lambda: self.select(view.vehicles.pane),
            "card": lambda: self.select(view.vehicles.details),
            "tasks": lambda: self.raised(view.tasks.pane),
            "board": lambda: self.raised(view.board),
            "form": self.form,
            "new task": self.new_task,
            "offers": lambda: self.offers(text),
            "asking": self.form,
            "outbox": lambda: self.raised(view.outbox.built()),
            "activity": lambda: self.activity(text),
            "fuel case": lambda: self.fuel_case(text),
            "history": lambda: self.history(text),
            "replay": lambda: self.replay(text),
            "back in time": self.back_in_time,
            "replay meetings": lambda: self.replay_meetings(text),
            "charts": lambda: self.charts(text),
            "fuel": lambda: self.fuel(text),
            "month": lambda: self.month(text),
            "expenses": lambda: self.expenses(text),
            "vehicle data": lambda: self.vehicle_data(text),
            "reports": lambda: self.reports(text),
            "new report": lambda: self.new_report(text),
            "print preview": lambda: self.print_preview(text),
            "work time": lambda: self.work_time(text),
            "visits": lambda: self.visits(text),
            "places": lambda: self.places(text),
            "new_places": lambda: self.new_places(text),
            "drivers": lambda: self.drivers(text),
            "times of a driver": lambda: self.times(text),
            "bookings": lambda: self.bookings(text),
            "documents": self.documents,
            "area": self.area,
            "notices": lambda: self.notices(text),
            "notice list": lambda: self.notice_list(text),
            "layouts": lambda: self.layouts(text),
            "search": lambda: self.search(text),
            "filing": lambda: self.sheet(text),
            "one pdf": lambda: self.pages(text),
            "document window": lambda: self.document_window(text),
            "import": lambda: self.importing(text),
            "learn": lambda: self.learning(text),
            "connect": lambda: self.connecting(text),
            "nearest": self.nearest,
            "day order": self.day_order,
            "map sources": self.map_sources,
            "dialogs": lambda: self.dialogs(text),
            "preferences": self.preferences,
            "help": self.help,
            "commands": lambda: self.commands(text),
            "steps": lambda: self.steps(text),
            "menus": self.menus,
            "bubble": lambda: self.impact_tooltip(text),
            "dragged": lambda: self.dragged(text),
            "kept aside": self.kept_aside,
        }

    def raised(self, dock):
        dock.show()
        dock.raise_()
        return [self.window]

    def select(self, dock):
        self.store.select(["m/242KDN"])
        return self.raised(dock)

    def form(self):
        self.desk.view.tasks.controller.open(self.store.tasks["m/1"])
        return self.raised(self.view.tasks.form)

    def new_task(self):
        self.form()
        self.desk.view.tasks.controller.copy()
        self.desk.view.tasks.controller.save()
        return self.raised(self.view.tasks.form)

    def offers(self, text):
        """The list below the address, with the text as an address that this desk knows."""
        self.form()
        editor = self.view.tasks.form.form.inputs["address"].editor
        offers = editor.findChild(Offers)
        offers.offer([Offer(text, None, "3")])
        return [*self.raised(self.view.tasks.form), offers.popup()]

    def documents(self):
        self.form()
        self.raised(self.view.documents.pane)
        self.view.documents.pane.table.selectRow(0)
        return [self.window]

    def activity(self, text):
        """Everything that can happen, anew for each text."""
        for op in self._ops(text):
            for state in (OpState.QUEUED, OpState.UNCERTAIN, OpState.DEAD, OpState.CANCELLED):
                self.store.apply_op(replace(op, id=op.id + 1000, state=state, theirs={}))
        given = Op(1200, "d", "m", "1", 9, OpKind.UPDATE, OpState.QUEUED, {"unit": "820BHT"}, {}, label=text)
        for state in (OpState.QUEUED, OpState.DONE):
            self.store.apply_op(replace(given, state=state, created_at=NOW.timestamp()))
        self.store.set_link(Link("m", text, LinkStatus.LIVE))
        self.store.set_link(Link("m", text, LinkStatus.OFFLINE, text))
        return self.raised(self.view.activity.built())

    def fuel(self, text):
        """A tank, a vehicle and a filling with the text wherever a vendor or a person tells one."""
        pane = self.view.fuel.pane.built()
        tank = Tank("m", text or "x", text, volume_l=100.0, level_l=50.0, fixed_at=NOW)
        pane.show_levels(level_rows(self.store.fleet.values(), {"m/tank": tank}, {}, {}, ["m/242KDN"]))
        pumped = Refuel("m", 1, "242KDN", NOW, NOW, None, 10.0, 90.0, address=text)
        events = laid_together((), [pumped], [FuelUp("v", text, NOW, 80.0, 1.5, 120.0, text, text)])
        pane.show_subject(text)
        pane.show_events(event_rows(text, "m", events), (text, text), (f"{text}.",))
        return self.raised(pane)

    def places(self, text):
        """The places dock with a place that is called so, and the menu of it."""
        pane = self.view.places.pane.built()
        poi = Poi("m", 1, 58.5, 25.0, text, text, comment=text, radius_m=900.0, address=text, phone=text, contact=text)
        rows = with_who_is_here(place_rows([poi]), list(self.store.fleet.values()))
        pane.show_places(rows, [text])
        before = set(self.window.findChildren(QMenu))
        pane.menu_wanted.emit(rows["m/Poi/1"], QPoint(5, 5))
        menus = [self._kept(each) for each in set(self.window.findChildren(QMenu)) - before]
        return [*self.raised(pane), *menus]

    def drivers(self, text):
        """The list of drivers with one who is called so, drives such a vehicle and is booked for it, and the menu."""
        pane = self.view.drivers.pane.built()
        state = TachoState("m", text, 1, text, text, True, activity=text)
        booked = Booking("m", 1, text, 1, text, NOW, NOW, purpose=text, phone=text, memo=text)
        entry = RosterEntry(
            "m/1", Person("m", "1", text, text, text), Standing.DRIVING, "m/242KDN", text, NOW, state, booked
        )
        rows = driver_rows({"m/1": entry}, self.store.fleet)
        pane.show_page(Page.LIST)
        pane.show_drivers(rows, [text], NOW)
        before = set(self.window.findChildren(QMenu))
        pane.menu_wanted.emit(rows["m/1"], QPoint(5, 5))
        menus = [self._kept(each) for each in set(self.window.findChildren(QMenu)) - before]
        return [*self.raised(pane), *menus]

    def times(self, text):
        """What a driver of that name did in a vehicle of that name."""
        pane, ends = self.view.drivers.pane.built(), NOW.timestamp()
        pane.show_page(Page.TIMES)
        page, period = pane.findChild(TimesPage), Span(ends - 7200, ends)
        covered = (Stretch(ends - 7200, ends, Doing.DRIVE, text, 1.0),)
        page.show_times(text, times_of(FoundDriving(period, covered, None, None, (text,)), ZONE))
        page.progress.show_progress(1, 2, text)
        return self.raised(pane)

    def bookings(self, text):
        """The calendar with a booking and a waybill of that name."""
        pane = self.view.drivers.pane.built()
        pane.show_page(Page.CALENDAR)
        page = pane.findChild(CalendarPage)
        rows = [Booking("m", 1, text, 1, text, NOW, None, purpose=text, phone=text, memo=text)]
        page.show_booked(booked([*rows, Waybill("m", 1, text, text, NOW, None, text)], page.period), (text, text))
        page.say_troubles(text)
        return self.raised(pane)

    def work_time(self, text):
        """The work time dock with a vehicle, a category, a driver and a kind that are called so."""
        pane = self.view.work_time.pane.built()
        day = WorkDay("m/242KDN", text or "x", text, NOW.date(), text, 3600, 60, 0, 2)
        period = WorkPeriod("m", 1, "242KDN", NOW, NOW, status=text, driver_name=text)
        pane.show_days([day], (text, text), [f"{text}."])
        pane.show_periods(text, {"1": WorkPeriodRow("1", text, period, NOW)}, (text, text))
        return self.raised(pane)

    def reports(self, text):
        """The reports dock with a type, a group, a place, a vehicle and an order that are called so, then compared."""
        pane, results = self.view.reports.pane.built(), self.view.reports.pane.built().results
        report = Report("m", 1, "done", type=text, type_name=text, group="category", group_id="1", group_name=text)
        rows = report_rows([report], (), lambda account, group, number: text)
        pane.show_reports(rows, [text])
        seen = ReportedVisit("m", 1, text, text, order_ref=text, order_details=text, description=text, name=text)
        results.offer({"m/1": text})
        words = rows["m/1"].words(ZONE)
        results.show_differences(words, "m", {"1": differences([], [seen], ReportGrouping.BOTH)[0]}, (text, text))
        shown = self.raised(pane)
        results.show_visits(words, {"1": ReportVisitRow("1", text, seen)}, (text, text), "rtasks", text)
        return [*shown, *self.raised(pane)]

    def new_report(self, text):
        """The form of a report with an account, a vehicle and a group that are called so."""
        dialog = ReportDialog(
            self.window,
            [text, "m"],
            lambda _account: {"1": text},
            lambda _account: {"7": text},
            lambda _account, _kind: {3: text},
            text,
            lambda: NOW,
            ZONE,
        )
        dialog.about.setCurrentIndex(2)
        dialog.choose_place(ReportType.PLACES, 3)
        dialog.say_refused(text)
        return [self._kept(dialog)]

    def print_preview(self, text):
        """The pages of a list that is called so."""
        return [self._kept(PrintPreview(self.window, text, lambda paper: paper.heading(text), self.desk.background))]

    def expenses(self, text):
        """The expenses dock with a vehicle, a person, a category and a note that are called so."""
        pane = self.view.expenses.pane.built()
        row = Spent("v/1", text, ExpenseKind.SERVICE, NOW, text, text, (text or "x",), 12.5, note=text)
        pane.grouping.setCurrentIndex(list(ExpenseGrouping).index(ExpenseGrouping.CATEGORY))
        pane.show_rows([row], (text, text), [f"{text}."])
        return self.raised(pane)

    def vehicle_data(self, text):
        """The page of a vehicle with the text in all that a vendor tells, and a car that is called so in the box."""
        pane = self.view.vehicle_page.pane.built()
        unit = Unit("m", "1", text, text, text, fuel_card=text, rest=((text or "x", text),), note=text)
        event = VehicleEvent("m", 7, "1", 4, text, requested_at=NOW)
        settings = VehicleSettings(
            "m", "1", reporting_intervals=(text,), events=(event,), geozones=(93,), outputs=(text,), alarm=text
        )
        waiting = [Op(300, "u", "m", "new-1", 1, OpKind.ORDER, OpState.DEAD, {"description": text}, {}, reason=text)]
        sections = vehicle_sections(Seen(unit), text, ZONE, text, None)
        sections += device_sections(settings, waiting, ZONE, lambda number: text)
        sections += car_sections(unit, Seen(unit), [text], text, ZONE)
        pane.show_cars({"v/1": car_label(unit, Seen(unit))}, "v/1")
        pane.show_page(VehicleDataPage(text, sections, text, (text,), text), takes_orders=True)
        return self.raised(pane)

    def new_places(self, text):
        """The dialogs of new places and alarms, and the outbox with what they make."""
        units = {"242KDN": text}
        zone = Geozone("m", 4, text, 58.5, 25.0, 900.0, units=("242KDN",))
        poi = Poi("m", None, 58.5, 25.0, text, "poi", comment=text, address=text, contact=text, phone=text)
        dialogs: list[Any] = [
            PoiDialog(self.window, ["m", text], text, poi),
            ZoneDialog(self.window, ["m", text], text, replace(zone, id=0), lambda account: units, ()),
            ZoneDialog(self.window, ["m"], text, zone, lambda account: units, ("242KDN",)),
        ]
        found = PoiDialog(self.window, ["m"], text, Poi("m", None, 58.5, 25.0))
        found.show_address(58.5, 25.0, text, text)
        dialogs.append(found)
        order = OrderDialog(self.window, text, ZONE)
        event = VehicleEvent("m", 7, "242KDN", 4, text, handled=False, requested_at=NOW)
        order.show_settings(VehicleSettings("m", "242KDN", reporting_intervals=(text,), events=(event,)))
        listed = ImportPlacesDialog(self.window, text, ["m", text], text)
        listed.show_judged(judge([FoundPlace(text or "x", 58.5, 25.0), FoundPlace(text, trouble=text)], []))
        dialogs += [order, listed]
        for each in dialogs:
            each.say_refused(text)
        fields = {"name": text, "lat": 58.5, "lon": 25.0, "purpose": "poi", "comment": text, "address": text}
        for number, kind in enumerate((OpKind.POI, OpKind.ORDER, OpKind.TIE, OpKind.REPORT), 201):
            op = Op(number, str(number), "m", f"new-{number}", 1, kind, OpState.DEAD, fields, {}, text, reason=text)
            self.store.apply_op(op)
        self.view.places.pane.built().show_places(waiting_rows(self.desk.services.named_places.waiting), [text])
        return [
            *self.raised(self.view.outbox.built()),
            *self.raised(self.view.places.pane.built()),
            *map(self._kept, dialogs),
        ]

    def month(self, text):
        """The month with a vehicle that is called so, and with it in every sentence."""
        pane = self.view.month.pane.built()
        unit = UnitMonth("m/242KDN", text, text, 1000.0, 3600.0, litres=300.0, tasks_done=1)
        october = date(2026, 10, 1)
        pane.show_month(
            CompanyMonth(october, period_of_month(october, ZONE), ZONE, (unit,), (f"{text}.",)), (text, text)
        )
        pane.progress.show_progress(1, 2, text)
        return self.raised(pane)

    def visits(self, text):
        """Who was in an area, with the text as the name of the place, of a vehicle, and in every sentence."""
        pane, begun = self.view.visits.pane.built(), NOW.timestamp() - 7200
        area = Area.of([(24.0, 58.0), (26.0, 58.0), (26.0, 59.5)])
        visit = Visit(Stay(begun, begun + 3600, False, False, 600.0), Edge.GAP, Edge.INSIDE)
        found = (UnitVisits("m/242KDN", (visit,), 2, 1, 1),)
        rows = rows_of_visits(found, {"m/242KDN": text}, Span(begun, NOW.timestamp()), NOW)
        pane.show_area(area, text[:80])
        pane.show_visits(found, rows, text)
        pane.show_budget(Budget(("m/242KDN",), 1, 2, 3.0))
        pane.say_trouble(f"{text}.")
        pane.progress.show_progress(1, 2, text)
        return self.raised(pane)

    def fuel_case(self, text):
        """The page of a drop with the text as vehicle, driver, place and neighbour."""
        at = Level(NOW, 300.0, 0.0)
        drop = FuelEvent(Change.DROP, NOW, NOW, level=LevelChange(Change.DROP, at, at, 300.0, 240.0))
        event = replace(drop, refuel=Refuel("m", 1, "242KDN", NOW, NOW, None, 10.0, 90.0, address=text))
        case = FuelCase(text, event, (), (58.5, 25.0), driver=text, nearest=(text, 9.0),
                        beside=(Neighbour(text, 5.0),), known_of=1, fleet=2)  # fmt: skip
        dialog = CaseDialog(self.window, case, lambda: LIGHT, ZONE)
        dialog.show()
        return [dialog]

    def history(self, text):
        """A day of a vehicle and a person, with the text wherever a vendor tells one."""
        pane, begun = self.view.history.pane.built(), NOW - timedelta(hours=3)
        told = {"start_address": text, "end_address": text, "purpose": text, "note": text, "driver": text}
        trips = [self._trip(begun + timedelta(hours=n), n, private=n == 2, **told) for n in range(3)]
        pumped = Refuel("m", 1, "242KDN", begun + timedelta(minutes=40), begun + timedelta(minutes=45), address=text)
        past = UnitPast("m/242KDN", tuple(trips), (), (pumped,), ())
        period = Span(begun.timestamp(), NOW.timestamp())
        views = [view_of(replace(past, key=key), period, NOW) for key in ("m/242KDN", "m/820BHT")]
        pane.show_units([text])
        rows = rows_of(views, dict.fromkeys((view.key for view in views), text))
        pane.show_history(FetchedHistory(tuple(views), (f"{text}.", text)), rows)
        pane.show_progress(Progress(1, 2, text))
        pane.charts_button.setChecked(False)
        return self.raised(pane)

    def replay(self, text):
        """Three vehicles that are called by the text: two meet, of one nobody knows a place."""
        begun = NOW - timedelta(hours=1)
        points = [TrackPoint("m", "1", begun + timedelta(minutes=n), 58.5, 25.0 + n / 500) for n in range(60)]
        period = Span(begun.timestamp(), NOW.timestamp())
        views = [view_of(UnitPast(key, points=tuple(points)), period, NOW) for key in ("m/242KDN", "m/820BHT", "m/x")]
        views[2] = view_of(UnitPast("m/x", points=()), period, NOW)
        scene = scene_of(views, dict.fromkeys((view.key for view in views), text))
        bar, instant = self.view.replay.controller.bar, scene.replay.at(begun.timestamp() + 900)
        near = near_each_other(instant)
        bar.show_scene(scene)
        words = (event_words(scene.events, scene.labels), near_words(near, scene.labels), unknown_words(scene.labels))
        bar.show_moment(instant.at, words)
        bar.show_playing(False)
        unit = ReplayedUnit(text, 58.5, 25.0, State.MOVING, 90.0)
        self.view.map.pane.map.replay.show(instant.at, text, [unit], [NearPair(((58.5, 25.0), (58.5, 25.1)), text)])
        return self.raised(self.view.map.pane)

    def back_in_time(self):
        """The desk as it was recorded, with whatever strangers had written then."""
        picture = past_picture(account_pictures(taken_of(self.desk.services.live)))
        at_once(self.store.show_past(picture))
        bar = self.view.back_in_time.controller.bar
        bar.show_recorded([minute_of(NOW.timestamp())])
        bar.show()
        return [self.window]

    def replay_meetings(self, text):
        """The menu of who met whom."""
        self.replay(text)
        return [self.view.replay.controller.bar.open_meetings()]

    def charts(self, text):
        """The charts of a vehicle whose points have the text for an address, with the cursor at one."""
        self.history(text)
        pane, begun = self.view.history.pane.built(), NOW - timedelta(hours=3)
        told = {"address": text, "fuel_l": 90.0, "temperatures": (4.0,), "input": 3}
        times = [begun + timedelta(minutes=number) for number in range(60)]
        points = [TrackPoint("m", "242KDN", at, 58.5, 25.0 + n / 100, **told) for n, at in enumerate(times)]
        track, period = clean(points, NOW), Span(begun.timestamp(), NOW.timestamp())
        series = series_of(track)
        pane.charts_button.setChecked(True)
        pane.charts.show_series(series, track, period)
        pane.charts.show_lines({place: drawn(each, period, 300) for place, each in enumerate(series)}, period)
        pane.charts.point(track.at[10])
        return self.raised(pane)

    def _trip(self, begun, number, **more):
        half, whole = begun + timedelta(minutes=30), begun + timedelta(hours=1)
        return Trip("m", number, "242KDN", started_at=begun, ended_at=half, stop_ended_at=whole, **more)

    def area(self):
        self.desk.area.ask(Area.of([(24.0, 58.0), (26.0, 58.0), (26.0, 59.5), (24.0, 59.5), (24.0, 58.0)]))
        verdict = replace(self.desk.area.verdict, server=(), asked_at=NOW, why_local=self.store.links["m"].sentence)
        self.view.map.pane.panel.show_verdict(verdict)
        return [self.window, self.view.map.pane.panel]

    def notices(self, text):
        for number in range(5):
            self.window.notices.say(f"{number} “{text}”.", trouble=True, action=text, do=lambda: None)
        self.store.notice.emit(text)
        return [self.window]

    def notice_list(self, text):
        self.notices(text)
        return [self._asked("Notices", NoticeList)]  # the window's own: it is not closed

    def layouts(self, text):
        saving = self._asked("Save layout", ask.Small)
        saving.findChild(QLineEdit).setText(f"1 {text}")
        saving.go.click()
        return [self._kept(self._asked("Saved layouts", ask.Small)), self.window]

    def _asked(self, command, kind):
        """The window that a command of the menus opens."""
        self.window.actions_by_text[command].trigger()
        return self.window.findChildren(kind)[-1]

    def search(self, text):
        self.window.counters.command.setText("")
        field = self.window.counters.command
        field.textEdited.emit("vehicle" if not text.split() else text.split()[0][:20])
        return [self.window]

    def sheet(self, text):
        sheet, staged = self.filing.sheet, Staged("0" * 64, 5, "image/png", text, text)
        for each in list(sheet.rows):
            sheet.drop(each)
        known = [Match(each, 0.7, text) for each in self.store.tasks.values()]
        sheet.add(StagedFile(staged, "m/1", reason=text, trouble=text, matches=known))
        sheet.add(StagedFile(replace(staged, sha256="1" * 64), "", reason=text, matches=known))
        sheet.say(text)
        sheet.slide_in()
        sheet.say(f"{text}.")
        return [self.window, sheet]

    def pages(self, text):
        return [self._kept(PageOrderDialog([StagedFile(Staged("0" * 64, 5, "image/png", text))], self.window))]

    def document_window(self, text):
        made = self._kept(
            DocumentWindow(self.view.documents.pane.tools.looks, Shown(Path("/nowhere"), text), self.window)
        )
        made.view.say(text, text)
        return [made]

    def importing(self, text):
        memory = QSettings(str(self.folder / "import.ini"), QSettings.Format.IniFormat)
        known = reference_data("m", ZONE, [], [], now=NOW)
        made = self._kept(
            ImportDialog(
                [text, "o"],
                ZoneInfo("Europe/Tallinn"),
                lambda *_: known,
                memory,
                self.desk.background,
                lambda: LIGHT,
                AddressPlacing(self.desk.services.gazetteer, self.desk.services.address_service),
                self.window,
            )
        )
        columns = (text, "1", "2", "3", "4", text, "")
        sheet = Sheet(columns, [(2, Cells((text,) * 7))], "utf-8", ";", text, (text, "b"))
        made.source.show_sheet(Path("/x") / (text.replace("/", "").replace("\0", "") or "x"), sheet)
        made.columns.show_columns(sheet.headings, sheet.rows[0][1], MAPPED)
        made.columns.show()
        self._rehearsed(made, sheet)
        made.placing.show()
        place = KnownPlace(text, 58.5, 25.0, PlaceSource.SERVICE)
        options = (PlaceOption(place), PlaceOption(place, Exactness.EXACT))
        made.placing.decisions.ask([AddressAnswer(text, options)], {text: [2]}, text)
        made.say(text)
        return [made]

    def _rehearsed(self, made, sheet):
        from fleetdesk.domain.importing.judged import judge_rows
        from fleetdesk.domain.importing.preview import Source

        known = reference_data("m", ZONE, [], [], now=NOW)
        made.show_judged(judge_rows(sheet.headings, sheet.rows, MAPPED, known, Source()))
        made.model.ticked.emit()

    def learning(self, text):
        made = self._kept(LearnDialog([text, "o"], LIGHT, self.window))
        found = [Finding(text, text, text, text, state, text, {"path": text}) for state in (NEW, KEPT)]
        made.show_lesson(Lesson("m", tuple(found), None, text))
        made.say(text)
        return [made]

    def connecting(self, text):
        made = self._kept(ConnectDialog({"metrotec": "https://x"}, False, self.window))
        made.say(text, unknown_paths=True)
        return [made]

    def nearest(self):
        self.form()
        return [self._kept(self.view.map.commands.show_nearest(58.5, 25.0)), self._nearest_of_task()]

    def _nearest_of_task(self):
        from fleetdesk.ui.widgets.nearest_panel import NearestPanel

        task, roads = self.store.tasks["m/1"], self.desk.services.roads
        return self._kept(NearestPanel(task, self.store, roads, lambda: LIGHT, ZONE, self.window))

    def map_sources(self):
        """What the map and its neighbours ask, with the user's own addresses and keys."""
        text = self.text
        dialogs = (
            StreetDialog(self.window, Tiles(text, text)),
            RoadDialog(self.window, Roads("osrm", text, text)),
            AddressDialog(self.window, Addresses("photon", text, text)),
            AboutMapDialog(self.window, makers_of(Tiles(text, text))),
        )
        for made in dialogs[:3]:
            made.say_refused(text)
        return [self._kept(each) for each in dialogs]

    def day_order(self):
        tasks = list(self.store.tasks.values())
        departure = Departure((25.0, 58.5), NOW, DrivingTime(), USUAL)
        plans = compare(tasks, tasks[0], departure, straight_way)
        made = self._kept(DayOrderDialog(self.window, self.text, lambda: LIGHT, ZONE))
        made.show_plans((plans, Basis(departure.driving, USUAL, 12, self.text)), tasks[0])
        return [made]

    def preferences(self):
        shown = self.view.settings.controller.open()
        shown.editors["tiles"].show_value(self.text)
        for name in ("accounts", "documents"):
            shown.editors[name].show_value({"m": self.text})
        return [self._kept(shown), *self._account(), self._rule(), self._own_keys()]

    def _account(self):
        account = Account(self.text, "metrotec", self.text, zone=self.text, language=self.text)
        made = self._kept(AccountDialog([account], 10.0, self.window))
        made.show_account(self.text)
        made.say(self.text)
        made.show_it()
        return [made]

    def _rule(self):
        made = self._kept(RuleDialog([Rule(self.text)], 0, self.window))
        made.show_it()
        return made

    def _own_keys(self):
        self.window.edit_keys()
        return self._kept(self.window.findChildren(OwnKeysDialog)[-1])

    def help(self):
        before = set(self.window.findChildren(QDialog))
        for entry in ("First steps", "Legend of the signs", "Keys"):
            self.window.actions_by_text[entry].trigger()
        opened = set(self.window.findChildren(QDialog)) - before
        return [self._kept(each) for each in sorted(opened, key=QDialog.windowTitle)]

    def commands(self, text):
        """The list of the command field, with all that this text finds."""
        self.window.counters.command.setText(text[:20])
        self.window.counters.command.textEdited.emit(text[:20])
        return [self.window]

    def dialogs(self, text):
        before = set(self.window.findChildren(QDialog))
        ask.pick_named(self.window, "1", "2", {text: "{}"}, print, print)
        ask.ask_name(self.window, "3", text, print)
        ask.ask_remove(self.window, {text: 1}, print)
        ask.ask_secret(self.window, [text], print)
        opened = set(self.window.findChildren(QDialog)) - before
        return [self._kept(each) for each in sorted(opened, key=QDialog.windowTitle)]

    def steps(self, text):
        change = Step(1, "m", "1", text, OpKind.UPDATE, {"notes": text}, {"notes": text * 2}, NOW.timestamp(), "g")
        filed = replace(change, kind=OpKind.UPLOAD, before={}, after={"name": text, "type": text})
        dialog = self._kept(StepsDialog(self.window, ZONE))
        dialog.show_gestures([[change], [change, replace(filed, task="2")], [filed]], [])
        dialog.tree.expandAll()
        return [dialog]

    def menus(self):
        self.store.select(["m/242KDN"])
        before = set(self.window.findChildren(QMenu))
        self.desk.task_menu.popup(("m/1",), QPoint(5, 5))
        op = self.store.task_store.waiting["102"]
        with contextlib.suppress(AttributeError):
            self.view.documents.pane.queue.identify_menu(replace(op, state=OpState.UNCERTAIN)).popup(QPoint(5, 5))
        return [self._kept(each) for each in set(self.window.findChildren(QMenu)) - before]

    def impact_tooltip(self, text):
        impact_tooltip = self.view.tasks.drag_assign.impact_tooltip
        for lines in ([(Sign.GOOD, text)], [(Sign.GOOD, text)] * 9):
            impact_tooltip.say(f"{text} · {text}", lines)
            impact_tooltip.show_at(self.window.mapToGlobal(QPoint(400, 300)), self.view.tasks.pane)
        return [self.window, impact_tooltip]

    def dragged(self, text):
        shown = QWidget()
        drawn = picture(text)
        shown.setFixedSize(drawn.deviceIndependentSize().toSize())
        return [self._kept(shown)]

    def kept_aside(self):
        self.form()
        self.view.tasks.form.form.inputs["notes"].type_text("typed")
        self.view.tasks.form.show_task(replace(self.store.tasks["o/9"], stop_at=NOW + timedelta(hours=1)))
        self.view.tasks.form.discard_changes()
        return [self.window]

    def _kept(self, widget):
        self.opened = [*getattr(self, "opened", []), widget]
        widget.show()
        return widget

    def close(self):
        """Back to the window alone."""
        for each in getattr(self, "opened", []):
            with contextlib.suppress(RuntimeError):
                each.close()
                each.deleteLater()
        self.opened = []
        at_once(self.store.show_live())
        QTest.keyClick(self.window.counters.command, Qt.Key.Key_Escape)
        for each in (self.view.tasks.drag_assign.impact_tooltip, self.filing.sheet, self.view.replay.controller.bar):
            each.hide()
        for sentence in self.window.notices.sentences:
            self.window.notices.drop(sentence)
        self.view.map.pane.panel.show_verdict(None)
        self.view.tasks.form.discard_everything()
        self.view.tasks.form.form.show_values({}, new=False, named=str)
        self.view.tasks.form.show_task(None)
