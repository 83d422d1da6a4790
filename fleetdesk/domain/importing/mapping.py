"""Which column of a table holds which field of a task: guessed from its heading, in the languages of our users."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, source
from fleetdesk.domain.invisible_characters import seen
from fleetdesk.domain.task_fields import BY_NAME, FIELDS, LATER

DATE, PLACE = "date", "coordinates"
"""Two columns that are no fields: the day of the times, and latitude and longitude in one."""

LABELS: Mapping[str, str] = {
    **{each.name: each.label for each in FIELDS},
    DATE: _("Date of the times"),
    PLACE: _("Coordinates (both)"),
}
WORDS: Mapping[str, str] = {
    "unit": """vehicle unit truck car plate vehicleid unitid regnr registration numberplate licenceplate licenseplate
        sõiduk auto masin veok number numbrimärk regnumber riiginumber vozidlo ečv evč špz auto спз автомобиль машина
        госномер номеравто тс object objectid""",
    "order_ref": """order orderref orderreference reference ref orderno ordernumber orderid ourref viide tellimus
        tellimusenr tellimusenumber viitenumber saateleht objednávka čísloobjednávky referencia zákazka заказ
        номерзаказа номер заявка заказа накладная номернакладной orderreferenceno referenceno referencenumber refno
        refnumber orderid shipment shipmentid shipmentnumber consignment waybill cmr cmrno tellimusnr tellimusno
        viitenr saatelehtnr číslozákazky čísloobjednavky objednávkač čobjednávky dodacílist auftrag auftragsnummer
        auftragsnr bestellung bestellnummer referenz referenznummer objednávkyčíslo zakázka číslozakázky""",
    "start_at": """start startat starttime begin from fromtime windowstart notbefore earliest algus algusaeg alates
        algab začiatok začiatokčasu od odčasu začátek начало с от beginn von time timewindow window timeslot slot aeg
        kellaaeg ajavahemik ajaaken čas časovéokno время интервал окно zeit zeitfenster uhrzeit""",
    "stop_at": """stop stopat stoptime end endtime to until till totime windowend notafter latest deadline lõpp lõppaeg
        kuni lõpeb tähtaeg koniec konec do dočasu конец окончание до по ende bis""",
    DATE: "date day kuupäev päev dátum deň дата день",
    PLACE: """coordinates coordinate coords gps gpscoordinates latlon latlng location koordinaadid koordinaat súradnice
        poloha gpssúradnice координаты geo maplink kaardilink""",
    "address": """address addr taskaddress place where destination deliveryaddress aadress koht sihtkoht tarneaadress
        adresa miesto cieľ адрес место адресдоставки""",
    "lat": "lat latitude laius laiuskraad šírka zemepisnášírka широта y",
    "lon": "lon lng long longitude pikkus pikkuskraad dĺžka zemepisnádĺžka долгота x",
    "description": "description desc task what taskdescription kirjeldus ülesanne töö popis úloha описание задача",
    "details": "details orderdetails cargo goods load üksikasjad detailid kaup koorem detaily tovar náklad груз детали",
    "notes": "notes note remark remarks comment comments märkused märkus kommentaar poznámka poznámky примечание "
    "примечания комментарий",
    "start_address": "startaddress pickup pickupaddress fromaddress lähteaadress algusaadress pealelaadimine "
    "adresanakládky адресзагрузки загрузка",
    "start_lat": "startlat startlatitude pickuplat fromlat",
    "start_lon": "startlon startlng startlongitude pickuplon fromlon",
    "planned_km": "plannedkm km distance planneddistance kilometrit vahemaa plánovanékm vzdialenosť км расстояние",
    "status": "status state olek staatus stav статус",
    "active": "active aktiivne aktívne активно",
    "group": "group grupp skupina группа",
    "not_own": "notown notownvehicle võõras",
}
"""For each field the words of its column's heading, without blanks and signs."""
_FIELD_OF = {
    word: name
    for name, words in WORDS.items()
    for word in (name.replace("_", ""), re.sub(r"\W", "", source(LABELS[name]).casefold()), *words.split())
}


def plain_heading(heading: str) -> str:
    """Return a heading without case, spaces, signs and brackets: "Algus (Europe/Tallinn)" is "algus"."""
    plain = unicodedata.normalize("NFKC", re.sub(r"№", " ", seen(heading))).casefold()
    return re.sub(r"[\W_]", "", re.sub(r"\([^)]*\)|\[[^]]*\]", "", plain))


def guess(headings: Sequence[str]) -> tuple[str, ...]:
    """Return for each column a field's name, "date", "coordinates", or "" for none; none is given twice."""
    taken: set[str] = set()
    guessed = []
    for heading in headings:
        field = _FIELD_OF.get(plain_heading(heading), "")
        guessed.append("" if field in taken else field)
        taken.add(field)
    return tuple(guessed)


def with_words(headings: Sequence[str], mapping: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Return the mapping with `column=field` words applied; `column=` leaves a column out. UsageError for a bad one."""
    made = list(mapping)
    for word in words:
        heading, equals, field = (part.strip() for part in word.rpartition("="))
        if not equals or (field and field not in LABELS):
            raise UsageError(
                _("{word} is no mapping. Write column=field; the fields are {fields}.").format(
                    word=word, fields=", ".join(LABELS)
                )
            )
        if heading not in headings:
            raise UsageError(
                _("The table has no column {column}. It has: {columns}.").format(
                    column=heading, columns=", ".join(filter(None, headings))
                )
            )
        made = ["" if each == field else each for each in made]
        made[headings.index(heading)] = field
    return tuple(made)


def problems(mapping: Sequence[str], *, spans: bool = False) -> tuple[str, ...]:
    """Return sentences on why no row can be read with this mapping; none when it will do.

    With `spans` the column of the start holds the stop too. A row without coordinates is placed by its address.
    """
    given = [each for each in mapping if each]
    found = [
        _("{field} is given by two columns. Choose one.").format(field=LABELS[each])
        for each in LABELS
        if given.count(each) > 1
    ]
    elsewhere = {"lat", "lon"} if {PLACE, "address"} & set(given) else set()
    elsewhere |= {"stop_at"} if spans else set()
    missing = [each for each in needed() if each not in given and each not in elsewhere]
    if missing:
        found.append(missing_words(missing))
    if PLACE in given and {"lat", "lon"} & set(given):
        found.append(_("Coordinates are given twice: in one column, and as latitude or longitude. Leave one out."))
    return tuple(found)


def missing_words(names: Sequence[str]) -> str:
    """Say which fields no column holds."""
    return _("No column holds: {fields}.").format(fields=joined(LABELS[each] for each in names))


def needed() -> tuple[str, ...]:
    """Return the fields that no task can do without; a reference is proposed where there is none."""
    return tuple(name for name, field in BY_NAME.items() if field.required and name not in ("order_ref", *LATER))
