"""Small documents as the tools of vendors write them, made from a few facts about Metrotec's operations."""

import html
import json

from fleetdesk.api.binding import bind
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.vendordoc.reading import read

BASE = "https://fleet.example.com/api/"
POSITION = [
    "objectID",
    "Xpos",
    "Ypos",
    "Counter1",
    "Counter2",
    "GMTime",
    "Speed",
    "Heading",
    "Input",
    "LastCommunicationLocalTime",
    "Power",
    "BatLevel",
    "NoGPSFix",
    "t1",
    "t2",
    "t3",
    "t4",
]
FILE = ["id", "pivot_type", "pivot_id", "file_name", "defined_name", "mime", "file_type", "uploaded_at", "sender"]
VISIT = ["id", "alias", "work", "repair", "own_repair"]


def properties(names):
    return {name: {"type": "string"} for name in names}


def row(names):
    return dict.fromkeys(names, "x")


def array(names):
    return {"type": "array", "items": {"type": "object", "properties": properties(names)}}


def answering(schema, **more):
    return {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}, **more}


def openapi(paths, **more):
    return {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths, **more}


def bound_bytes(content, base=BASE, table=OPERATIONS):
    found = bind(table, read(content, "spec"), base)
    return {each.operation: each.change["path"] for each in found if each.change}


def bound(document, base=BASE):
    """What of the document is bound: operation and path."""
    return bound_bytes(document if isinstance(document, bytes) else json.dumps(document).encode(), base)


def reasons(document, base=BASE):
    return {
        each.operation: each.why
        for each in bind(OPERATIONS, read(json.dumps(document).encode(), "spec"), base)
        if not each.change
    }


def scribe_page(operations, server="https://fleet.example.com"):
    """As Laravel Scribe writes it: for each operation its example answers and a form for trying it."""
    parts = []
    for verb, path, fields, status, example in operations:
        name = f"{verb}{path.replace('/', '-')}"
        told = html.escape(json.dumps(example, indent=4))
        inputs = "".join(
            f'<input type="text" style="display: none" name="{field}" data-endpoint="{name}" value="x" '
            f'data-component="{component}">'
            for component, field in fields
        )
        parts.append(
            f'<span id="example-responses-{name}"><blockquote><p>Example response ({status}):</p></blockquote>'
            f'<details><pre><code class="language-http">cache-control: no-cache</code></pre></details><pre>'
            f'<code class="language-json" style="max-height: 300px;">{told}</code></pre></span>'
            f'<span id="execution-results-{name}" hidden><pre class="json"><code></code></pre></span>'
            f'<form id="form-{name}" data-method="{verb}" data-path="{path}" data-authed="1" autocomplete="off">'
            f'<input name="Authorization" data-endpoint="{name}" data-component="header">{inputs}</form>'
        )
    script = f'<script>var tryItOutBaseUrl = "{server}"; var useCsrf = Boolean();</script>'
    return f"<!doctype html><html><head>{script}</head><body>{''.join(parts)}</body></html>".encode()


def collection(*items, **more):
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return {"info": {"name": "Fleet", "schema": schema}, "item": [{"name": "Endpoints", "item": list(items)}], **more}


def item(method, raw, answer=None, **request):
    response = [{"code": 200, "body": json.dumps(answer)}] if answer is not None else []
    return {"name": raw, "request": {"method": method, "url": {"raw": raw}, **request}, "response": response}


LIVE_SPEC = json.dumps(openapi({"/live": {"get": answering(array(POSITION))}})).encode()
