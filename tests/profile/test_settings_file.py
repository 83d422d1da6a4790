"""Settings outlive hands, newer versions and two programs at once: one wrong entry costs that entry, the rest stays."""

import tomllib
from dataclasses import replace

import pytest

from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.domain.document_rules import Rule
from fleetdesk.domain.documents import DocumentType
from fleetdesk.profile.settings import Account, Addresses, Roads, Settings, Tiles
from fleetdesk.profile.settings_file import SettingsFile

MIXED = """# mine
theme = "dark" # for the night
poll_s = "fast"
later = 5
[[account]]
name = "m" # the main one
provider = "metrotec"
url = "https://a.example"
colour = "red"
[account.overrides]
"tasks.list" = {path = "/x", method = "GET"}
[[account]]
name = 5
[[account]]
name = "z"
provider = "vezma"
url = "https://b.example"
[[document]]
types = ["cmr"]
until = 2030
[[document]]
types = ["poem"]
[tiles]
max_zoom = 3
min_zoom = 1
[future]
x = [1, 2]
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def test_there_are_defaults_where_there_is_no_file(path):
    file = SettingsFile(path)
    assert (file.load(), file.pop_notices(), path.exists()) == (Settings(), [], False)


def test_what_is_saved_comes_back_and_says_its_version(path):
    account = Account("m", "metrotec", "https://a.example", overrides={"tasks.list": {"path": "/x"}})
    settings = Settings(
        accounts=(account,),
        zone="Europe/Riga",
        tiles=Tiles("https://t/{z}"),
        poll_s=7.5,
        addresses=Addresses("photon", "https://geo.example"),
        roads=Roads("valhalla", "https://roads.example.com/", profile="car"),
    )
    SettingsFile(path).save(settings, Settings())
    assert SettingsFile(path).load() == settings
    assert read(path)["version"] == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_one_wrong_entry_costs_that_entry_and_is_said(path):
    path.write_text(MIXED)
    file = SettingsFile(path)
    settings = file.load()
    assert [each.name for each in settings.accounts] == ["m", "z"]
    assert (settings.theme, settings.poll_s, settings.tiles.max_zoom) == ("dark", 10.0, 3)
    assert [each.types for each in settings.documents] == [((DocumentType.CMR,),)]
    said = " ".join(file.pop_notices())
    assert all(each in said for each in ("account 5", "document rule 2", "poll_s"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_saving_keeps_what_is_not_known_and_what_is_wrong(path, encoding):
    path.write_bytes(MIXED.replace("\n", "\r\n").encode(encoding))
    file = SettingsFile(path)
    before = file.load()
    moved = replace(before.account("m"), url="https://c.example")
    file.save(replace(before, theme="light", accounts=(moved, before.account("z"))), before)
    after, was = read(path), tomllib.loads(MIXED)
    was["theme"], was["account"][0]["url"] = "light", "https://c.example"
    assert {key: after[key] for key in was if key != "tiles"} == {key: was[key] for key in was if key != "tiles"}
    assert after["tiles"].items() >= was["tiles"].items()
    assert "# for the night" in path.read_text()
    assert "# the main one" in path.read_text()


def test_accounts_in_one_line_are_kept_too(path):
    path.write_text('account = [{name = "m", provider = "metrotec", url = "u", more = 3}, {name = 5}]\nlater = 1\n')
    file = SettingsFile(path)
    before = file.load()
    file.save(replace(before, accounts=(*before.accounts, Account("n", "vezma", "v"))), before)
    accounts = read(path)["account"]
    assert (accounts[0]["more"], accounts[1], accounts[2]["name"], read(path)["later"]) == (3, {"name": 5}, "n", 1)


def test_an_account_that_is_removed_goes_and_no_other(path):
    path.write_text(MIXED)
    file = SettingsFile(path)
    before = file.load()
    file.save(replace(before, accounts=(before.account("z"),)), before)
    assert [each["name"] for each in read(path)["account"]] == [5, "z"]


def test_what_another_program_added_or_removed_since_stays_so(path):
    path.write_text(MIXED)
    mine = SettingsFile(path)
    before = mine.load()
    other = SettingsFile(path)
    theirs = other.load()
    other.save(replace(theirs, accounts=(theirs.account("m"), Account("n", "vezma", "v"))), theirs)
    mine.save(replace(before, theme="light"), before)
    assert [each["name"] for each in read(path)["account"]] == ["m", 5, "n"]


@pytest.mark.parametrize(
    "line",
    [
        'poll_s = "fast"',
        "poll_s = nan",
        "poll_s = inf",
        "poll_s = -1",
        "poll_s = 0",
        "recording_days = -1",
        "poll_s = true",
        "single_keys = 1",
        "largest_document_mb = inf",
        "largest_paper_mb = inf",
        "theme = 5",
        "zone = []",
        "tiles = 5",
        "tiles = {max_zoom = true}",
        "addresses = 5",
        "addresses = {key = 5}",
        "roads = 5",
        "roads = {key = 5}",
        "paper = 5",
        "document = 5",
        "document = [5]",
        'document = [{types = "cmr"}]',
        "document = [{types = [{}]}]",
        'document = [{types = ["cmr"], group = "x"}]',
    ],
)
def test_a_wrong_value_costs_itself_and_not_the_start(path, line):
    path.write_text(f'{line}\n[[account]]\nname = "m"\nprovider = "vezma"\nurl = "u"\n')
    file = SettingsFile(path)
    assert file.load() == Settings(accounts=(Account("m", "vezma", "u"),))
    assert len(file.pop_notices()) == 1
    assert path.exists()


def test_no_days_of_recording_are_a_choice(path):
    path.write_text("recording_days = 0\n")
    assert SettingsFile(path).load().recording_days == 0


@pytest.mark.parametrize(
    "account",
    [
        "5",
        "{}",
        '{name = "a"}',
        '{name = "a", provider = "x", url = 5}',
        '{name = "m", provider = "x", url = "u"}',
        '{name = "a", provider = "x", url = "u", overrides = 5}',
        '{name = "a", provider = "x", url = "u", overrides = {"tasks.list" = 5}}',
        '{name = "a", provider = "x", url = "u", overrides = {"tasks.list" = {path = 5}}}',
        '{name = "a", provider = "x", url = "u", zone = 5}',
    ],
)
def test_a_wrong_account_costs_itself_and_stays_in_the_file(path, account):
    path.write_text(f'account = [{{name = "m", provider = "vezma", url = "u"}}, {account}]\n')
    file = SettingsFile(path)
    before = file.load()
    assert before.accounts == (Account("m", "vezma", "u"),)
    assert len(file.pop_notices()) == 1
    file.save(replace(before, theme="dark"), before)
    assert len(read(path)["account"]) == 2


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", b"account = [broken", b"account = 5", b'a = "\xff"', b"a = 1\na = 2"]
)
def test_what_cannot_be_read_is_put_aside_and_said(path, content):
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.load() == Settings()
    (aside,) = path.parent.glob("settings.unreadable.*.toml")
    assert aside.read_bytes() == content
    assert aside.name in file.pop_notices()[0]
    file.save(Settings(theme="dark"), Settings())
    assert SettingsFile(path).load().theme == "dark"


def test_newer_settings_are_refused_and_left_untouched(path):
    path.write_text('version = 2\ntheme = "dark"\n')
    file = SettingsFile(path)
    assert file.load() == Settings()
    assert "newer FleetDesk" in file.pop_notices()[0]
    with pytest.raises(SessionOnly):
        file.save(Settings(theme="light"), Settings())
    assert path.read_text() == 'version = 2\ntheme = "dark"\n'


TWO = tuple(
    Account(name, "vezma", f"https://{name}.example", overrides={"tasks.list": {"path": "/t"}}) for name in "mn"
)


@pytest.mark.parametrize(
    ("cut", "lacking"),
    [
        ("[[account]]", ("account m", "account n")),
        ("theme", ("account m", "account n")),
        ("\n[account.overrides", ("address of tasks.list of m",)),
    ],
)
def test_a_file_that_is_cut_between_entries_says_what_it_had_and_keeps_it(path, cut, lacking):
    SettingsFile(path).save(Settings(accounts=TWO, theme="dark"), Settings())
    whole = path.read_text()
    path.write_text(whole[: whole.index(cut)])
    file = SettingsFile(path)
    accounts = file.load().accounts
    (said,) = file.pop_notices()
    assert all(each in said for each in lacking)
    (before,) = path.parent.glob("settings.before.*.toml")
    file.save(Settings(accounts=accounts, theme="light"), Settings(accounts=accounts, theme="dark"))
    assert before.read_text() == whole
    assert SettingsFile(before).load().accounts == TWO


def test_a_document_rule_that_is_gone_is_said(path):
    path.write_text(MIXED)
    SettingsFile(path).load()
    path.write_text(MIXED.replace('[[document]]\ntypes = ["poem"]\n', ""))
    file = SettingsFile(path)
    file.load()
    assert any("lacks 1 entry" in each and "document rule 2" in each for each in file.pop_notices())


def test_an_account_that_is_removed_here_is_not_said_at_the_next_start(path):
    file = SettingsFile(path)
    file.save(Settings(accounts=TWO), Settings())
    file.save(Settings(), Settings(accounts=TWO))
    again = SettingsFile(path)
    assert (again.load().accounts, again.pop_notices()) == ((), [])
    assert not list(path.parent.glob("settings.before.*"))


def test_the_names_that_documents_had_are_still_read(path):
    path.write_text('largest_paper_mb = 40\n[[paper]]\npattern = "Rimi"\ntypes = ["cmr"]\n')
    settings = SettingsFile(path).load()
    assert (settings.largest_document_mb, [rule.pattern for rule in settings.documents]) == (40, ["Rimi"])


def test_a_file_with_both_names_uses_those_of_now_first(path):
    path.write_text(
        'largest_paper_mb = 40\nlargest_document_mb = 50\n[[paper]]\ntypes = ["cmr"]\n[[document]]\ntypes = ["order"]\n'
    )
    settings = SettingsFile(path).load()
    assert settings.largest_document_mb == 50
    assert [rule.types for rule in settings.documents] == [((DocumentType.ORDER,),), ((DocumentType.CMR,),)]


def test_a_file_keeps_the_name_that_it_has(path):
    path.write_text("largest_paper_mb = 40\n")
    file = SettingsFile(path)
    before = file.load()
    file.save(replace(before, largest_document_mb=60.0), before)
    assert (read(path)["largest_paper_mb"], "largest_document_mb" in read(path)) == (60, False)


@pytest.mark.parametrize(
    "line",
    [
        "theme = 'blue'",
        "density = 'tight'",
        "notices_at = 'left'",
        "shifts = []",
        "shifts = [6, 24]",
        "shifts = [14, 6]",
    ],
)
def test_a_value_that_is_none_of_the_choices_is_said_and_holds_its_default(path, line):
    path.write_text(f"version = 1\n{line}\n")
    file = SettingsFile(path)
    assert file.load() == Settings()
    assert line.split()[0] in file.pop_notices()[0]
    assert path.read_text() == f"version = 1\n{line}\n"


RULES = """version = 1
[[paper]]
pattern = "Rimi" # the large one
types = ["cmr", ["order", "other"]]

[[document]]
types = ["no such document"]

[[document]]
group = 7
types = []
"""


def test_rules_that_are_written_come_back_in_their_order(path):
    path.write_text(RULES)
    file = SettingsFile(path)
    before = file.load()
    rule = Rule("Lidl", None, ((DocumentType.CMR,), (DocumentType.IMAGE, DocumentType.ORDER)))
    now = replace(before, documents=(rule, *before.documents))
    file.save(now, before)
    again = SettingsFile(path)
    assert again.load() == now
    text = path.read_text()
    assert "# the large one" in text
    assert "no such document" in text
    file.save(replace(now, documents=()), now)
    assert SettingsFile(path).load().documents == ()
    assert "no such document" in path.read_text()


def test_own_keys_that_are_written_come_back_and_comments_between_them_stay(path):
    path.write_text('version = 1\n[keys]\n# as in the old program\n"New task" = "N"\n"Follow" = "G"\n')
    file = SettingsFile(path)
    before = file.load()
    now = replace(before, keys={"New task": "Ctrl+N", "Notices": ""})
    file.save(now, before)
    assert SettingsFile(path).load().keys == now.keys
    assert "# as in the old program" in path.read_text()
