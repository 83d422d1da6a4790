"""Workbooks made to do harm: refused with a sentence, quickly, and in little memory."""

import io
import random
import zipfile

import openpyxl
import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.sheets.reading import read

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def parts():
    """A sound workbook's members."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["a", "b"])
    book.active.append(["x", "y"])
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_laughs_are_not_expanded(tmp_path, member):
    members = parts()
    text = members[member].decode()
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    members[member] = LAUGHS + body.replace(">", ">&i;", 1)
    with pytest.raises(UsageError, match="damaged"):
        read(pack(tmp_path / "laughs.xlsx", members))


def test_a_bomb_is_not_unpacked(tmp_path):
    big = pack(tmp_path / "big.xlsx", parts() | {"xl/media/x": b"\0" * 160_000_000})
    with pytest.raises(UsageError, match="unpacks to 160 MB"):
        read(big)
    with pytest.raises(UsageError, match="100 to 1"):
        read(pack(tmp_path / "dense.xlsx", parts() | {"xl/media/x": b"\0" * 5_000_000}))


def test_a_row_far_down_ends(tmp_path):
    members = parts()
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b'<row r="2">', b'<row r="2000000000">')
    assert members["xl/worksheets/sheet1.xml"] != sheet
    with pytest.raises(UsageError, match="beyond the last"):
        read(pack(tmp_path / "far.xlsx", members))


def test_an_archive_of_something_else_is_told(tmp_path):
    with pytest.raises(UsageError, match="no XLSX workbook"):
        read(pack(tmp_path / "letter.docx", {"word/document.xml": b"<x/>"}))


def test_an_archive_of_a_locked_member_is_told(tmp_path):
    path = pack(tmp_path / "locked.xlsx", parts())
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(UsageError, match="has a password"):
        read(path)


def test_damage_anywhere_is_a_sentence(tmp_path):
    refused = []
    sound, chance = pack(tmp_path / "sound.xlsx", parts()).read_bytes(), random.Random(7)
    for _ in range(120):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        (tmp_path / "hurt.xlsx").write_bytes(bytes(data[: chance.randint(len(data) // 2, len(data))]))
        try:
            read(tmp_path / "hurt.xlsx")
        except UsageError as error:
            refused.append(str(error))
    assert refused
    assert all(each.endswith(".") for each in refused)


def test_broken_xml_is_a_sentence(tmp_path):
    refused, chance = [], random.Random(8)
    for _ in range(80):
        members = parts()
        name = chance.choice(sorted(members))
        content = bytearray(members[name])
        content[chance.randrange(len(content))] = chance.choice(b"<>&\"'x0 ")
        members[name] = bytes(content)
        try:
            read(pack(tmp_path / "hurt.xlsx", members))
        except UsageError as error:
            refused.append(str(error))
    assert refused
    assert all(each.endswith(".") for each in refused)
