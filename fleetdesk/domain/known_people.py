"""People as several lists tell of them, each known once: by the vendor's number, else by name and vehicle. No Qt."""

from dataclasses import replace

from fleetdesk.domain.drivers import Person
from fleetdesk.domain.keys import unit_key


def folded_name(name: str) -> str:
    """Return a name as another list may write it too: case and blanks are no difference."""
    return " ".join(name.casefold().split())


def person_key(account: str, number: str, name: str) -> str:
    """Return the key of a person, by the name where there is no number."""
    return unit_key(account, number) if number else unit_key(account, f"name {folded_name(name)}")


class KnownPeople:
    """The people found so far, by their keys, and by the names in their accounts."""

    def __init__(self) -> None:
        self.found: dict[str, Person] = {}
        self._named: dict[tuple[str, str], list[str]] = {}

    def key_of(self, account: str, number: str, name: str, unit: str | None) -> str:
        """Return the key of somebody; where only a name is told, that of who has it, of several the one of the unit."""
        alike = self._named.get((account, folded_name(name)), []) if not number and name else []
        if len(alike) > 1:
            alike = [key for key in alike if unit and self.found[key].unit == unit]
        return alike[0] if len(alike) == 1 else person_key(account, number, name)

    def add(self, person: Person) -> None:
        """Take a person over, or what one list knows of them beyond another."""
        key = self.key_of(person.account, person.id, person.name, person.unit)
        known = self.found.get(key)
        if known is None:
            self.found[key] = person
        elif _tells_more(person, known):
            self.found[key] = _together(known, person)
        alike = self._named.setdefault((person.account, folded_name(person.name)), [])
        if person.name and key not in alike:
            alike.append(key)


def _tells_more(other: Person, known: Person) -> bool:
    """Return whether a list knows of a person what was not known yet."""
    named = bool(other.name) and other.name != known.name and (not known.name or known.name.isupper())
    parts = ((other.phone, known.phone), (other.unit, known.unit), (other.driving, known.driving))
    gone = bool(other.deactivated_at) and not known.deactivated_at
    return named or gone or any(more and not had for more, had in parts)


def _together(one: Person, other: Person) -> Person:
    """Return what two lists tell of one person; a name in capitals alone gives way to another."""
    shouted = one.name.isupper() and bool(other.name)
    return replace(
        one,
        name=other.name if shouted or not one.name else one.name,
        phone=one.phone or other.phone,
        unit=one.unit or other.unit,
        driving=one.driving or other.driving,
        deactivated_at=one.deactivated_at or other.deactivated_at,
    )
