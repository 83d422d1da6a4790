"""Lists of tasks as a server's answer brings them, taken over without a running loop."""

import contextlib

from fleetdesk.api.parts import Listing


def apply_tasks(store, account, tasks, *, everything=False):
    """Let the store take over a whole list that was asked for just now; `everything` for one with finished tasks."""
    work = store.apply_list(account, Listing(tuple(tasks)), store.task_store.mark(), everything=everything)
    with contextlib.suppress(StopIteration):
        while True:
            work.send(None)  # it waits for nothing but its turn


def remove_unlisted(task_store, account, numbers, since, *, everything):
    """Remove what a whole list of a server does not have, all at once."""
    listed = task_store.keys(account, numbers)
    task_store.remove_missing(task_store.unlisted(account), listed, since, everything=everything)
