"""Workbooks written by hand, so that each part can be what a test needs."""

import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    + "</Types>"
)


def relations(**targets):
    rows = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{to}"/>' for name, to in targets.items())
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def workbook(path, strings, *, texts=None, cells=None, rows=()):
    """Shared texts, and rows of their numbers; `texts` and `cells` are the inside of the parts as XML."""
    texts = "".join(f"<si><t>{each}</t></si>" for each in strings) if texts is None else texts
    if cells is None:
        numbered = ("".join(f"<c t='s'><v>{each}</v></c>" for each in row) for row in rows)
        body = "".join(f"<row>{each}</row>" for each in numbered)
    else:
        body = f"<row>{cells}</row>"
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
    }
    with zipfile.ZipFile(path, "w") as archive:  # stored: what is packed too well is refused before
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
