"""Dates and times as people of our users' countries write them, turned into figures and points."""

import re
from functools import lru_cache

from fleetdesk.domain.invisible_characters import seen

_MONTHS = (
    "jan january jaanuar jaanuari januar januára januári ledna leden januar januara января янв tammikuu tammikuuta "
    "janvāris janvārī januari stycznia styczeń",
    "feb february veebruar veebruari február februára února únor februar февраля фев helmikuu helmikuuta februāris "
    "februari lutego luty",
    "mar mär märts märtsi march marec marca března březen märz марта мар maaliskuu maaliskuuta marts mars marzec",
    "apr april aprill aprilli apríl apríla dubna duben апреля апр huhtikuu huhtikuuta aprīlis kwietnia kwiecień",
    "may mai máj mája května květen мая май toukokuu toukokuuta maijs maj maja",
    "jun june juuni jún júna června červen juni июня июн kesäkuu kesäkuuta jūnijs czerwca czerwiec",
    "jul july juuli júl júla července červenec juli июля июл heinäkuu heinäkuuta jūlijs lipca lipiec",
    "aug august augusti augustus augusta srpna srpen августа авг elokuu elokuuta augusts sierpnia sierpień",
    "sep sept september septembra září september сентября сен syyskuu syyskuuta septembris september września wrzesień",
    "oct okt october oktoober oktoobri október októbra října říjen oktober октября окт lokakuu lokakuuta oktobris "
    "października październik",
    "nov november novembri novembra listopadu listopad ноября ноя marraskuu marraskuuta novembris listopada",
    "dec dets dez december detsember detsembri decembra prosince prosinec dezember декабря дек joulukuu joulukuuta "
    "decembris grudnia grudzień",
)
_MONTH = {word: str(number) for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY_NAME = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+|-)?({_NAME})\b\.?,?[\s-]*(\d{{4}}|\d{{2}}(?![\d:.]))"
)
_NAME_DAY = re.compile(rf"\b({_NAME})\b\.?\s*(\d{{1,2}})(?:\.|st|nd|rd|th)?,?\s+(\d{{4}})")
_WEEKDAYS = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|mo|di|mi|do|fr|sa|so|[a-zäõü]+päev|[etknrlp]|ma|ti|ke|to|pe|la|su|esmasp|teisip|kolmap|neljap|"
    r"reede|laup|pühap|po|ut|út|st|št|pi|pá|ne|pondelok|utorok|streda|štvrtok|piatok|sobota|nedeľa|pondělí|úterý|středa|"
    r"čtvrtek|pátek|neděle|[a-z]+tag|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
_WEEKDAY = re.compile(rf"^(?:{_WEEKDAYS})\.?,?\s+(?=\d|(?:{_NAME})\b)")
_YEAR_WORD = re.compile(r"(?<=\d{4})\s*(?:г\.|года?\b|г\b|r\.|a\.|aasta\b|gada\b)")
_AT = re.compile(r"(?:^|(?<=[\d.,\s]))\s*(?:kell|klo|kl\.?|plkst\.?|godz\.?|um|at|ob|o|v|vo|ve|в|г\.)\s+(?=\d)")
_AT_HOUR = re.compile(r"(?:^|(?<=[\d.,\s]))\s*(?:kell|klo|kl\.?|plkst\.?|godz\.?|um|at|o|v|в)\s+(\d{1,2})$")
_HOUR = re.compile(r"(?:^|(?<=\s)|(?<=,))(\d{1,2})\s*(?:uhr|hod\.?|hodin|val\.?|h|ч\.?|час\w*)\s*$")
_HALF = re.compile(r"(?:^|(?<=\s)|(?<=,))(\d{1,2})\s*([ap])\.?m\.?$")
_AFTER = re.compile(r"(?<=\d)\s*(?:uhr|hod\.?|hodin|val\.?|h)$")
_FRENCH = re.compile(r"\b(\d{1,2})h(\d{2})\b")
_SPACED = re.compile(r"(?<![\d.])(\d{1,2})\s?([./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")


_LONGEST = 200  # nobody writes a time so long
_FIGURES_ALONE = re.compile(r"(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4} )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?", re.ASCII)


@lru_cache(maxsize=10_000)  # a cell is asked about its span, its order and its value
def in_figures(text: str) -> str:
    """Return the text with names of months as figures, without weekdays and words such as "kell" and "Uhr"."""
    if len(text) > _LONGEST or _FIGURES_ALONE.fullmatch(text):
        return text
    words = " ".join(seen(text).split())
    plain = _WEEKDAY.sub("", words.casefold())
    plain = _DAY_NAME.sub(lambda found: f"{found[1]}.{_MONTH[found[2]]}.{found[3]}", plain)
    plain = _NAME_DAY.sub(lambda found: f"{found[2]}.{_MONTH[found[1]]}.{found[3]}", plain)
    plain = _AT.sub(" ", _AT_HOUR.sub(r" \1:00", _YEAR_WORD.sub("", plain)))
    plain = _HALF.sub(r"\1:00 \2m", _HOUR.sub(r"\1:00", _FRENCH.sub(r"\1:\2", plain)))
    plain = _SPACED.sub(r"\1\2\3\2\4", _AFTER.sub("", plain))
    return " ".join(plain.split())
