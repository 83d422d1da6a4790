"""An answer's JSON with one or more of its values spoilt; each way by a seed."""

import json

from tests.api.odd import HOLE, ODD, PIECES, mutated
from tests.damage.spoiling import append, cut, flip, flip_bit, zero

TWICE = "@twice@"
MOST_ROWS = 3000


def places(value):
    """Each container with a key or index of it."""
    stack, found = [value], []
    while stack:
        each = stack.pop()
        keys = each.keys() if isinstance(each, dict) else range(len(each))
        for key in list(keys)[:40]:
            found.append((each, key))
            if isinstance(each[key], (dict, list)):
                stack.append(each[key])
    return found


def odd(value, dice):
    _at(value, dice, lambda _: HOLE)


def swap_type(value, dice):
    _at(value, dice, lambda old: _other_type(old, dice))


def lose(value, dice):
    holder, key = _place(value, dice)
    del holder[key]


def add_unknown(value, dice):
    holder, _ = _place(value, dice)
    if isinstance(holder, dict):
        holder[dice.choice(["", "__class__", "account", "self", "0", "\u202e", "id ", "k" * 5000])] = HOLE
    else:
        holder.insert(dice.randrange(len(holder) + 1), HOLE)


def say_twice(value, dice):
    holder, key = _place(value, dice)
    if isinstance(holder, dict):
        holder[f"{TWICE}{key}"] = dice.choice([HOLE, holder[key]])
    else:
        holder.append(holder[key])


def repeat_rows(value, dice):
    lists = [each[key] for each, key in places([value]) if isinstance(each[key], list) and each[key]]
    if lists:
        rows = dice.choice(lists)
        rows.extend(rows * min(dice.choice([1, 10, 100]), MOST_ROWS // len(rows)))


def exchange(value, dice):
    (one, key), (other, name) = _place(value, dice), _place(value, dice)
    if not isinstance(one[key], (dict, list)) and not isinstance(other[name], (dict, list)):
        one[key], other[name] = other[name], one[key]


def empty(value, dice):
    _at(value, dice, lambda old: type(old)() if isinstance(old, (dict, list, str)) else None)


WAYS = (odd, odd, odd, swap_type, lose, add_unknown, say_twice, repeat_rows, exchange, empty)
BYTES = (flip, flip_bit, zero, cut, append, lambda body, dice: mutated(dice, body))
NAMES = ("flip", "bit", "zeros", "cut", "append", "pieces")


def spoilt_values(body, dice):
    """The body with one to three places changed."""
    held = [json.loads(body)]
    ways = [dice.choice(WAYS) for _ in range(dice.choice((1, 1, 2, 3)))]
    for way in ways:
        way(held, dice)
    text = json.dumps(held[0] if held else None, ensure_ascii=dice.random() < 0.7)
    text = text.replace(f'"{TWICE}', '"').replace(f'"{HOLE}"', dice.choice(ODD))
    return text.encode("utf-8", "surrogatepass"), ways[0].__name__


def spoilt_bytes(body, dice):
    number = dice.randrange(len(BYTES))
    return BYTES[number](body or b"[]", dice), NAMES[number]


def flood(body, dice):
    """Very many of something small, or something very long."""
    piece = dice.choice([b"null", b"{}", b"[]", b'""', b"1", b'{"id":1}', b'"\\ud800"', b"1e400", body[:200], *PIECES])
    shape = dice.choice([b"[%s]", b'{"tracks":[%s]}', b'"%s"', b"%s", b'{"id": "%s"}'])
    return shape % b",".join([piece] * dice.choice((1000, 20_000, 100_000))), "flood"


def _place(value, dice):
    found = places(value)
    return dice.choice(found) if found else ([HOLE], 0)


def _at(value, dice, change):
    holder, key = _place(value, dice)
    holder[key] = change(holder[key])


def _other_type(old, dice):
    if isinstance(old, (dict, list)) and dice.random() < 0.5:
        return [old] if isinstance(old, dict) or not old else old[0]
    return dice.choice([str(old), [old], {"id": old}, len(str(old)), -1.5, True, None, json.dumps(old), {}, []])
