"""How many vehicles, tasks or documents, in words."""

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import ngettext


def count_vehicles(count: int) -> str:
    """Return a number of vehicles: "3 vehicles"."""
    return ngettext("{count} vehicle", "{count} vehicles", count).format(count=grouped(count))


def count_tasks(count: int) -> str:
    """Return a number of tasks: "3 tasks"."""
    return ngettext("{count} task", "{count} tasks", count).format(count=grouped(count))


def count_documents(count: int) -> str:
    """Return a number of documents: "3 documents"."""
    return ngettext("{count} document", "{count} documents", count).format(count=grouped(count))
