"""Text of strangers as it may be shown: what hides or turns text around is seen, and it ends where reading ends.

It makes no mark-up harmless: what that is depends on where the text goes, and ui/widgets/foreign_text.py and labels.py
beside it see to it.
"""

import re
import unicodedata
from functools import lru_cache

CHARACTERS = 200
"""As many of a text are shown where nobody says otherwise; more of it is no name, no address and no reason."""
NAME = 60
"""As many of a name that a sentence is about."""
MARKS = 4
"""As many marks may lie on one letter; the languages that stack most need three."""

_NAMES = {
    0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE",
    0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI",
    0x2068: "FSI", 0x2069: "PDI", 0x7F: "DEL", 0xAD: "SHY", 0xFEFF: "BOM",
}  # fmt: skip
_CONTROLS = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
    "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)  # fmt: skip
"""Names and not the symbols of U+2400, which many fonts lack."""
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HIDING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff]"
)
_HIGH = re.compile("[\u0300-\U0010ffff]")
_JOINERS = "\u200c\u200d"


def readable(text: str, most: int = CHARACTERS, lines: int = 1) -> str:
    """Return the text in at most `most` characters on at most `lines` lines, its middle left out if longer.

    Characters that nobody sees stand as their names, line ends as ↵ where one line is all there is, and a
    half of a surrogate pair as U+FFFD. However long the text is, no more of it is looked at.
    """
    shown = text if len(text) <= most else _cut(text, most)
    return shown if shown.isascii() and shown.isprintable() else _readable(str(shown), most, lines)


@lru_cache(maxsize=4096)
def _readable(shown: str, most: int, lines: int) -> str:
    """Make a text that is cut already readable; cached, because a window asks for the same ones again and again."""
    shown = _on_lines(shown, lines) if lines > 1 else _LINE_END.sub("↵", shown)
    shown = _HIDING.sub(_symbol, shown)
    return _cut(_unstacked(shown) if _HIGH.search(shown) else shown, most)


def editable(text: str, most: int) -> str:
    """Return the beginning of a text for an editor: line ends as they are, what hides as in readable()."""
    return _editable(text[:most])


@lru_cache(maxsize=128)
def _editable(text: str) -> str:
    return _HIDING.sub(lambda match: match[0] if match[0] in "\n\r\t" else _symbol(match), text)


def escaped(document: str) -> str:
    """Return a JSON document that says the same to a script and hides nothing from who reads it on a terminal."""
    return _HIDING.sub(_escape, document)


def _escape(match: re.Match[str]) -> str:
    """Escape a letter as JSON does: beyond U+FFFF as the two halves of a pair."""
    if match[0] == "\n" or (match[0] in _JOINERS and _joins(match)):
        return match[0]
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _cut(text: str, most: int) -> str:
    """Return the beginning and the end."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[len(text) - end :]}"


def _on_lines(text: str, lines: int) -> str:
    """Return the lines that are not empty; of too many the first and the last."""
    found = [each.rstrip() for each in _LINE_END.split(text) if each.strip()]
    if len(found) > lines:
        found = [*found[: lines - 2], f"{found[lines - 2]} …", found[-1]]
    return "\n".join(found)


def _symbol(match: re.Match[str]) -> str:
    letter = match[0]
    code = ord(letter)
    if letter == "\n" or (letter in _JOINERS and _joins(match)):
        return letter
    if letter == "\t":
        return " "
    if 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    if code < len(_CONTROLS):
        return f"⟨{_CONTROLS[code]}⟩"
    return f"⟨{_NAMES.get(code) or f'U+{code:04X}'}⟩"


def _joins(match: re.Match[str]) -> bool:
    """Return whether a joiner stands where writing needs it: inside words of some scripts, and inside emoji."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return _takes_joiner(before) and _takes_joiner(after)


def _takes_joiner(letter: str) -> bool:
    return letter > "\xff" and unicodedata.category(letter) in {"Lo", "Mn", "Mc", "So", "Sk", "Sm"}


def _unstacked(text: str) -> str:
    """Return the text with no more marks on a letter than any language has."""
    shown, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks <= MARKS:
            shown.append(letter)
        elif marks == MARKS + 1:
            shown.append("…")
    return "".join(shown)
