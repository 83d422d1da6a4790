"""What the sensors of a vehicle say: fuel and temperatures, where the vendor's figure is a reading at all."""

from collections.abc import Collection
from typing import Protocol

from fleetdesk.domain.units import FuelMeasure, Position, Unit

OVERFULL = 1.1
"""A counter beyond so much of the tank's volume counts something else."""


IGNITION_INPUT = 1
"""The number of the input that is on while the engine runs."""


class Measured(Protocol):
    """A position, or a point of a track."""

    @property
    def temperatures(self) -> tuple[float | None, ...]:
        """Return what each sensor shows in °C, the first sensor's first."""
        ...


def sensors_heard(read: Measured) -> frozenset[int]:
    """Return the numbers (from 1) of the temperature sensors that show other than 0.

    The vendor prints 0 for a sensor that is not there as well as for 0 °C (docs/vendors/metrotec.md#positions).
    """
    return frozenset(number for number, each in enumerate(read.temperatures, 1) if each)


def temperatures(read: Measured | None, sensors: Collection[int]) -> tuple[float | None, ...]:
    """Return the temperatures in °C, the first sensor's first; None for one that is not among `sensors` (from 1)."""
    shown = read.temperatures if read else ()
    return tuple(each if each or number in sensors else None for number, each in enumerate(shown, 1))


def ignition(inputs: int | None) -> bool | None:
    """Return whether the ignition is on in a pattern of inputs, one for each bit; None where that is not known."""
    return None if inputs is None else bool(inputs & 1 << IGNITION_INPUT - 1)


def fuel_l(position: Position | None, unit: Unit) -> float | None:
    """Return the litres in the tank; None where no tank is known, or the counter cannot be its level."""
    return None if position is None else level_l(position.counter1, unit)


def level_l(counter: float | None, unit: Unit) -> float | None:
    """Return the litres that a counter of the vehicle's tank means; None as for fuel_l()."""
    if not counter or not unit.tank_l:
        return None
    litres = _litres(counter, unit.tank_l, unit.fuel_measure)
    return litres if litres is not None and 0 < litres <= OVERFULL * unit.tank_l else None


def _litres(counter: float, tank_l: float, measure: FuelMeasure | None) -> float | None:
    if measure is FuelMeasure.PERCENT:
        return counter * tank_l / 100
    return counter if measure is FuelMeasure.LITRES else None
