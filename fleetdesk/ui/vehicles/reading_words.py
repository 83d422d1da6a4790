"""What the sensors of a vehicle say, in words, for card and list alike."""

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.units import Position
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting


def fuel_text(seen: Seen) -> str:
    """Return the litres in the tank: "312 l"; a dash where they are not known."""
    return formatting.figure(seen.fuel_l, "l")


def fuel_of_tank_text(seen: Seen) -> str:
    """Return the litres in the tank and what it holds: "312 l of 600 l"; a dash where they are not known."""
    if seen.fuel_l is None:
        return formatting.NOTHING
    return _("{litres} of {tank}").format(litres=fuel_text(seen), tank=formatting.figure(seen.unit.tank_l, "l"))


def cargo_text(seen: Seen) -> str:
    """Return the temperatures of the cargo in °C; a dash where there is no sensor."""
    told = (formatting.figure(each, "°C", 1) for each in seen.temperatures if each is not None)
    return joined(told, " · ") or formatting.NOTHING


def power_text(position: Position | None) -> str:
    """Return the supply voltage of the vehicle and the level of the device's own battery, which has no unit."""
    if position is None:
        return formatting.NOTHING
    supply = formatting.figure(position.power_v, "V", 1)
    if not position.battery:
        return supply
    return _("{supply} · device battery {level}").format(
        supply=supply, level=formatting.figure(position.battery, "", 1)
    )


def state_hover(seen: Seen) -> str:
    """Return why a unit is in its state, the vendor's own figures that say so, and the account."""
    place = seen.position
    bits = _("Input {input} at the vendor").format(input=place.input) if place and place.input is not None else ""
    return joined((seen.motion.reason, bits, formatting.of_account(seen.unit.account)), "\n")
