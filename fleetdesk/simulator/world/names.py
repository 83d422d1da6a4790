"""Plates, aliases, groups and people's names, a few of them hostile on purpose."""

import unicodedata

from fleetdesk.simulator.seeded_random import Dice

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`;alert(1)//",
    "شاحنة تالين ‮42‬",
    "Väga pika nimega auto, " * 12 + "lõpp",
    "=HYPERLINK(\"http://example.invalid\")",
    "'; DROP TABLE vehicles; --",
    "\U0001f69a Veoauto\u0000\u200b\n2",
)  # fmt: skip

GROUPS = ((170, "Küte"), (171, "Külmik"), (172, "Kaubikud"), (173, "Sadulveokid"), (174, "Müük"), (175, "Rent"))

_FIRST_EE = ("Jaan", "Mart", "Kalle", "Toomas", "Rein", "Andres", "Urmas", "Priit", "Aivar", "Tõnu", "Margus", "Indrek",
             "Raivo", "Meelis", "Kaido", "Ülle", "Kadri", "Liis", "Piret", "Õnne", "Sergei", "Viktor", "Aulo", "Siim",
             "Erki", "Janno", "Taavi", "Ott", "Hannes", "Märt")  # fmt: skip
_LAST_EE = ("Tamm", "Saar", "Sepp", "Mägi", "Kask", "Kukk", "Rebane", "Ilves", "Pärn", "Koppel", "Luik", "Oja", "Raud",
            "Kuusk", "Karu", "Põder", "Lepik", "Vaher", "Lõhmus", "Jõgi", "Ivanov", "Petrova", "Kurs", "Lütt", "Sõber",
            "Õunapuu", "Väli", "Tõnisson", "Käär", "Uibo")  # fmt: skip
_FIRST_SK = ("Ján", "Peter", "Jozef", "Milan", "Martin", "Tomáš", "Ľubomír", "Štefan", "Miroslav", "Zuzana", "Mária",
             "Katarína", "Ľudmila", "Michal", "Ondrej", "Juraj", "Lukáš", "Dušan", "Jana", "Eva", "Rastislav",
             "Ladislav", "Vladimír", "Radoslav")  # fmt: skip
_LAST_SK = ("Horváth", "Kováč", "Varga", "Tóth", "Nagy", "Baláž", "Szabó", "Molnár", "Novák", "Lukáč", "Polák", "Hudák",
            "Šimko", "Kučera", "Krajčír", "Ďurica", "Žák", "Ľupták", "Čierny", "Ondruš", "Gajdoš", "Mráz")  # fmt: skip
_TRUCKS = ("Volvo FH", "Scania R", "DAF XF", "MAN TGX", "Mercedes Actros", "Iveco S-Way")
_CARS_SK = ("Škoda Octavia", "Škoda Fabia", "Kia Ceed", "Hyundai i30", "Mercedes", "Peugeot Partner", "Dacia Dokker")
_LETTERS = "ABCDFGHJKLMNPRSTVXYZ"
_CODE = tuple((i, j, k) for i in _LETTERS for j in _LETTERS for k in _LETTERS)


def plate(number: int, seed: int) -> str:
    """Return vehicle number's plate without its space, as object_id has it; unique within 7,000,000 vehicles."""
    spread = (number * 4_254_413 + seed * 7919) % 7_200_000
    digits, letters = spread % 900 + 100, _CODE[spread // 900 % len(_CODE)]
    return f"{digits}{''.join(letters)}"


def spaced_plate(text: str) -> str:
    """Return a plate as it is painted: 242 KDN."""
    return f"{text[:3]} {text[3:]}"


def alias(number: int, seed: int, truck: bool, town: str) -> str | None:
    """Return what dispatchers call the vehicle, or nothing for one in eight."""
    dice = Dice(seed, number, 11)
    if dice.chance(1 / 8):
        return None
    if truck:
        return f"{dice.pick(_TRUCKS)} {dice.whole(1, 99)}"
    return dice.pick((f"{town} {dice.whole(1, 40)}", f"{town} kaubik", f"{town} kaubik {dice.whole(2, 30)}"))


def hostile_alias(number: int) -> str | None:
    """Return a hostile alias for vehicles 4, 104, 204, ... and none for the rest."""
    return HOSTILE[number // 100 % len(HOSTILE)] if number % 100 == 4 else None


def person(seed: int, number: int, slovak: bool = False) -> tuple[str, str]:
    """Return a first and a last name."""
    dice = Dice(seed, number, 12)
    first, last = (_FIRST_SK, _LAST_SK) if slovak else (_FIRST_EE, _LAST_EE)
    return dice.pick(first), dice.pick(last)


def car_name(seed: int, number: int) -> str:
    """Return a name for a car of the Slovak company."""
    dice = Dice(seed, number, 13)
    return f"{dice.pick(_CARS_SK)} {dice.pick(('BA', 'KE', 'ZA', 'NR', 'PO', 'TT'))}{dice.whole(100, 999)}XY"


def plain(text: str) -> str:
    """Return the text in lower-case ASCII, for user names and addresses of mail."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
