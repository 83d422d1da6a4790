"""Collects the texts for translators and compiles what they made: `make messages`.

The template is fleetdesk.pot in resources/translations; a language is <code>/LC_MESSAGES/fleetdesk.po there, which is
brought up to date with it and compiled beside itself. Template and compiled files are made anew and not kept in the
repository.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "fleetdesk"
FOLDER = ROOT / "resources" / "translations"
DOMAIN = "fleetdesk"
# The vendors' side of the simulator speaks as the vendors do.
METHODS = [("simulator/**.py", "ignore"), ("**.py", "python")]
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
COMMENT = "Translators:"


def main() -> int:
    """Write the template, update every language, compile it, and say how much of each is translated."""
    template = collect()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{DOMAIN}.pot").open("wb") as file:
        write_po(file, template, sort_output=True, width=100)
    for path in languages(FOLDER):
        update(path, template)
        done, count = compile_language(path)
        print(f"{path.parent.parent.name}: {done} of {count} texts")
    print(f"{len(template)} texts are in {FOLDER / f'{DOMAIN}.pot'}")
    return 0


def collect(sources: Path = SOURCES) -> Catalog:
    """The texts of the program that are marked, with their contexts, plural forms, places and comments."""
    made = Catalog(domain=DOMAIN, project="FleetDesk", copyright_holder="the authors of FleetDesk", fuzzy=False)
    for name, line, text, comments, context in extract_from_dir(
        sources, METHODS, keywords=KEYWORDS, comment_tags=(COMMENT,)
    ):
        made.add(text, locations=[(f"fleetdesk/{name}", line)], auto_comments=comments, context=context)
    return made


def languages(folder: Path = FOLDER) -> Iterator[Path]:
    """The files of the languages that there are."""
    return iter(sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def update(path: Path, template: Catalog) -> None:
    """Bring a language to the texts of now; what was translated stays, what only resembles it waits for a person."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.parent.name, domain=DOMAIN)
    known.update(template)
    with path.open("wb") as file:
        write_po(file, known, sort_output=True, width=100)


def compile_language(path: Path) -> tuple[int, int]:
    """Write the .mo beside a .po, without what is not sure; give how many texts are translated, of how many."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.parent.name, domain=DOMAIN)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, known)
    sure = [message for message in known if message.id and _is_whole(message.string) and not message.fuzzy]
    return len(sure), len(known)


def _is_whole(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


if __name__ == "__main__":
    sys.exit(main())
