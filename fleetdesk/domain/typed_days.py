"""Days by their words before a time, "tomorrow 8" or "fri 22", in the languages of our users' countries."""

from dataclasses import dataclass
from datetime import date, timedelta

_RELATIVE = {
    -1: "yesterday eile včera вчера vakar wczoraj gestern",
    0: "today täna dnes сегодня šodien dziś heute tod",
    1: "tomorrow tmr tomo homme zajtra zítra завтра rīt rytoj jutro morgen",
    2: "ülehomme pozajtra pozítří послезавтра parīt pojutrze übermorgen",
}
_WEEKDAYS = (
    "mon monday esmaspäev esmasp e po pondelok pondělí пн понедельник",
    "tue tues tuesday teisipäev teisip t ut út utorok úterý вт вторник",
    "wed wednesday kolmapäev kolmap k st streda středa ср среда",
    "thu thur thurs thursday neljapäev neljap n št štvrtok čtvrtek чт четверг",
    "fri friday reede r pi pá piatok pátek пт пятница",
    "sat saturday laupäev laup l so sobota сб суббота",
    "sun sunday pühapäev pühap p ne nedeľa neděle вс воскресенье",
)
_AHEAD = {word: days for days, words in _RELATIVE.items() for word in words.split()}
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_BETWEEN = frozenset({"at", "kell", "o", "v", "в", "um", "ve", "vo"})


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """The days that a word may mean, the first one first, and the time of day that is written after it.

    A weekday is its next one at which that time is not over; a word such as "today" is its day in any case.
    """

    days: tuple[date, ...]
    rest: str
    may_be_over: bool


def days_ahead(words: str, today: date) -> DaysAhead | None:
    """Read the word for a day before a time of day; None where the text begins with none."""
    first, _, rest = words.partition(" ")
    word = first.casefold().rstrip(".,")
    between, _, after = rest.strip().partition(" ")
    rest = after if between.casefold() in _BETWEEN and after else rest.strip()
    if not rest or not rest[0].isdigit():
        return None
    if word in _AHEAD:
        return DaysAhead((today + timedelta(days=_AHEAD[word]),), rest, may_be_over=True)
    if word not in _WEEKDAY:
        return None
    first_day = today + timedelta(days=(_WEEKDAY[word] - today.weekday()) % 7)
    return DaysAhead((first_day, first_day + timedelta(days=7)), rest, may_be_over=False)
