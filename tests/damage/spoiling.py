"""What a disk, a program that was killed, and a newer version do to a file; each by a seed."""

import json
import sqlite3
from contextlib import closing

import tomlkit

MARK = "field_of_a_newer_version"


LOST = ("gone", "empty")


def flip(content, dice):
    body = bytearray(content)
    at = dice.randrange(len(body))
    for place in range(at, min(at + dice.randrange(1, 9), len(body))):
        body[place] ^= dice.randrange(1, 256)
    return bytes(body)


def flip_bit(content, dice):
    body = bytearray(content)
    body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    return bytes(body)


def zero(content, dice):
    body = bytearray(content)
    at = dice.randrange(len(body))
    end = min(at + 512, len(body))
    body[at:end] = bytes(end - at)
    return bytes(body)


def cut(content, dice):
    return content[: dice.randrange(len(content))]


def append(content, dice):
    return content + dice.randbytes(dice.randrange(1, 600))


def unknown(name, content, dice):
    """A field that this version does not know: of the file, or of one entry."""
    deep, value = dice.random() < 0.5, dice.choice([1, "x", [1, {"a": None}], {"b": [2]}])
    if name.endswith(".db"):
        return _unknown_column(content, dice)
    if name.endswith(".ini"):
        return content + f"{MARK}=1\n".encode()
    if name.endswith(".toml"):
        document = tomlkit.parse(content.decode())
        place = dice.choice([*document["account"], document["tiles"]]) if deep else document
        place[MARK] = json.loads(json.dumps(value).replace("null", "0"))
        return tomlkit.dumps(document).encode()
    read = json.loads(content)
    entries = read if isinstance(read, list) else [each for each in read.values() if isinstance(each, dict)]
    if entries and (deep or isinstance(read, list)):
        dice.choice(entries)[MARK] = value
    else:
        read[MARK] = value
    return json.dumps(read).encode()


def _unknown_column(content, dice):
    """A column of a newer version in one of a database's tables; SQLite reads none from memory that names a log."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content[:18] + b"\1\1" + content[20:])
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        table = dice.choice(sorted(name for (name,) in found))
        database.execute(f'ALTER TABLE "{table}" ADD COLUMN {MARK} TEXT DEFAULT NULL')
        database.commit()
        changed = database.serialize()
    return changed[:18] + content[18:20] + changed[20:]


def spoil(name, content, dice):
    """The damaged content, None where the file is gone; and the name of what was done."""
    kinds = {"flip": flip, "bit": flip_bit, "zeros": zero, "cut": cut, "append": append}
    kind = dice.choice([*kinds, "gone", "empty", "unknown"])
    if kind in LOST:
        return (None if kind == "gone" else b""), kind
    return (unknown(name, content, dice), kind) if kind == "unknown" else (kinds[kind](content, dice), kind)
