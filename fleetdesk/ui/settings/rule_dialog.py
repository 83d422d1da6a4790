"""Window "Rule for documents": for which tasks it is, and which documents they need."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.document_rules import Need, Rule, types_of_need
from fleetdesk.domain.documents import DocumentType
from fleetdesk.ui.widgets.checked_field import CheckedField, whole_number
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_choice, set_hint, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, button, label

NOT, NEEDED, ONE_OF = "", "needed", ("A", "B", "C")
"""Not needed, needed, or one of several of which one is enough."""
MOST_GROUP = 1_000_000_000
HELP = _("The first rule that fits a task holds. In the customer, * stands for any letters and ? for one.")


class RuleDialog(Small):
    """Changes the rule at a place of `rules`, or with no place makes a new one; `rules_chosen` carries all of them."""

    rules_chosen = Signal(object)

    def __init__(self, rules: Sequence[Rule], place: int | None, parent: QWidget) -> None:
        super().__init__(parent, _("Rule for documents"), _("Save"))
        self._others = [each for number, each in enumerate(rules) if number != place]
        rule = Rule() if place is None else rules[place]
        self.pattern, self.place = QLineEdit(), QComboBox()
        self.group = CheckedField(_("Group of the task"), _group, _("any"))
        self.needs = {kind: _choice() for kind in DocumentType}
        self._build()
        self._show(rule, len(self._others) if place is None else place)
        self.go.clicked.connect(self._save)
        if place is not None:
            remove = button(pgettext("button", "Remove"), _("Remove the rule"))
            remove.setAutoDefault(False)
            remove.clicked.connect(lambda: self._done(self._others))
            self.box.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        set_hint(self.pattern, _("any, or part of it, such as Rimi"))
        for number in range(len(self._others) + 1):
            add_choice(self.place, str(number + 1), number)
        heads = ((_("Customer"), self.pattern), (_("Group of the task"), self.group), (_("Place"), self.place))
        for name, field in (*heads, *((kind.words, field) for kind, field in self.needs.items())):
            set_name(field, name)
            form.addRow(label(name, "Field"), field)
        self.box.addLayout(form)
        self.box.addWidget(Paragraph("Dim", HELP, lines=3))

    def _show(self, rule: Rule, place: int) -> None:
        set_value(self.pattern, rule.pattern)
        self.group.show_value(rule.group, "" if rule.group is None else str(rule.group))
        self.place.setCurrentIndex(place)
        letters = iter(ONE_OF)
        for need in rule.types:
            choice = next(letters, ONE_OF[-1]) if len(types_of_need(need)) > 1 else NEEDED
            for kind in types_of_need(need):
                self.needs[kind].setCurrentIndex(self.needs[kind].findData(choice))

    def _save(self) -> None:
        group = self.group.value()
        if group is None:
            self.answer.say(_("Write the group as a number, or leave it empty."))
            return
        rule = Rule(self.pattern.text().strip(), group if group != "" else None, self._needs())
        place = int(self.place.currentData())
        self._done([*self._others[:place], rule, *self._others[place:]])

    def _needs(self) -> tuple[Need, ...]:
        chosen = {kind: field.currentData() for kind, field in self.needs.items()}
        single = [(kind,) for kind, choice in chosen.items() if choice == NEEDED]
        sets = [tuple(kind for kind, choice in chosen.items() if choice == letter) for letter in ONE_OF]
        return (*single, *filter(None, sets))

    def _done(self, rules: Sequence[Rule]) -> None:
        self.rules_chosen.emit(tuple(rules))
        self.accept()


def _choice() -> QComboBox:
    box = QComboBox()
    add_choice(box, pgettext("document", "not needed"), NOT)
    add_choice(box, pgettext("document", "needed"), NEEDED)
    for letter in ONE_OF:
        add_choice(box, _("one of {letter} is enough").format(letter=letter), letter)
    return box


def _group(typed: str) -> object:
    return whole_number(0, MOST_GROUP)(typed) if typed else ""
