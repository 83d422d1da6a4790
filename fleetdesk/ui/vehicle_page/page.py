"""A page of facts: a title and sections of names with what is known, the same on the screen, on paper and as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.widgets.paper import SMALL, Paper

UNKNOWN = pgettext("fact", "unknown")
NOT_TOLD_BY = _("not told by {vendor}")
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is known below it, each with its name."""

    heading: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Page:
    """All that is known of a unit or car; `alarm` is what must be seen first, `troubles` say what was not answered."""

    title: str
    sections: tuple[Section, ...]
    alarm: str = ""
    troubles: tuple[str, ...] = ()
    asked: str = ""


def text_of(page: Page) -> str:
    """Return the page as lines of text."""
    lines = [page.title, *_told_first(page)]
    for section in page.sections:
        lines += ["", section.heading, *(f"{name}: {words}" for name, words in section.facts)]
    return "\n".join(lines)


def print_page(page: Page, paper: Paper) -> None:
    """Write the page on paper."""
    paper.heading(page.title)
    for line in _told_first(page):
        paper.paragraph(line, SMALL)
    for section in page.sections:
        paper.paragraph(section.heading, bold=True)
        paper.facts(section.facts)


def _told_first(page: Page) -> Sequence[str]:
    return [line for line in (page.alarm, page.asked, *page.troubles) if line]
