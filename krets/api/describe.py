"""The OpenAPI description as a page for people: docs/api.md."""

from collections.abc import Iterator
from typing import Any

ROOT = "/api/v1"
HEAD = """# The API

*Made by `bin/api-docs` from the code; a test holds it up to date. For programs: `{root}/openapi.json`.*

{description}

```sh
curl -H "Authorization: Bearer $KEY" https://krets.example.org{root}/me
curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{{"title": "How do you follow up cleaning contracts?"}}' https://krets.example.org{root}/asks/preview
```

Files are added to answers on the page or by mail, and to cases on the page; the API gives them out."""

Named = dict[str, Any]


def markdown(schema: Named) -> str:
    parts = [HEAD.format(root=ROOT, description=schema["info"]["description"])]
    operations = [
        (method, path.removeprefix(ROOT), operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    for tag in dict.fromkeys(operation["tags"][0] for _, _, operation in operations):
        parts.append(f"## {tag.capitalize()}")
        parts += [
            "\n".join(_operation(method, path, operation))
            for method, path, operation in operations
            if operation["tags"][0] == tag
        ]
    parts.append("## Shapes")
    shapes = schema["components"]["schemas"].items()
    parts += ["\n".join(_shape(name, shape)) for name, shape in shapes]
    return "\n\n".join(parts) + "\n"


def _operation(method: str, path: str, operation: Named) -> Iterator[str]:
    scope = operation["security"][0]["Bearer"][0]
    yield f"### `{method.upper()} {path}`\n"
    yield f"{operation['description'].strip()} Scope: **{scope}**.\n"
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query":
            yield _field(parameter["name"], parameter["schema"], parameter["required"])
    if body := operation.get("requestBody"):
        yield f"- takes {_kind(_content(body))}"
    for status, answer in operation["responses"].items():
        if int(status) < 400:
            yield f"- {status}: {_kind(_content(answer)) if 'content' in answer else 'nothing'}"
    refusals = [str(status) for status in operation["responses"] if int(status) >= 400]
    yield f"- refusals: {', '.join(sorted(refusals))}"


def _shape(name: str, shape: Named) -> Iterator[str]:
    yield f"### {name}\n"
    if about := shape.get("description"):
        yield f"{' '.join(about.split())}\n"
    if "enum" in shape:
        yield f"{_kind(shape).capitalize()}."
    for field, details in shape.get("properties", {}).items():
        yield _field(field, details, name.endswith("Given") and field in shape.get("required", ()))


def _field(name: str, schema: Named, required: bool) -> str:
    limits = [
        text.format(schema[limit])
        for limit, text in {
            "maxLength": "at most {} characters",
            "maximum": "at most {}",
            "minimum": "at least {}",
            "maxItems": "at most {} of them",
        }.items()
        if limit in schema
    ]
    told = [_kind(schema), *(["needed"] if required else []), *limits]
    about = f". {schema['description']}" if "description" in schema else ""
    return f"- `{name}`: {', '.join(told)}{about}"


def _kind(schema: Named) -> str:
    if "$ref" in schema:
        return _link(schema["$ref"].rsplit("/", 1)[-1])
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"]]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return "one of " + ", ".join(f"`{value}`" for value in values) if values != [""] else "empty"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"object of {_kind(values)}" if isinstance(values, dict) else "object"
    kind = str(schema["type"])
    return str(schema.get("format", "text")) if kind == "string" else kind


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _content(part: Named) -> Named:
    schema: Named = next(iter(part["content"].values()))["schema"]
    return schema
