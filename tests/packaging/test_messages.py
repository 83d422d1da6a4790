import pytest
from babel.messages.pofile import read_po

from fleetdesk.base.translation import FOLDER, find_catalogue
from tests.pseudo_language.messages import collected, tool

pytestmark = pytest.mark.xdist_group("language")  # messages are collected once a worker


def language(folder, text):
    path = folder / "sk" / "LC_MESSAGES" / "fleetdesk.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_template_has_context_plural_and_place(tmp_path):
    (tmp_path / "module.py").write_text(
        'pgettext("status", "late")\n# Translators: of the list\nngettext("{count} task", "{count} tasks", 1)\n'
    )
    late, tasks = sorted((each for each in tool.collect(tmp_path) if each.id), key=lambda each: str(each.id))[::-1]
    assert (late.id, late.context, late.locations) == ("late", "status", [("fleetdesk/module.py", 1)])
    assert (tasks.id, tasks.auto_comments) == (("{count} task", "{count} tasks"), ["Translators: of the list"])


def test_the_simulator_stays_as_it_is():
    assert not [each for each in collected() for file, _line in each.locations if "simulator" in file]


def test_a_language_is_brought_up_to_date_and_keeps_what_it_has(tmp_path):
    path = language(tmp_path, 'msgid "Quit"\nmsgstr "Koniec"\n\nmsgid "Of long ago"\nmsgstr "Dávno"\n')
    tool.update(path, collected())
    with path.open("rb") as file:
        known = read_po(file)
    assert known.get("Quit").string == "Koniec"
    assert known.get("Of long ago") is None
    assert len(known) > 1000


def test_a_compiled_language_is_found_without_what_is_unsure(tmp_path):
    path = language(tmp_path, 'msgid "Quit"\nmsgstr "Koniec"\n\n#, fuzzy\nmsgid "Keys"\nmsgstr "Kľúče"\n')
    assert tool.compile_language(path) == (1, 2)
    catalogue = find_catalogue({FOLDER: str(tmp_path), "LANG": "sk"})
    assert catalogue is not None
    assert (catalogue.gettext("Quit"), catalogue.gettext("Keys")) == ("Koniec", "Keys")
