"""The one API, made of the rooms' routers."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from krets.api import problems

DESCRIPTION = """The verbs of Krets as JSON: the same rules, the same words.

Send a token that you made under "My profile": `Authorization: Bearer krets_…`. It reads what you read, narrowed by
its scopes: read, ask, answer, case. Lists are paged by `limit` and `cursor`. Refusals are problem details (RFC
9457): 404 when there is nothing that you may see, 403 when you see it but may not do this."""


class KretsAPI(NinjaAPI):
    """Says in its description that any call can be refused, in one shape."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = problem
        refusal = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                for status in (400, 401, 403, 404, 409, 422):
                    operation["responses"].setdefault(
                        status, {"description": problems.TITLES[status], "content": refusal}
                    )
        return schema


def build(auth: Any, routers: dict[str, Router]) -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's urls. `auth` turns a bearer token into the request's reader."""
    api = KretsAPI(
        title="Krets", version="1", description=DESCRIPTION, auth=auth, docs_url=None, urls_namespace="api"
    )
    problems.install(api)
    for prefix, router in routers.items():
        api.add_router(prefix, router)
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        # The page's sign-in is not the API's: here the token decides.
        login_not_required(pattern.callback)  # type: ignore[arg-type]
    return patterns, app_name, namespace
