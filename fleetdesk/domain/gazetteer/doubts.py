"""What is doubtful about a place that a text was given, in a sentence."""

from collections.abc import Iterable

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.folding import is_number
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.place_hit import Exactness
from fleetdesk.domain.gazetteer.ranking import PlaceMatch, PlaceQuery, km_between

APART_KM = 3.0
"""Places of one name that are farther apart are not one."""


def doubt(text: str, place: KnownPlace, others: Iterable[PlaceMatch]) -> str:
    """Return what is doubtful about a place that was chosen for a text; empty for nothing."""
    return together(_of_name(place, others), _of_number(text, place))


def doubt_of_hit(exactness: Exactness, place: KnownPlace) -> str:
    """Return what is doubtful of an answer with a house number whose place is not that of the house."""
    if exactness is Exactness.EXACT or not any(map(is_number, place.folded.split())):
        return ""
    return _("The service knows this house only roughly. Look whether the place is right.")


def _of_name(place: KnownPlace, others: Iterable[PlaceMatch]) -> str:
    name = place.folded
    same = (each.place for each in others if each.place.folded == name)
    km = max((km_between(each, (place.lat, place.lon)) for each in same), default=0.0)
    if km < APART_KM:
        return ""
    told = _("There is another “{name}”, {km} km from this one. Look whether this is the right one.")
    return told.format(name=readable(place.label, NAME), km=number(km))


def _of_number(text: str, place: KnownPlace) -> str:
    numbers = PlaceQuery.of(text).numbers
    own = place.folded.split()
    street = place.source is PlaceSource.STREET  # whose name may have a number itself
    if numbers and not (set(numbers) <= set(own) if street else set(numbers) & set(own)):
        told = _("The place is that of “{name}”, not of number {number}.")
        return told.format(name=readable(place.label, NAME), number=next(each for each in numbers if each not in own))
    if place.source is PlaceSource.TOWN:
        return _("This is the middle of the town, not an address in it.")
    if street or (place.source is PlaceSource.SERVICE and not any(map(is_number, own))):
        return _("This is a street or an area without a house number.")
    return ""
