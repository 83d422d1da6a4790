"""The settings' file: TOML that people may edit. One wrong entry costs that entry; what is not known here stays."""

import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Table

from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import KeptFile, one_line
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.board_spans import are_shifts
from fleetdesk.domain.document_rules import Rule, types_of_need
from fleetdesk.domain.documents import DocumentType
from fleetdesk.profile.settings import (
    CHOICES,
    EARLIER_NAMES,
    LEAST,
    SCALARS,
    Account,
    Addresses,
    Roads,
    Settings,
    Tiles,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
VERSION = 1
RULES = ("document", EARLIER_NAMES["document"])
_WRONG = (TypeError, KeyError, ValueError, AttributeError)


class SettingsFile:
    """settings.toml. Both calls may wait for the disk.

    `moves` is whether a file that cannot be read may be put aside: commands that only read leave it where it is.
    """

    def __init__(self, path: Path, *, moves: bool = True) -> None:
        self._file = KeptFile(
            path,
            lambda place, text: write_whole(place, text, 0o600),
            parsed,
            moves=moves,
            newest=VERSION,
            names=_names,
            holds=_holds,
        )

    def load(self) -> Settings:
        """Load the settings; what could not be read is in the notices, and holds its default."""
        document = self._file.read(_check)
        if not isinstance(document, tomlkit.TOMLDocument):
            return Settings()
        read = document.unwrap()
        for name in _lookalikes(read):
            self._say(name, _("it holds accounts, which belong under [[account]]"))
        accounts = tuple(account for _, account in _accounts(read, self._say))
        rules = [
            self._sound(_document_rule, each, _rule_name(name, number))
            for name in RULES
            for number, each in enumerate(_list(read, name, self._say), 1)
        ]
        known = {name: self._scalar(name, read[there], there) for name in SCALARS if (there := _named(read, name))}
        tables: dict[str, Any] = {
            "tiles": self._table(Tiles, "tiles", read),
            "addresses": self._table(Addresses, "addresses", read),
            "roads": self._table(Roads, "roads", read),
            "keys": self._own_keys(read.get("keys", {})),
        }
        return Settings(accounts=accounts, documents=tuple(filter(None, rules)), **tables, **known)

    def save(self, settings: Settings, before: Settings) -> None:
        """Write what differs from `before`; everything else of the file stays, the user's comments among it.

        SessionOnly where the file must not be written.
        """
        with self._file.lock:
            read = self._file.read(_check)
            document = read if isinstance(read, tomlkit.TOMLDocument) else tomlkit.document()
            document.setdefault("version", VERSION)
            _lay(document, _plain(settings), _plain(before), SCALARS)
            _lay_table(document, "tiles", settings.tiles, before.tiles)
            _lay_table(document, "addresses", settings.addresses, before.addresses)
            _lay_table(document, "roads", settings.roads, before.roads)
            _lay_keys(document, settings.keys, before.keys)
            _lay_rules(document, settings.documents, before.documents)
            _lay_accounts(document, settings.accounts, before.accounts)
            self._file.write(_text(document))

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""
        return self._file.pop_notices()

    def _say(self, what: str, error: object) -> None:
        self._file.say(
            _("In {file}, {entry} cannot be used ({reason}). It stays in the file as it is; mend it there.").format(
                file=self._file.path.name, entry=one_line(what), reason=error
            )
        )

    def _sound(self, make: Callable[[Any], T], read: Any, what: str) -> T | None:
        try:
            return make(read)
        except _WRONG as error:
            self._say(what, error)
            return None

    def _scalar(self, name: str, value: Any, written: str) -> Any:
        carried = tuple(value) if isinstance(value, list) else value
        made = self._sound(lambda each: sound(Settings(**{name: each})), carried, written)
        return getattr(made or Settings(), name)

    def _own_keys(self, read: Any) -> Mapping[str, str]:
        if isinstance(read, Mapping) and all(isinstance(each, str) for each in read.values()):
            return dict(read)
        self._say("keys", _("each is a command and its key, both as text"))
        return {}

    def _table(self, kind: type[T], name: str, whole: Mapping[str, Any]) -> T:
        """Return the table of this name; its default where the file has none that can be used."""
        read = whole.get(name, {})
        if not isinstance(read, Mapping):
            self._say(name, _("it is no table"))
            return kind()
        return self._sound(lambda each: sound(kind(**_known(kind, each))), read, name) or kind()


def parsed(text: str) -> Any:
    """Parse the document with its comments; ValueError where it is no TOML."""
    tomllib.loads(text)  # stricter than the one that keeps comments
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ValueError(str(error)) from error


def _text(document: tomlkit.TOMLDocument) -> str:
    """Write it with comments, unless keeping them would change what is said."""
    text, plain = tomlkit.dumps(document), document.unwrap()
    try:
        same = tomllib.loads(text) == plain
    except tomllib.TOMLDecodeError:
        same = False
    return text if same else tomlkit.dumps(plain)


def sound(made: T) -> T:
    """What a hand has written has the kind of value that its field's default has, or is one of those that can be."""
    for each in fields(made):
        value, usual = getattr(made, each.name), "" if each.default is MISSING else each.default
        kind = (int, float) if isinstance(usual, float) else type(usual)
        if each.default_factory is MISSING and not (isinstance(value, kind) and _fits(each.name, value, usual)):
            raise ValueError(_("{field} cannot be {value!r}").format(field=each.name, value=value))
    return made


def _fits(name: str, value: Any, usual: object) -> bool:
    """True is no number, one of ours is finite and more than nothing or may be 0, a choice is one of those offered."""
    if name == "shifts":
        return are_shifts(value)
    if isinstance(usual, bool) or not isinstance(usual, int | float):
        return name not in CHOICES or value in CHOICES[name]
    return not isinstance(value, bool) and math.isfinite(value) and (value > 0 or value in (usual, LEAST.get(name)))


def _check(read: Any) -> None:
    """A file without a list of accounts where one belongs has lost them: it is damaged as a whole."""
    if not isinstance(read.get("account", []), list):
        raise ValueError(_("account is no list of tables"))


def _holds(read: Any) -> str:
    count = len(read.get("account", []))
    return ngettext("{count} account", "{count} accounts", count).format(count=count)


def _names(read: Mapping[str, Any]) -> list[str]:
    """The entries that a person would miss: accounts, the addresses they have learnt, and rules for documents."""
    accounts = [(str(_of(each, "name", number)), each) for number, each in enumerate(read.get("account", []), 1)]
    learnt = [(name, _of(each, "overrides", ())) for name, each in accounts]
    return [
        *(_("account {name}").format(name=name) for name, entry in accounts),
        *(_rule_name(name, number) for name in RULES for number, entry in _numbered(read.get(name, []))),
        *(
            _("address of {operation} of {account}").format(operation=each, account=name)
            for name, there in learnt
            if isinstance(there, Mapping)
            for each in there
        ),
    ]


def _rule_name(table: str, number: int) -> str:
    return _("{table} rule {number}").format(table=table, number=number)


def _numbered(entries: Any) -> Iterable[tuple[int, Any]]:
    return enumerate(entries, 1) if isinstance(entries, list) else [(1, None)]


def _of(entry: Any, name: str, usual: Any) -> Any:
    return entry.get(name, usual) if isinstance(entry, Mapping) else usual


def _lookalikes(read: Mapping[str, Any]) -> list[str]:
    """Return names that lie beside those looked for: a slip of a hand or a damaged letter."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in read.items() if name != "account"}
    return [
        name
        for name, each in lists.items()
        if name == "provider" or any(isinstance(entry, Mapping) and "provider" in entry for entry in each)
    ]


def _named(read: Mapping[str, Any], name: str) -> str:
    """Return the name under which the file has a setting, which may be an earlier one; else nothing."""
    return next((each for each in (name, EARLIER_NAMES.get(name, name)) if each in read), "")


def _known(kind: type, read: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: read[each.name] for each in fields(kind) if each.name in read}


def _list(read: Mapping[str, Any], name: str, say: Callable[[str, object], None]) -> Sequence[Any]:
    found = read.get(name, [])
    if isinstance(found, list):
        return found
    say(name, _("it is no list of tables"))
    return []


def _accounts(read: Mapping[str, Any], say: Callable[[str, object], None]) -> Iterator[tuple[int, Account]]:
    """Return the accounts that can be used, with their places in the file."""
    names = set()
    for place, each in enumerate(read.get("account", [])):
        name = each.get("name") if isinstance(each, Mapping) else None
        try:
            account = _account(each)
            if account.name in names:
                raise ValueError(_("there is one of that name before it"))
        except _WRONG as error:
            say(_("account {name}").format(name=name or place + 1), error)
            continue
        names.add(account.name)
        yield place, account


def _account(read: Any) -> Account:
    if not isinstance(read, Mapping):
        raise TypeError(_("it is no table"))
    lacking = [name for name in ("name", "provider", "url") if name not in read]
    if lacking:
        raise ValueError(_lacking_sentence(lacking))
    plain = tomlkit.item(read).unwrap()
    account = sound(Account(**_known(Account, plain)))
    for name, change in _mapping(account.overrides, "overrides").items():
        if not all(isinstance(each, str) for each in _mapping(change, name).values()):
            raise ValueError(_("overrides of {operation} cannot be {value!r}").format(operation=name, value=change))
    return account


def _lacking_sentence(names: Sequence[str]) -> str:
    sentence = _("it has no {field}").format(field=names[0])
    for name in names[1:]:
        sentence = _("{lacking} and no {field}").format(lacking=sentence, field=name)
    return sentence


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(_("{field} is no table").format(field=name))
    return value


def _document_rule(read: Any) -> Rule:
    """[[document]] pattern = "Rimi", group = 7, types = ["cmr", ["order"]]; one of an inner list does."""
    pattern, group = read.get("pattern", ""), read.get("group")
    if not isinstance(pattern, str) or not (group is None or isinstance(group, int)):
        raise ValueError(_("its pattern is text, and its group a number"))
    needs = [each if isinstance(each, list) else [each] for each in read["types"]]
    types = tuple(tuple(map(DocumentType, each)) for each in needs)
    return Rule(pattern, group, types)


def _rule_entry(rule: Rule) -> dict[str, Any]:
    """Return a rule as the file has it, the opposite of _document_rule()."""
    needs = [[str(kind) for kind in types_of_need(need)] for need in rule.types]
    types = [each[0] if len(each) == 1 else each for each in needs]
    named = {"pattern": rule.pattern} if rule.pattern else {}
    return {**named, **({} if rule.group is None else {"group": rule.group}), "types": types}


def _plain(settings: Settings) -> dict[str, Any]:
    return asdict(settings)


def _lay(
    table: MutableMapping[str, Any], wanted: Mapping[str, Any], before: Mapping[str, Any], names: Sequence[str]
) -> None:
    """What has changed, and what the table does not have; the rest stays as it was written."""
    for name in names:
        there = _named(table, name)
        if not there or wanted[name] != before[name]:
            table[there or name] = wanted[name]


def _lay_table(
    document: MutableMapping[str, Any], name: str, wanted: "DataclassInstance", before: "DataclassInstance"
) -> None:
    there = document.get(name)
    if there is None or (wanted != before and not isinstance(there, Mapping)):
        document[name] = asdict(wanted)
    elif isinstance(there, MutableMapping):
        _lay(there, asdict(wanted), asdict(before), [each.name for each in fields(wanted)])


def _lay_keys(document: MutableMapping[str, Any], wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Lay the own keys that have changed; comments between them stay."""
    if wanted == before:
        return
    table = document.get("keys")
    if not isinstance(table, MutableMapping):
        document["keys"] = dict(wanted)
        return
    for name in before.keys() - wanted.keys():
        table.pop(name, None)
    _lay(table, wanted, {name: before.get(name) for name in wanted}, list(wanted))


def _lay_rules(document: MutableMapping[str, Any], wanted: Sequence[Rule], before: Sequence[Rule]) -> None:
    """Lay the rules in their order where they have changed; those that cannot be used stay, behind the others."""
    if wanted == before:
        return
    written = [entry for name in RULES for entry in _list(document, name, lambda *_: None)]
    unread = [entry for entry in written if _rule_of(entry) is None]
    same = {rule: entry for entry in written if (rule := _rule_of(entry)) is not None}
    for name in RULES:
        document.pop(name, None)
    laid = [*(same.get(each, _rule_entry(each)) for each in wanted), *unread]
    if all(isinstance(each, Mapping) for each in laid):
        tables = tomlkit.aot()
        for each in laid:
            tables.append(each if isinstance(each, Table) else tomlkit.item(dict(each)))
        document["document"] = tables
    else:
        document["document"] = laid  # something that is no table stands among them and stays


def _rule_of(entry: Any) -> Rule | None:
    try:
        return _document_rule(tomlkit.item(entry).unwrap())
    except _WRONG:
        return None


def _lay_accounts(document: MutableMapping[str, Any], wanted: Sequence[Account], before: Sequence[Account]) -> None:
    """Accounts that cannot be used, and what another program has added or removed since, stay so."""
    there = {account.name: place for place, account in _accounts(document, lambda *_: None)}
    now, then = {each.name: each for each in wanted}, {each.name: each for each in before}
    fresh = "account" not in document
    for name in there.keys() & now.keys():
        _lay_account(document["account"][there[name]], now[name], then.get(name, now[name]))
    for place in sorted((there[name] for name in there.keys() & then.keys() - now.keys()), reverse=True):
        del document["account"][place]
    new = [asdict(each) for each in wanted if each.name not in there and (fresh or each.name not in then)]
    if new or fresh:
        _append(document, new)


def _lay_account(table: MutableMapping[str, Any], now: Account, then: Account) -> None:
    """What has its default and is not written need not be."""
    usual = Account(now.name, now.provider, now.url)
    names = [
        each.name
        for each in fields(Account)
        if each.name in table or getattr(now, each.name) != getattr(usual, each.name)
    ]
    _lay(table, asdict(now), asdict(then), names)


def _append(document: MutableMapping[str, Any], new: Sequence[Mapping[str, Any]]) -> None:
    old = document.get("account")
    if isinstance(old, AoT):
        for each in new:
            old.append(tomlkit.item(each))
        return
    document.pop("account", None)  # tables written in one line move to the end, as tables of many
    document["account"] = [*(old.unwrap() if isinstance(old, Array) else []), *new]
