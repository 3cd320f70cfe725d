"""The API's description by shell."""

import json
from importlib import import_module

import click
from django.conf import settings

from krets.api.assembly import KretsAPI
from krets.api.describe import ROOT, markdown


@click.command()
@click.option("--markdown", "readable", is_flag=True, help="For reading: what docs/api.md holds.")
def openapi(readable: bool) -> None:
    """Print the API's description (OpenAPI 3.1)."""
    schema = the_api().get_openapi_schema(path_prefix=f"{ROOT}/")
    click.echo(markdown(schema) if readable else json.dumps(schema, ensure_ascii=False, indent=1), nl=not readable)


def the_api() -> KretsAPI:
    """Assembled upstairs from the rooms' routers; the machine only knows where."""
    api: KretsAPI = import_module(settings.ROOT_URLCONF).api
    return api
