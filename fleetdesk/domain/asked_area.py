"""What a server is asked about an area, and what its answers come to. No geometry: commands start without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _, ngettext

if TYPE_CHECKING:
    from fleetdesk.domain.rings import Ring


@dataclass(frozen=True, slots=True)
class Questions:
    """Each part as its outer ring and its holes; `off` is the share of the area in which they differ from it.

    `why_not` says why there are none, where the server cannot be asked about the area.
    """

    parts: tuple[tuple["Ring", tuple["Ring", ...]], ...]
    off: float = 0.0
    why_not: str = ""

    @property
    def requests(self) -> int:
        """Return the number of requests that the questions take."""
        return sum(1 + len(holes) for _, holes in self.parts)

    @property
    def remark(self) -> str:
        """Return a sentence where the server is asked about another shape than was drawn, else ""."""
        if self.off < 1e-6:
            return ""
        shown = number(max(100 * self.off, 0.01), 2)
        return ngettext(
            "The server was asked about a simpler shape, in one request: it differs in {share} % of the area.",
            "The server was asked about a simpler shape, in {count} requests: it differs in {share} % of the area.",
            self.requests,
        ).format(count=self.requests, share=shown if self.off >= 1e-4 else _("less than {share}").format(share=shown))


def ids_by_rings(answers: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]) -> tuple[str, ...]:
    """Join a server's answers for each part: those in the outer ring less those in its holes, each once."""
    found: dict[str, None] = {}
    for outer, holes in answers:
        left_out = {each for hole in holes for each in hole}
        found.update(dict.fromkeys(each for each in outer if each not in left_out))
    return tuple(found)
