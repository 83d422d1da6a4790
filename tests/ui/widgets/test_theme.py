"""Text can be read in both schemes: at least 4.5 to 1 against everything it stands on."""

import pytest

from fleetdesk.ui.widgets.theme import DARK, LIGHT


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("ground", ["panel", "alternate", "selected", "window", "field", "accent_ground"])
@pytest.mark.parametrize("ink", ["text", "dim", "odd"])
def test_text_stands_out(tokens, ground, ink):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_primary_button_can_be_read(tokens):
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
