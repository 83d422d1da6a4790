"""References in running text: the same reference however its letters are written and its parts are joined."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

MOST_PARTS = 12
_PART = re.compile(r"[^\W_]+")
# What people put between the parts of one reference. U+0002, U+FFFE and U+FFFD stand where a PDF's text or a name
# has lost a hyphen. A comma, a bracket or more than this ends the reference, unless it is itself written so.
_SIGNS = r"_./\\#:+&~*=@|·%$^–—‐‒−\x02\ufffe\ufffd-"
_JOINT = re.compile(rf"[ _./#–—‐-]{{1,3}}|[{_SIGNS}]{{1,3}}")
_LINE_END = re.compile(rf"[ \t]*([{_SIGNS}]{{0,3}})[ \t]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[ \t]*([{_SIGNS}]?)[ \t]*")


def normal(ref: str) -> str:
    """Reduce ORDER-1 to what is compared: letters and digits only, in one Unicode form, without case."""
    return "".join(_PART.findall(_plain(ref)))


def _plain(text: str) -> str:
    """Give each letter one form (composed, common width, lower case); drop marks left over and what is unseen."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Mc", "Me", "Cf"))


class References:
    """Many references, sorted once, to be found in texts as whole words: ORDER-1 is not in ORDER-12."""

    def __init__(self, refs: Iterable[str]) -> None:
        self._own: dict[str, set[tuple[str, ...]]] = {}
        self._most_parts = MOST_PARTS
        for ref in map(_plain, refs):
            self._add(ref)
        self._sorted = sorted(self._own.keys() - {""})
        self._odd = {joint for ways in self._own.values() for way in ways for joint in way}

    def _add(self, ref: str) -> None:
        """Keep with the reference those of its joints that others do not have."""
        parts = list(_PART.finditer(ref))
        joints = (ref[one.end() : other.start()] for one, other in pairwise(parts))
        odd = tuple(_one_blank(each) for each in joints if not _JOINT.fullmatch(each))
        self._own.setdefault("".join(each.group() for each in parts), set()).add(odd)
        self._most_parts = max(self._most_parts, len(parts))

    def within(self, text: str) -> set[str]:
        """Return the normalised references that stand in the text; of two that begin at one place, the longer."""
        text = _plain(text)
        parts = list(_PART.finditer(text))
        found, after = set(), 0
        for place, part in enumerate(parts):
            if place >= after and self._begun(part.group()):
                ref, after = self._longest(text, parts, place)
                found.add(ref)
        return found - {""}

    def _begun(self, joined: str) -> str:
        """Return the first reference that begins so, or ""."""
        index = bisect_left(self._sorted, joined)
        ref = self._sorted[index] if index < len(self._sorted) else ""
        return ref if ref.startswith(joined) else ""

    def _longest(self, text: str, parts: list[re.Match[str]], place: int) -> tuple[str, int]:
        """Return the longest reference that begins at this part ("" for none), and the part to go on from."""
        best, after = "", place + 1
        for end, joined, odd in self._runs(text, parts, place):
            ref = self._begun(joined)
            if not ref:
                break
            if ref == joined and (not odd or odd in self._own[ref]):
                best, after = joined, end + 1
        return best, after

    def _runs(self, text: str, parts: list[re.Match[str]], place: int) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Yield the part alone, then with the next ones while a joint is between them; and the odd joints."""
        joined = parts[place].group()
        odd: tuple[str, ...] = ()
        yield place, joined, odd
        for end in range(place + 1, min(place + self._most_parts, len(parts))):
            between = text[parts[end - 1].end() : parts[end].start()]
            if not _joins(between, joined[-1], parts[end].group()[0]):
                if _one_blank(between) not in self._odd:
                    return
                odd = (*odd, _one_blank(between))
            joined += parts[end].group()
            yield end, joined, odd


def _joins(between: str, before: str, behind: str) -> bool:
    """Return whether this joins two parts in any reference; a bare line end does where letters and digits meet."""
    if _JOINT.fullmatch(between):
        return True
    broken = _LINE_END.fullmatch(between)
    return broken is not None and (any(broken.groups()) or before.isdigit() != behind.isdigit())


def _one_blank(joint: str) -> str:
    return " ".join(joint.split()) if joint.strip() else " "
