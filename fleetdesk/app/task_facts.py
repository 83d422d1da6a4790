"""Build the comparison of the open task with the track of its vehicle."""

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.sync.history.task_facts import TaskFacts
from fleetdesk.ui.tasks.fact_controller import FactController


def build_task_facts(services: Services, look: Look, tasks: TasksFeature) -> FactController:
    """Build the controller; the dock "Task" shows what it finds."""
    facts = TaskFacts(services.history, services.store.now)
    return FactController(tasks.form, facts, services.store, services.background, look.notices)
