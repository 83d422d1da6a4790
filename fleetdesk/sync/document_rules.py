"""The company's rules for documents as they are now."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.document_rules import Rule


class DocumentRules(QObject):
    """Holds the rules. `changed` when there are others."""

    changed = Signal()

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        super().__init__()
        self.rules = rules

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """Let other rules hold."""
        self.rules = rules
        self.changed.emit()
