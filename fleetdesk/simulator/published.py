"""What a vendor publishes beside OpenAPI: Laravel Scribe's page, its YAML and its Postman collection, and Redoc."""

import html
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import yaml

Doc = dict[str, Any]
_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def scribe_openapi(document: Doc) -> str:
    """Return the document as Scribe writes openapi.yaml: paths from the host on, examples inlined, no components."""
    paths: dict[str, Doc] = {}
    for path, verb, operation in _operations(document):
        schema = _inlined(document, _answer(operation))
        told = {"description": "", "content": {"application/json": {"schema": {**schema, "example": _example(schema)}}}}
        body = _inlined(document, _body(operation))
        entry = {"operationId": operation["operationId"], "summary": operation.get("summary", ""), "description": "",
                 "parameters": [_parameter(each) for each in operation.get("parameters", []) if each["in"] == "query"],
                 "responses": {200: told}, "tags": ["Endpoints"]}  # fmt: skip
        if body:
            entry["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        paths.setdefault(path, {})[verb] = entry
    made = {"openapi": "3.0.3", "info": {"title": "Metrotec API", "description": "", "version": "1.0.0"},
            "servers": [{"url": _origin(document)}], "paths": paths, "security": [{"default": []}],
            "components": {"securitySchemes": {"default": {"type": "http", "scheme": "bearer", "description": "Make a "
                           "key in the admin panel and send it as Authorization: Bearer KEY."}}}}  # fmt: skip
    return str(yaml.safe_dump(made, sort_keys=False, allow_unicode=True))


def postman(document: Doc) -> Doc:
    """Return the document as a Postman collection of version 2.1, as Scribe writes collection.json."""
    items = []
    for path, verb, operation in _operations(document):
        given = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
        query = [{"key": name.replace("[]", "[0]"), "value": "", "disabled": True} for name in given]
        told = path.lstrip("/").replace("{", ":").replace("}", "")
        request: Doc = {"url": {"host": "{{baseUrl}}", "path": told, "query": query, "raw": "{{baseUrl}}/" + told},
                        "method": verb.upper(), "header": [], "description": ""}  # fmt: skip
        body = _inlined(document, _body(operation))
        if body:
            request["body"] = {"mode": "raw", "raw": json.dumps(_example(body))}
        answer = json.dumps(_example(_inlined(document, _answer(operation))))
        items.append({"name": operation.get("summary", told), "request": request,
                      "response": [{"name": "", "code": 200, "header": [], "body": answer}]})  # fmt: skip
    variable = [{"id": "baseUrl", "key": "baseUrl", "type": "string", "value": _origin(document)}]
    return {"variable": variable, "info": {"name": "Metrotec API", "schema": _SCHEMA},
            "item": [{"name": "Endpoints", "item": items}]}  # fmt: skip


def scribe_page(document: Doc) -> str:
    """Return the document as Scribe's page: for each operation an example answer and a form for trying it."""
    parts = ['<a href="docs.postman">View Postman collection</a> <a href="docs.openapi">View OpenAPI spec</a>']
    for path, verb, operation in _operations(document):
        name = f"{verb.upper()}{path.replace('/', '-').replace('{', '-').replace('}', '-')}"
        example = json.dumps(_example(_inlined(document, _answer(operation))), indent=4, ensure_ascii=False)
        fields = [("query", each["name"].replace("[]", "[0]")) for each in operation.get("parameters", [])
                  if each["in"] == "query"]  # fmt: skip
        fields += [("body", key) for key in _inlined(document, _body(operation)).get("properties", {})]
        inputs = "".join(f'<input type="text" name="{field}" data-endpoint="{name}" value="" data-component="{where}">'
                         for where, field in fields)  # fmt: skip
        parts.append(
            f'<h2 id="endpoints-{name}">{html.escape(operation.get("summary", ""))}</h2>'
            f'<span id="example-responses-{name}"><blockquote><p>Example response (200):</p></blockquote><pre>'
            f'<code class="language-json">{html.escape(example)}</code></pre></span>'
            f'<form id="form-{name}" data-method="{verb.upper()}" data-path="{path.lstrip("/")}" data-authed="1">'
            f"{inputs}</form>"
        )
    script = f'<script>var tryItOutBaseUrl = "{_origin(document)}";</script>'
    return f"<!doctype html><html><head><title>Metrotec API</title>{script}</head><body>{''.join(parts)}</body></html>"


def redoc_page(document: Doc) -> str:
    """Return a page of Redoc with the document inside, as its command line makes one."""
    state = json.dumps({"menu": {"activeItemIdx": -1}, "spec": {"data": document}, "searchIndex": {}})
    script = state.replace("</", "<\\/")
    return f"<!DOCTYPE html><html><body><script>const __redoc_state = {script};</script></body></html>"


def swagger_page() -> str:
    """Return a page of Swagger UI that names its document."""
    return "<!DOCTYPE html><html><body><script>SwaggerUIBundle({url: 'openapi.json'})</script></body></html>"


def _origin(document: Doc) -> str:
    parts = urlsplit(document["servers"][0]["url"])
    return f"{parts.scheme}://{parts.netloc}"


def _operations(document: Doc) -> Iterator[tuple[str, str, Doc]]:
    """Yield path from the host on, verb and operation."""
    base = urlsplit(document["servers"][0]["url"]).path
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            yield base + path, verb, operation


def _parameter(given: Doc) -> Doc:
    return {"in": "query", "name": given["name"], "description": "", "required": given.get("required", False),
            "schema": {key: given.get("schema", {}).get(key) for key in ("type", "items")
                       if key in given.get("schema", {})}}  # fmt: skip


def _answer(operation: Doc) -> Doc:
    content = operation["responses"]["200"].get("content", {})
    return dict(content.get("application/json", {}).get("schema", {}))


def _body(operation: Doc) -> Doc:
    content = operation.get("requestBody", {}).get("content", {})
    first: Doc = next(iter(content.values()), {})
    return dict(first.get("schema", {}))


def _inlined(document: Doc, schema: Doc, depth: int = 0) -> Doc:
    """Return the schema with its references filled in, three levels deep."""
    reference = schema.get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"].get(reference, schema)
    for part in schema.get("anyOf", ()) if "properties" not in schema and depth < 3 else ():
        if part.get("type") != "null":
            return _inlined(document, part, depth + 1)
    made = {key: schema[key] for key in ("type",) if key in schema}
    if depth < 3 and "items" in schema:
        made["items"] = _inlined(document, schema["items"], depth + 1)
    if depth < 3 and "properties" in schema:
        made["properties"] = {key: _inlined(document, each, depth + 1) for key, each in schema["properties"].items()}
    return made


def _example(schema: Doc) -> Any:
    if schema.get("type") == "array" or "items" in schema:
        return [_example(schema.get("items", {}))]
    if "properties" in schema:
        return {key: _example(each) for key, each in schema["properties"].items()}
    return {"string": "x", "integer": 1, "number": 1.5, "boolean": True}.get(schema.get("type", ""))
