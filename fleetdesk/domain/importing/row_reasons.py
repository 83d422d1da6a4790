"""What is known of a row while it is judged: its values, and what is wrong or doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fleetdesk.domain.importing.preview import Problem
from fleetdesk.domain.task_fields import Value


@dataclass(slots=True)
class RowReading:
    """The values of a row and what is wrong with it, while it is being judged."""

    headings: Mapping[str, str]
    fields: dict[str, Value] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, target: str, sentence: str) -> None:
        """Note that the row cannot be sent, and why."""
        self.errors.append(Problem(self.headings.get(target, ""), sentence))

    def doubt(self, target: str, sentence: str) -> None:
        """Note a doubt: the row is sent only if the user agrees."""
        self.warnings.append(Problem(self.headings.get(target, ""), sentence))
