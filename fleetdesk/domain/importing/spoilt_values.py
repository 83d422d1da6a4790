"""Values that a spreadsheet has spoilt before they came to us: errors, shortened numbers, dates out of references."""

import re

from fleetdesk.base.translation import _

_ERROR = re.compile(r"#{2,}|Err:\d{3}|#N/A N/A", re.ASCII)
_ERROR_WORDS = frozenset(
    (
        "#N/A",
        "#REF",
        "#VALUE",
        "#NAME",
        "#DIV/0",
        "#NULL",
        "#NUM",
        "#N/D",
        "#NV",
        "#Н/Д",
        "#ND",
        "#I/T",
        "#E/T",
        "#PUUDUB",
        "#PUUTTUU",
        "#N/V",
        "#NENÍ_K_DISPOZICI",
        "#NEDOSTUPNÝ",
        "#GETTING_DATA",
        "#UNKNOWN",
        "#NEDOSTUPNÉ",
    )
)
_SHORTENED = re.compile(r"[-+]?\d(?:[.,]\d+)?E\+?\d{1,3}", re.ASCII | re.IGNORECASE)
_CUT = re.compile(r"[1-9]\d{14}0+", re.ASCII)
_MONTH = r"(?:jaa?n|feb|veebr|mar|mär|apr|may|mai|máj|juu?n|jún|juu?l|júl|aug|sep|oct|okt|nov|dec|dez|dets)"
_DATED = re.compile(
    rf"\d{{1,2}}[-. /]{{1,2}}{_MONTH}\w*\.?(?:[-. /]\d{{2,4}})?|{_MONTH}\.?[-. ]\d{{2}}"
    r"|\d{4}-\d{2}-\d{2} 00:00:00|\d{2}:\d{2}:\d{2}",
    re.IGNORECASE,
)


def spreadsheet_error(text: str) -> bool:
    """Return whether this is what a spreadsheet shows in place of a value, such as #DIV/0! or #ЗНАЧ!."""
    words = text.strip()
    if not words.startswith(("#", "Err:")) or len(words) > 30:
        return False
    if words.upper() in _ERROR_WORDS or _ERROR.fullmatch(words):
        return True
    return words[-1] in "!?" and words[1:2].isalpha() and words == words.upper()


def shortened(text: str) -> str:
    """Return why a spreadsheet may have cut this reference short, as a sentence; empty where it has not."""
    words = text.strip()
    if _SHORTENED.fullmatch(words):
        return _("“{text}” looks like a number that a spreadsheet has cut. Look it up where the table is from.").format(
            text=words[:40]
        )
    if _CUT.fullmatch(words):
        return _(
            "“{text}” may be cut: a spreadsheet keeps 15 digits of a number and writes noughts for the rest."
        ).format(text=words[:40])
    if _DATED.fullmatch(words):
        return _("“{text}” looks like a date or time that a spreadsheet has made of it. Look it up.").format(
            text=words[:40]
        )
    return ""
