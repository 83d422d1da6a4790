"""References in running text: the same reference however its letters are cased and its parts are joined."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

MOST_PARTS = 12
_PART = re.compile(r"[^\W_]+")
# What people put between the parts of one reference; anything longer, or a comma, ends it.
_JOINT = re.compile(r"[ _./#–—‐‑\u00a0-]{1,3}")


def normal(ref: str) -> str:
    """ORDER-1 as it is compared: letters and digits only, without case."""
    return "".join(_PART.findall(ref.casefold()))


class References:
    """Many references, sorted once, to be found in texts as whole words: ORDER-1 is not in ORDER-12."""

    def __init__(self, refs: Iterable[str]) -> None:
        self._sorted = sorted({normal(ref) for ref in refs} - {""})

    def within(self, text: str) -> set[str]:
        """The normalised references that stand in the text; of two that begin at one place, the longer."""
        text = text.casefold()
        parts = list(_PART.finditer(text))
        found, after = set(), 0
        for place, part in enumerate(parts):
            if place >= after and self._begun(part.group()):
                ref, after = self._longest(text, parts, place)
                found.add(ref)
        return found - {""}

    def _begun(self, joined: str) -> str:
        """The first reference that begins so, or ""."""
        index = bisect_left(self._sorted, joined)
        ref = self._sorted[index] if index < len(self._sorted) else ""
        return ref if ref.startswith(joined) else ""

    def _longest(self, text: str, parts: list[re.Match[str]], place: int) -> tuple[str, int]:
        """The longest reference that begins at this part ("" for none), and the part to go on from."""
        best, after = "", place + 1
        for end, joined in self._runs(text, parts, place):
            ref = self._begun(joined)
            if not ref:
                break
            if ref == joined:
                best, after = joined, end + 1
        return best, after

    @staticmethod
    def _runs(text: str, parts: list[re.Match[str]], place: int) -> Iterator[tuple[int, str]]:
        """The part alone, then with the next one, and so on while only a joint is between them."""
        joined = parts[place].group()
        yield place, joined
        for end in range(place + 1, min(place + MOST_PARTS, len(parts))):
            if not _JOINT.fullmatch(text, parts[end - 1].end(), parts[end].start()):
                return
            joined += parts[end].group()
            yield end, joined
