"""References that people take for one another though their characters differ."""

import re
import unicodedata

_LOOKS = str.maketrans("АВСЕЅІЈКМНОРТХУЗԚԜҮӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧØ", "ABCESIJKMHOPTXY3QWYIABEZHIKMNOPTYXO")
_PART = re.compile(r"[^\W_]+")


def look(ref: str) -> str:
    """Reduce a reference to its letters and digits, without case and alphabet, as documents are matched by it."""
    plain = unicodedata.normalize("NFKC", ref).upper()
    return "".join(_PART.findall(plain.translate(_LOOKS))) or ref
