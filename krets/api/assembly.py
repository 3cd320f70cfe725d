"""The one API, made of the rooms' routers."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from krets.api import problems

DESCRIPTION = """The verbs of Krets as JSON: the same rules and the same words as on the pages.

Send a token that you made under "My profile": `Authorization: Bearer krets_…`. It reads what you read, narrowed by
its scopes: read, ask, answer, case. A token expires, and you can revoke it at any time. Cookies count for nothing
here.

Rows have random keys or readable slugs, never numbers. Moments are ISO 8601 with a time zone. Lists are paged:
send `next` of one page as `cursor` of the following one.

Refusals are problem details (RFC 9457): 404 when there is nothing that you may see, whether it exists or not; 403
when you see it but may not do this; 409 when it was done already or is over; 422 with the fields to mend."""

REF = "#/components/schemas/"
Urls = tuple[list[URLPattern | URLResolver], str, str]


class Renderer(JSONRenderer):
    """Our languages as they are written."""

    json_dumps_params = {"ensure_ascii": False}


class KretsAPI(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """In English whoever asks; every refusal with its shape."""
        with override("en"):
            schema = super().get_openapi_schema(**options)
            shapes = problems.Problem.model_json_schema(ref_template=f"{REF}{{model}}")
            schema["components"]["schemas"] |= shapes.pop("$defs") | {"Problem": shapes}
            for operations in schema["paths"].values():
                for operation in operations.values():
                    _say_refusals(operation)
        _name_shapes(schema)
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def build(auth: Callable[[HttpRequest], Any], routers: Iterable[Router]) -> tuple[KretsAPI, Urls]:
    """The API and its urls. `auth` turns a bearer token into the request's reader."""
    api = KretsAPI(
        title="Krets",
        version="1",
        description=DESCRIPTION,
        auth=auth,
        renderer=Renderer(),
        docs_url=None,
        docs_decorator=require_safe,
        urls_namespace="api",
    )
    problems.install(api)
    for router in routers:
        api.add_router("", router)
    patterns, app_name, namespace = api.urls
    patterns.sort(key=lambda pattern: "<" in str(pattern.pattern))  # "asks/preview" is no ask's key
    for pattern in patterns:
        pattern.callback = _door(pattern.callback)  # type: ignore[arg-type]
    patterns.append(re_path("", _door(_nothing)))
    return api, (patterns, app_name, namespace)


def _door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page's sign-in is not the API's: the token decides. Refusals before any operation are problems too."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return problems.answer(404)
        if response.status_code != 405:
            return response
        refusal = problems.answer(405)
        refusal["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
        return refusal

    return opened


def _nothing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def _say_refusals(operation: dict[str, Any]) -> None:
    """What can be refused follows from what is taken; the rest the operation `refuses`."""
    scope = operation.pop("x-scope", None)
    operation["security"] = [{"Bearer": [scope] if scope else []}]
    parameters, body = operation.get("parameters") or [], operation.get("requestBody")
    possible = {401, 403, *operation.pop("x-refuses", ())}
    if any(parameter["in"] == "path" for parameter in parameters):
        possible.add(404)
    if parameters or body:
        possible.add(422)
    if body:
        possible |= {400, 413}
    responses = operation["responses"]
    for status in sorted(possible):
        responses[status] = {
            "description": str(problems.TITLES[status]),
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": f"{REF}Problem"}}},
        }


def _name_shapes(schema: dict[str, Any]) -> None:
    """Of two shapes with one name pydantic says where they stand: say whose they are. What nothing names goes."""
    shapes = schema["components"]["schemas"]
    names: dict[str, str] = {}
    for name, shape in shapes.items():
        if "__" in name:
            owner, own = name.split("__")[-2:]
            names |= {other: owner + own for other in (name, own) if shapes.get(other) == shape}
    said = json.dumps(schema)
    for old, new in names.items():
        said = said.replace(f'{REF}{old}"', f'{REF}{new}"')
    schema.update(json.loads(said))
    named = {names.get(name, name): shape for name, shape in schema["components"]["schemas"].items()}
    schema["components"]["schemas"] = {name: named[name] for name in sorted(named) if f'{REF}{name}"' in said}
