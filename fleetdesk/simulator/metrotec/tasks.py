"""Signing in and tasks (docs/vendors/metrotec.md#signing-in)."""

import secrets
from typing import Annotated, Any

from fastapi import Path, Query, Request
from fastapi.responses import Response
from pydantic import Field, WithJsonSchema

from fleetdesk.simulator.api import Api, Refusal, answer, answer_texts
from fleetdesk.simulator.metrotec.acting import Drivers
from fleetdesk.simulator.metrotec.tasking import change_task, make_task
from fleetdesk.simulator.schema.requests import Login, TaskCreate, TaskUpdate
from fleetdesk.simulator.schema.tasks import Task, Token
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.texts import WholeText

TaskNumber = Annotated[int, Field(ge=0), WholeText, Path()]
_ALL: dict[str, Any] = {"enum": [0, 1, "0", "1", ""]}


def register(api: Api, sim: Simulation) -> None:
    """Register auth.login and tasks.*."""
    drivers = Drivers(sim)

    @api.route("auth.login", Token)
    def login(body: Login) -> Response:
        """Sign in."""
        right = secrets.compare_digest(body.password.encode(), sim.password.encode())
        if not right or body.username != sim.username:
            raise Refusal(401, "wrong username or password")
        jwt, expires = sim.sign_in(body.username)
        return answer({"jwt": jwt, "expires": expires})

    @api.route("tasks.list", list[Task])
    def list_tasks(
        limit: Annotated[int, Field(ge=-1), WholeText, Query()] = -1,
        offset: Annotated[int, Field(ge=0), WholeText, Query()] = 0,
        all_: Annotated[str, Query(alias="all"), WithJsonSchema(_ALL)] = "",
    ) -> Response:
        """List tasks: the active ones, or all."""
        if all_ not in ("", "0", "1"):
            raise Refusal(400, "must be 0, 1 or empty", "all")
        drivers.act()
        return answer_texts(sim.store.texts("task", all_ != "1", limit, offset))

    @api.route("tasks.create", Task, {201: {"model": Task, "description": "Created"}})
    def create_task(body: TaskCreate, request: Request) -> Response:
        """Create a task."""
        wanted = body.model_dump(exclude_unset=True)
        made = make_task(sim, wanted, request.scope["fleetdesk.user"])
        return answer(made, sim.quirks.create_status)

    @api.route("tasks.update", Task, {204: {"description": "Changed; nothing to say"}})
    def update_task(id: TaskNumber, body: TaskUpdate, request: Request) -> Response:
        """Change a task."""
        wanted = {**body.model_dump(exclude_unset=True), **dict.fromkeys(body.cleared())}
        return changed(sim, change_task(sim, id, wanted, request.scope["fleetdesk.user"]))


def changed(sim: Simulation, body: dict[str, Any], status: int = 200) -> Response:
    """Return the answer to a change; the reference shows none, so the quirks decide."""
    kind = sim.quirks.update_answer
    if kind in ("204", "empty"):
        return Response(status_code=204 if kind == "204" else status)
    return answer({} if kind == "{}" else body, status)
