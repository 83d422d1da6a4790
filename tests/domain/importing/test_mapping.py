"""Columns by their headings."""

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.importing.mapping import guess, problems, with_words

WHOLE = ("unit", "start_at", "stop_at", "coordinates")


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Vehicle;Order reference;Start;Stop;Address;Latitude;Longitude",
            "unit order_ref start_at stop_at address lat lon",
        ),
        ("plate;ref;Date;From;To;coordinates", "unit order_ref date start_at stop_at coordinates"),
        (
            "Auto;Viide;Kuupäev;Algus;Lõpp;Aadress;Kirjeldus;Märkused",
            "unit order_ref date start_at stop_at address description notes",
        ),
        ("vozidlo;objednávka;začiatok;koniec;adresa;poznámka", "unit order_ref start_at stop_at address notes"),
        ("автомобиль;заказ;начало;конец;адрес;широта;долгота", "unit order_ref start_at stop_at address lat lon"),
        ("Start (Europe/Tallinn);STOP_AT;lng;colour", "start_at stop_at lon -"),
        ("Reference;Order", "order_ref -"),
        ("\ufeffVehicle;\u200eOrder;№ заказа", "unit order_ref -"),
        ("№ заказа;Order [text]", "order_ref -"),
        ("Auto;Kellaaeg", "unit start_at"),
    ],
)
def test_usual_headings_are_known(headings, fields):
    assert guess(headings.split(";")) == tuple(each.strip("-") for each in fields.split())


def test_a_mapping_that_will_do_has_no_problems():
    assert problems(WHOLE) == ()
    assert problems(("unit", "start_at", "stop_at", "lat", "lon", "")) == ()
    assert problems(("unit", "start_at", "coordinates"), spans=True) == ()


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ((WHOLE[0], *WHOLE[2:]), "Start"),
        ((*WHOLE, "unit"), "two columns"),
        ((*WHOLE, "lat"), "given twice"),
        (("unit", "start_at", "stop_at", "lat"), "Longitude"),
    ],
)
def test_what_is_missing_or_doubled_is_told(mapping, sentence):
    assert sentence in " ".join(problems(mapping))


def test_words_change_a_mapping():
    headings = ("Kuhu", "Start", "x=y")
    assert with_words(headings, ("", "start_at", ""), ["Kuhu=address", "Start=", "x=y=notes"]) == (
        "address",
        "",
        "notes",
    )
    assert with_words(headings, ("", "start_at", ""), ["Kuhu=start_at"]) == ("start_at", "", "")
    for word in ("Kuhu", "Kuhu=nothing", "Nowhere=address"):
        with pytest.raises(UsageError):
            with_words(headings, ("", "", ""), [word])
