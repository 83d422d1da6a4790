"""Tasks that lack documents, in words: the warning before one is completed."""

from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.document_rules import need_words
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.missing_documents import MissingDocuments

NAME = 60


def lacking_words(missing_documents: MissingDocuments, task: Task) -> str:
    """Return in words what the task would lack if it were completed now; empty where nothing."""
    needs = missing_documents.would_lack(task)
    words = ", ".join(map(need_words, needs))
    return _("{task} has no {documents} yet.").format(task=readable(task.name, NAME), documents=words) if needs else ""
