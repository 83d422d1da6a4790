"""Which encoding a text is in: the one that makes sense of it, and none where several do, or none does."""

import io
import re
from itertools import islice

from fleetdesk.sheets.languages import CYRILLIC, Sense, commonness, known_words, sense
from fleetdesk.sheets.sheet import MAX_ROWS

_WINDOWS = ("cp1257", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254")
_OLDER = (
    "iso8859_4",
    "iso8859_13",
    "iso8859_2",
    "iso8859_15",
    "cp775",
    "cp850",
    "cp852",
    "cp866",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "mac_cyrillic",
    "mac_roman",
)
_SAMPLE = 20_000
_LINE = re.compile(rb"[^\r\n]+")
_CLEARLY = 0.15


def likeliest(data: bytes) -> str | None:
    """Return the encoding of a text that is no UTF-8; None where that cannot be told."""
    told = _telling(data)
    readings = {each: text for each in (*_WINDOWS, *_OLDER) if (text := _decoded(told, each)) is not None}
    senses = {each: sense(text, each) for each, text in readings.items()}
    readings = {each: text for each, text in readings.items() if senses[each]}
    if by_words := _by_words(readings):
        return by_words
    good = {each: text for each, text in readings.items() if senses[each] is Sense.GOOD}
    windows = {each: text for each, text in good.items() if each in _WINDOWS}
    found = _one_of(windows or good)
    return found if found and not _lonely(readings[found], readings) else None


def _telling(data: bytes) -> bytes:
    """Return the first lines that could tell, each once; found one at a time, for there may be millions."""
    found: dict[bytes, None] = {}
    size = 0
    for line in (match[0] for match in _LINE.finditer(data)):
        if not line.isascii() and line[:_SAMPLE] not in found:
            found[line[:_SAMPLE]] = None
            size += len(line) + 1
        if size >= _SAMPLE:
            break
    return b"\n".join(found)[:_SAMPLE]


def _lonely(text: str, readings: dict[str, str]) -> bool:
    """Return whether a single letter decides for a reading while others exist: an ä is the byte of an õ elsewhere."""
    letters = {each for each in text.casefold() if not each.isascii() and each.isalpha()}
    return len(letters) == 1 and len(set(readings.values())) > 1


def whole_lines_of_utf8(data: bytes) -> int:
    """Return the number (from 1) of the first line that is no UTF-8 where most that could tell are; else 0."""
    good, bad = 0, []
    for number, line in enumerate(islice(io.BytesIO(data), 2 * MAX_ROWS), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad.append(number)
    return bad[0] if bad and good > len(bad) else 0


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _by_words(readings: dict[str, str]) -> str | None:
    """Return the encoding in which more words are known than in any that reads otherwise; None without one."""
    counted = {each: known_words(text) for each, text in readings.items()}
    most = max(counted.values(), default=0)
    best = {each: readings[each] for each, count in counted.items() if count == most}
    return _one_of(best) if most else None


def _one_of(readings: dict[str, str]) -> str | None:
    """Return the encoding of the only text among the readings, or of the Cyrillic one with clearly commoner letters."""
    texts = {text: each for each, text in reversed(readings.items())}
    if len(texts) == 1:
        return next(iter(readings))
    if not texts or not CYRILLIC.issuperset(texts.values()):
        return None
    ranked = sorted(((commonness(text), each) for text, each in texts.items()), reverse=True)
    return ranked[0][1] if ranked[0][0] - ranked[1][0] >= _CLEARLY else None
