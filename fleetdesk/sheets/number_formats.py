"""Numbers as a sheet shows them, where the format adds what belongs to them: leading zeros, letters, percent."""

import re
from decimal import Decimal

_LOOKS = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, languages, conditions, blanks
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|([0#?])|(.)', re.DOTALL)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)')
_EXACT = 2**53


def plain_number(value: float) -> str:
    """Write all digits of a number, never in powers of ten; a workbook keeps 15 of them."""
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return f"{Decimal(format(value, '.15g')):f}"


def shown_number(value: float, code: str) -> str:
    """Write the number as its format `code` shows it, but with all its digits, and without marks of thousands."""
    section = _LOOKS.sub("", (_SECTION.match(code) or [""])[0])
    if code.casefold() in ("general", "@", "") or value < 0:
        return plain_number(value)
    tokens = _TOKEN.findall(section)
    bare = "".join(token[3] for token in tokens)
    if "%" in bare:
        return f"{plain_number(float(Decimal(plain_number(value)) * 100))}%"
    if re.search(r"[/eE]", bare):
        return plain_number(value)
    if "." in bare:
        return _with_decimals(value, tokens)
    whole = plain_number(value)
    return _filled(whole, tokens) if whole.isdecimal() else whole


def _with_decimals(value: float, tokens: list[tuple[str, ...]]) -> str:
    """Add the zeros that the format adds at either end."""
    point = next(place for place, token in enumerate(tokens) if token[3] == ".")
    before, after = (sum(token[2] == "0" for token in part) for part in (tokens[:point], tokens[point:]))
    whole, _, rest = plain_number(value).partition(".")
    return f"{whole.zfill(before)}.{rest.ljust(after, '0')}".rstrip(".")


def _filled(value: str, tokens: list[tuple[str, ...]]) -> str:
    """Fill a whole number into a pattern such as 00000, 000-000 or "ORD-"0000; in any other it stays plain."""
    places = [place for place, token in enumerate(tokens) if token[2]]
    zeros = sum(tokens[place][2] == "0" for place in places)
    prefix = "".join(token[0] or token[1] for token in tokens[: places[0]]) if places else ""
    if not places or (zeros < 2 and not any(each.isalnum() for each in prefix)):
        return value
    made, left = [], value.zfill(zeros)
    for place, token in reversed(list(enumerate(tokens))):
        if not token[2]:
            made.append("" if token[3] == "," else token[0] or token[1] or token[3])
        elif place == places[0]:
            made.append(left)
        else:
            made.append(left[-1:])
            left = left[:-1]
    return "".join(reversed(made)).strip()
