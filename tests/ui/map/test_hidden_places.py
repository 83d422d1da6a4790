"""A unit without a place any more is not left on the map where it was."""

from dataclasses import replace

from tests.sync.fakes import NOW, position


def test_the_marker_of_a_unit_whose_place_is_hidden_goes(desk):
    desk.fill()
    shown = desk.view.map.pane.map.state.units
    assert "m/242KDN" in shown
    hidden = replace(position("242KDN", lat=None), lon=None, private=True)
    desk.store.apply_positions([hidden])
    assert "m/242KDN" not in shown
    assert desk.store.fleet["m/242KDN"].motion.reason == "private trip, place hidden"
    desk.store.apply_positions([replace(position("242KDN"), fixed_at=NOW)])
    assert "m/242KDN" in shown
