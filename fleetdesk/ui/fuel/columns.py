"""The columns of both lists of the fuel dock, and what files of them hold."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.fuel.levels import Change
from fleetdesk.ui.fuel.rows import (
    NO_LEVEL,
    EventRow,
    FuelRow,
    apart_l,
    change_words,
    price_words,
    signed,
    when,
    where,
    who_knows,
)
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import moment_order, order_of
from fleetdesk.ui.widgets.rows import Column

LAST = _("The last filling or drop in 7 days, or in the period that was looked at; empty where no track is known")
LASTS = _("At what the vehicle burnt in that time, where it drove far enough to say it")
REFILL = _("When the server expects the tank to be filled next")
NONE_FOUND = pgettext("fuel", "none found")
CHANGES = {Change.FILLING: pgettext("fuel", "Filling"), Change.DROP: pgettext("fuel", "Drop")}


def level_columns(zone: ZoneInfo, now: Callable[[], datetime]) -> list[Column[FuelRow]]:
    """Return the columns of tanks and vehicles."""

    def tip(row: FuelRow, role: int) -> Any:
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        return formatting.hover(f"{row.label}\n{formatting.moment_hover(row.read_at, zone, row.account)}")

    return [
        Column("name", pgettext("column", "Name"), lambda row: row.label, lambda row: formatting.folded(row.label), 120,
               roles=tip, rank=1, least=70),
        Column("kind", pgettext("column", "Kind"), _kind, _kind, 66, roles=tip),
        Column("litres", pgettext("column", "Level"), _level, lambda row: order_of(row.litres), 100, number=True,
               roles=tip, value=lambda row: _rounded(row.litres)),
        Column("percent", "%", lambda row: formatting.optional(row.percent), lambda row: order_of(row.percent), 44,
               number=True, roles=tip, value=lambda row: _rounded(row.percent)),
        Column("read", pgettext("column", "Read"), lambda row: when(row.read_at, zone, now()) if row.read_at else "",
               lambda row: moment_order(row.read_at), 96, number=True, roles=tip, value=lambda row: row.read_at),
        Column("last", pgettext("column", "Last change"),
               lambda row: _last(row, zone, now()),
               lambda row: moment_order(row.last.begins if row.last else None), 150, roles=tip, hint=LAST, rank=2,
               least=80),
        Column("refill", pgettext("column", "Next refill"),
               lambda row: formatting.clock(row.fills_up_at, zone) if row.fills_up_at else "",
               lambda row: moment_order(row.fills_up_at), 96, number=True, roles=tip, hint=REFILL,
               value=lambda row: row.fills_up_at),
        Column("lasts", pgettext("column", "Lasts"), _lasts, lambda row: order_of(row.lasts_km), 96, number=True,
               roles=tip, hint=LASTS, value=lambda row: _rounded(row.lasts_km)),
        Column("temperature", "°C", lambda row: formatting.optional(row.temperature, 1),
               lambda row: order_of(row.temperature), 44, number=True, roles=tip, value=lambda row: row.temperature),
    ]  # fmt: skip


LEVEL_EXPORTS: Exports[FuelRow] = Exports(
    instead={
        "litres": (ExportColumn(pgettext("column", "Level, litres"), lambda row: _rounded(row.litres)),),
        "percent": (ExportColumn(pgettext("column", "Level, %"), lambda row: _rounded(row.percent)),),
        "lasts": (ExportColumn(pgettext("column", "Lasts, km"), lambda row: _rounded(row.lasts_km)),),
        "temperature": (ExportColumn(pgettext("column", "Temperature, °C"), lambda row: row.temperature),),
    },
    always=(
        ExportColumn(pgettext("column", "Tank holds, litres"), lambda row: row.volume_l),
        ExportColumn(pgettext("column", "Account"), lambda row: row.account),
    ),
)


def event_columns(zone: ZoneInfo, now: Callable[[], datetime]) -> list[Column[EventRow]]:
    """Return the columns of fillings and drops."""

    def tip(row: EventRow, role: int) -> Any:
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        moment = formatting.moment_hover(row.event.begins, zone, row.account)
        told = (f"{CHANGES[row.event.change]} {signed(row.event)}", who_knows(row.event), where(row.event), moment)
        return formatting.hover(joined(filter(None, told), "\n"))

    def litres(key: str, title: str, of: Callable[[EventRow], float | None], hint: str) -> Column[EventRow]:
        return Column(key, title, lambda row: formatting.optional(of(row)), lambda row: order_of(of(row)), 60,
                      number=True, roles=tip, hint=hint, value=lambda row: _rounded(of(row)))  # fmt: skip

    return [
        Column("when", pgettext("column", "When"), lambda row: when(row.event.begins, zone, now()),
               lambda row: moment_order(row.event.begins), 110, number=True, roles=tip,
               value=lambda row: row.event.begins),
        Column("change", pgettext("column", "Change"), lambda row: f"{CHANGES[row.event.change]} {signed(row.event)}",
               lambda row: (row.event.change.value, order_of(row.event.litres)), 120, roles=tip),
        Column("knows", pgettext("column", "Who knows of it"), lambda row: who_knows(row.event),
               lambda row: who_knows(row.event), 190, roles=tip, rank=1, least=110),
        litres("level", pgettext("column", "Level l"), lambda row: row.event.level_l, _("Litres as the level tells")),
        litres("vendor", pgettext("column", "Vendor l"), lambda row: row.event.vendor_l,
               _("Litres as the vendor's list of refuels tells")),
        litres("paid", pgettext("column", "Paid l"), lambda row: row.event.paid_l, _("Litres of the fuel-up")),
        litres("apart", pgettext("column", "Apart l"), lambda row: apart_l(row.event), _("By how much they differ")),
        Column("price", pgettext("column", "Price"), lambda row: price_words(row.event),
               lambda row: order_of(row.event.fuel_up.cost if row.event.fuel_up else None), 120, number=True, roles=tip,
               value=lambda row: row.event.fuel_up.cost if row.event.fuel_up else None),
        Column("where", pgettext("column", "Where"), lambda row: where(row.event),
               lambda row: formatting.folded(where(row.event)), 140, roles=tip, rank=2, least=60),
    ]  # fmt: skip


EVENT_EXPORTS: Exports[EventRow] = Exports(
    instead={
        "change": (
            ExportColumn(pgettext("column", "Change"), lambda row: CHANGES[row.event.change]),
            ExportColumn(pgettext("column", "Litres"), lambda row: _rounded(row.event.litres)),
        ),
        "level": (ExportColumn(pgettext("column", "Litres by the level"), lambda row: _rounded(row.event.level_l)),),
        "vendor": (ExportColumn(pgettext("column", "Litres by the vendor"), lambda row: _rounded(row.event.vendor_l)),),
        "paid": (ExportColumn(pgettext("column", "Litres paid"), lambda row: _rounded(row.event.paid_l)),),
        "apart": (ExportColumn(pgettext("column", "Litres apart"), lambda row: _rounded(apart_l(row.event))),),
    },
    always=(
        ExportColumn(pgettext("column", "Price a litre"), lambda row: _price(row)),
        ExportColumn(pgettext("column", "Vehicle"), lambda row: row.label),
        ExportColumn(pgettext("column", "Account"), lambda row: row.account),
    ),
)


def _kind(row: FuelRow) -> str:
    return pgettext("fuel", "Tank") if row.is_tank else pgettext("fuel", "Vehicle")


def _last(row: FuelRow, zone: ZoneInfo, now: datetime) -> str:
    if row.last is not None:
        return change_words(row.last, zone, now)
    return NONE_FOUND if row.is_looked_for else ""


def _level(row: FuelRow) -> str:
    return NO_LEVEL if row.litres is None else formatting.figure(row.litres, "l")


def _lasts(row: FuelRow) -> str:
    if row.lasts_km is None:
        return ""
    return _("about {km} km").format(km=number(round(row.lasts_km, -1)))


def _price(row: EventRow) -> float | None:
    return row.event.fuel_up.price_per_l if row.event.fuel_up else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
