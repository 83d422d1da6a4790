"""References that people take for one another though their characters differ."""

import re
import unicodedata

_LOOKS = str.maketrans("АВСЕЅІЈКМНОРТХУЗԚԜҮӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧØ", "ABCESIJKMHOPTXY3QWYIABEZHIKMNOPTYXO")
_PART = re.compile(r"[^\W_]+")


def look(ref: str) -> str:
    """A reference as the eye and the matching of documents take it: letters and digits, without case and alphabet."""
    plain = unicodedata.normalize("NFKC", ref).upper()
    return "".join(_PART.findall(plain.translate(_LOOKS))) or ref
