"""What both FastAPI applications share: routes by operation name, refusals as JSON, and the OpenAPI document."""

from collections.abc import Callable
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from fleetdesk.simulator.operations import Table
from fleetdesk.simulator.schema.tasks import Problem
from fleetdesk.simulator.store import dump

Handler = Callable[..., Any]


class Refusal(Exception):
    """The request is refused: a status, a reason, and the field at fault."""

    def __init__(self, status: int, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.field = status, reason, field


def answer(value: Any, status: int = 200) -> Response:
    """Return a JSON answer with the keys in the order given."""
    return Response(dump(value), status, media_type="application/json")


def answer_texts(rows: list[str]) -> Response:
    """Return a list of ready JSON texts as one answer."""
    return Response("[" + ",".join(rows) + "]", media_type="application/json")


def problem(status: int, reason: str, field: str | None = None) -> Response:
    """Return a refusal as JSON."""
    return answer({"error": reason, "field": field}, status)


def _field(location: tuple[Any, ...]) -> str | None:
    names = [str(part) for part in location[1:] if not isinstance(part, int)]
    return names[0] if names else None


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return problem(400, str(first.get("msg", "invalid"))[:300], _field(tuple(first.get("loc", ()))))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return problem(error.status, error.reason, error.field)


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    made = problem(error.status_code, str(error.detail))
    made.headers.update(error.headers or {})
    return made


def no_repeats(request: Request) -> None:
    """Refuse a parameter given twice, unless its name ends in []."""
    names = [name for name, _ in request.query_params.multi_items() if not name.endswith("[]")]
    for name in names:
        if names.count(name) > 1:
            raise Refusal(400, "given more than once", name)


class Api:
    """A FastAPI application whose routes are named after the operations."""

    def __init__(
        self, name: str, title: str, version: str, description: str, table: Table, extra: dict[int, str]
    ) -> None:
        self.name, self._table = name, table
        self.app = FastAPI(
            title=title, version=version, description=description, openapi_url=None, docs_url=None, redoc_url=None
        )
        self.app.router.redirect_slashes = False
        self.app.add_exception_handler(RequestValidationError, _invalid)
        self.app.add_exception_handler(Refusal, _refused)
        self.app.add_exception_handler(HTTPException, _http)
        reasons = {400: "Refused", 401: "Not signed in", 404: "Not found", 429: "Too many requests", **extra}
        self._responses: dict[int | str, dict[str, Any]] = {
            code: {"model": Problem, "description": text} for code, text in reasons.items()
        }

    def route(
        self, name: str, model: Any, more: dict[int | str, dict[str, Any]] | None = None
    ) -> Callable[[Handler], Handler]:
        """Register a handler for the operation of that name, answering with that model."""
        operation = self._table.by_name(self.name, name)
        responses: dict[int | str, dict[str, Any]] = {**self._responses, **(more or {})}

        def register(handler: Handler) -> Handler:
            self.app.add_api_route(
                operation.path,
                handler,
                methods=[operation.method],
                operation_id=name if self._table.layout == "assumed" else None,
                response_model=model,
                responses=responses,
                dependencies=[Depends(no_repeats)],
                summary=(handler.__doc__ or name).split(".")[0],
                description="",
            )
            return handler

        return register

    def document(self, server: str, schemes: dict[str, Any]) -> dict[str, Any]:
        """Return the OpenAPI document, without FastAPI's 422 (the reference has none)."""
        made = dict(self.app.openapi())
        made["servers"] = [{"url": server}]
        made["components"]["securitySchemes"] = schemes
        made["security"] = [{name: []} for name in schemes]
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        made["components"]["schemas"].pop("HTTPValidationError", None)
        made["components"]["schemas"].pop("ValidationError", None)
        _drop_made_up_defaults(made["components"]["schemas"])
        _drop_nulls(made)
        return made


def _drop_nulls(document: dict[str, Any]) -> None:
    """Remove null from what travels as text: parameters and form fields."""
    fields = [
        p["schema"] for path in document["paths"].values() for o in path.values() for p in o.get("parameters", [])
    ]
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("Body_"):
            fields += schema["properties"].values()
    for field in fields:
        kinds = [kind for kind in field.get("anyOf", []) if kind != {"type": "null"}]
        if len(kinds) == 1:
            del field["anyOf"]
            field.update(kinds[0])


def _drop_made_up_defaults(schemas: dict[str, Any]) -> None:
    """Remove defaults that only mark a field as optional."""
    for name in ("TaskCreate", "TaskUpdate"):
        for field in schemas.get(name, {}).get("properties", {}).values():
            field.pop("default", None)
