"""Layers of PDFs (optional content): which are shown, taken along when pages go into another document."""

import pikepdf
from pikepdf import Array, Dictionary, Name

_LISTS = (Name.ON, Name.OFF, Name.Order, Name.AS, Name.RBGroups, Name.Locked)


def take_along(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Add the layers of `part`, whose pages `whole` has got, as a reader shows them at first."""
    if not isinstance(part.Root.get(Name.OCProperties), Dictionary):
        return
    theirs = whole.copy_foreign(part.make_indirect(part.Root.OCProperties))
    if Name.OCProperties not in whole.Root:
        whole.Root[Name.OCProperties] = Dictionary(OCGs=Array(), D=Dictionary())
    ours = whole.Root[Name.OCProperties]
    groups, shown = _list(theirs, Name.OCGs), theirs.get(Name.D, Dictionary())
    ours.OCGs.extend(groups)
    if shown.get(Name.BaseState) == Name.OFF:
        on = {each.objgen for each in _list(shown, Name.ON)}
        shown[Name.OFF] = Array([each for each in groups if each.objgen not in on])
    for each in _LISTS:
        if found := _list(shown, each):
            ours.D[each] = Array([*_list(ours.D, each), *found])


def _list(holder: pikepdf.Object, name: pikepdf.Name) -> list[pikepdf.Object]:
    found = holder.get(name)
    return list(found) if isinstance(found, Array) else []
