"""What charts say: their names, values at a moment, where the unit was then, and what a span comes to."""

from collections.abc import Sequence

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.series import Measure, Series
from fleetdesk.domain.history.span_figures import SpanFigures
from fleetdesk.domain.history.track import Track
from fleetdesk.domain.readings import IGNITION_INPUT
from fleetdesk.ui.history.rows import UNKNOWN, figure
from fleetdesk.ui.widgets import formatting

NAMES = {
    Measure.SPEED: _("Speed by the track, km/h"),
    Measure.FUEL: _("Fuel, L"),
    Measure.VOLTAGE: _("Voltage as this desk recorded it, V"),
    Measure.TEMPERATURE: _("Temperatures, °C"),
    Measure.INPUT: _("Inputs"),
}
FIGURES = {
    Measure.SPEED: (_("{figure} km/h"), 0),
    Measure.FUEL: (_("{figure} L"), 1),
    Measure.VOLTAGE: (_("{figure} V"), 1),
}
"""How a value is said, and with how many decimal places."""
NO_CHARTS = (
    _("No charts"),
    _("Nothing that a chart could show was received in this period. VEZMA tells trips, and no points of a way."),
)


def input_words(input_number: int) -> str:
    """Return the number of an input, and that it is the ignition."""
    words = str(input_number)
    return _("{number} (ignition)").format(number=words) if input_number == IGNITION_INPUT else words


def value_words(series: Sequence[Series], at: float, within: float) -> str:
    """Return the values of one chart at a moment; "unknown" where nobody knows any."""
    values = [(each, each.value_at(at, within)) for each in series]
    known = [(each, value) for each, value in values if value is not None]
    if not known:
        return UNKNOWN
    measure = known[0][0].measure
    if measure is Measure.INPUT:
        on = [input_words(each.number) for each, value in known if value >= 0.5]
        return _("on: {numbers}").format(numbers=", ".join(on)) if on else pgettext("inputs", "all off")
    if measure is Measure.TEMPERATURE:
        told = (
            _("sensor {number}: {degrees} °C").format(number=each.number, degrees=number(value, 1))
            for each, value in known
        )
        return joined(tuple(told), " · ")
    pattern, places = FIGURES[measure]
    return pattern.format(figure=number(known[0][1], places))


def place_words(track: Track, at: float) -> str:
    """Return where the unit was: the address that its point tells, else degrees; "place unknown" in a hole."""
    near = track.nearest(at)
    if near is None:
        return _("place unknown")
    address = track.points[near].address
    if address:
        return formatting.place(address)
    return f"{track.lat[near]:.5f}, {track.lon[near]:.5f}"


def span_words(figures: SpanFigures) -> str:
    """Return what a span comes to, as one line."""
    parts = [
        _("{figure} km").format(figure=figure(figures.km, 1)),
        _("in {time}").format(time=formatting.length(figures.seconds)),
        _("on the move {figure} km/h on average").format(figure=figure(figures.average_kmh)),
        _("highest {figure} km/h").format(figure=figure(figures.top_kmh)),
        _("used {figure} L").format(figure=figure(figures.used_l, 1)),
    ]
    if figures.km is not None and figures.average_kmh is None:
        parts[2] = pgettext("unit", "not on the move")
    if figures.unknown_s >= 60:
        parts.append(_("nothing known for {time}").format(time=formatting.length(figures.unknown_s)))
    return " · ".join(parts)
