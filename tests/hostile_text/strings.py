"""Texts as a stranger would send them, from a seed: ten kinds in turn, each text another."""

import random

LONG = 100_000
LETTERS = "abcdefghij KLMNOPQ 0123456789 äöüõšž"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u034f\u3164\u180e\u2063"
TURNING = "\u202e\u202d\u202a\u202b\u2066\u2067\u2068\u2069\u202c\u061c"


class Kinds:
    """Makes texts; `bait` is the address of a file that nobody may read."""

    def __init__(self, seed, bait):
        self.dice, self.bait = random.Random(seed), bait
        self.kinds = {
            "mark-up": self.markup,
            "no blank": self.no_blank,
            "line ends": self.line_ends,
            "turned": self.turned,
            "zero width": self.zero_width,
            "stacked": self.stacked,
            "half characters": self.halves,
            "control": self.control,
            "terminal": self.terminal,
            "formula": self.formula,
            "wide": self.wide,
            "blanks": self.blanks,
        }

    def word(self):
        return "".join(self.dice.choices(LETTERS, k=self.dice.randint(1, 12)))

    def markup(self):
        tags = (
            f'<img src="{self.bait}">',
            f"<img src={self.bait} width=9000 height=9000>",
            "<table width=9000><tr><td>x",
            f'<a href="{self.bait}">x</a>',
            "<b>x</b>",
            "<h1>x</h1>" * 200,
            f"<style>@import url({self.bait})</style>",
            f'<body background="{self.bait}">',
            "<script>window.hit=1</script>",
            "<svg onload=window.hit=1>",
            "<!DOCTYPE html><pre>" + "x" * 5000,
            f"![x]({self.bait})",
            "&lt;img src=x onerror=1&gt;",
            "<qt><b>x</b></qt>",
            "${window.hit=1}`",
            "<br>" * 5000,
        )
        return self.word() + self.dice.choice(tags) + self.word()

    def no_blank(self):
        return self.dice.choice("AWm.xÄ北ش") * self.dice.choice((5_000, LONG)) + self.word()

    def line_ends(self):
        return self.word() + self.dice.choice(("\n", "\r\n", "\r", "\u2028", "\x85", "x\n")) * 10_000 + self.word()

    def turned(self):
        return self.word() + "".join(self.dice.choices(TURNING, k=self.dice.choice((1, 50, 5_000)))) + self.word()

    def zero_width(self):
        return self.word() + "".join(self.dice.choices(HIDDEN, k=self.dice.choice((1, 50, 5_000)))) + self.word()

    def stacked(self):
        marks = [chr(self.dice.randint(0x300, 0x36F)) for _ in range(self.dice.choice((40, 2_000, LONG)))]
        return self.word() + "Z" + "".join(marks) + self.word()

    def halves(self):
        return self.word() + "".join(chr(self.dice.randint(0xD800, 0xDFFF)) for _ in range(300)) + self.word()

    def control(self):
        return self.word() + "\x00" + "".join(chr(self.dice.randint(0, 31)) for _ in range(300)) + "\x00" + self.word()

    def terminal(self):
        codes = ("\x1b[2J\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://127.0.0.1\x1b\\x", "\x9b31m", "\x08\x08\x08")
        return self.word() + self.dice.choice(codes) * self.dice.choice((1, 500)) + self.word()

    def formula(self):
        return (
            self.dice.choice(("=1+1", '=HYPERLINK("x","y")', "@SUM(A1)", "+1|cmd", "-2+3", "\t=1", '","=1'))
            + self.word()
        )

    def wide(self):
        return self.dice.choice("\ufdfd𒐫⸻꧅M") * self.dice.choice((60, 3_000)) + self.word()

    def blanks(self):
        return self.word() + self.dice.choice(" \u2003\t\xa0\u2800") * LONG + self.word()


def hostile(count, seed, bait):
    """So many texts with the names of their kinds."""
    made = Kinds(seed, bait)
    names = list(made.kinds)
    return [(name, made.kinds[name]()) for name in (names[number % len(names)] for number in range(count))]
