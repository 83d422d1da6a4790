"""What a form is read against: nothing of it walks all tasks, and vehicles are read once."""

from zoneinfo import ZoneInfo

from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.form_context import FormContext
from tests.sync.fakes import NOW, unit
from tests.task_lists import apply_tasks
from tests.walked import Walked


def context(store):
    return FormContext(store, ZoneInfo("Europe/Tallinn"), ServerTasks({}), Background(lambda name, error: None))


def test_a_reference_is_looked_up_and_no_task_walked_through(qapp):
    store = Store(lambda: NOW)
    apply_tasks(store, "m", [Task("m", 7, order_ref="A", address="Tamme 1"), Task("m", 8, order_ref="B")])
    store.tasks = store.task_store.shown = Walked(store.tasks)
    made = context(store)
    made.open("m", "m/7", "A")
    setting = made.now()
    assert [setting.whose(ref) for ref in ("A", "B", "C")] == ["", "task no. 8", ""]
    made.open("m", "m/8", "B")
    assert made.now().whose("A") == "Tamme 1"
    assert store.tasks.walks == 0


def test_the_words_of_vehicles_are_made_once_and_again_where_one_has_changed(qapp):
    store = Store(lambda: NOW)
    store.apply_units("m", [unit("242KDN"), unit("820BHT")])
    made = context(store)
    made.open("m", "m/7", "")
    words = made.now().units
    made.open("m", "m/8", "")
    assert made.now().units is words
    store.apply_units("m", [unit("242KDN", name="Tartu 4"), unit("820BHT")])
    made.open("m", "m/7", "")
    assert made.now().units["tartu4"] == "242KDN"
