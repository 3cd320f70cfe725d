"""The story of one ask, told to the running demo through real HTTP and mail. `bin/demo --check`."""

import time
from urllib.error import URLError
from urllib.request import urlopen

import click
from django.conf import settings

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.visitor import Page, Unexpected, Visitor

PATIENCE = 180  # seconds for a demo that is still being set up


def check() -> int:
    """Tell the story; 0 when all of it came true, otherwise 1 and what did not."""
    try:
        _wait_for_the_demo()
        for step in (_anna_signs_in,):
            step()
            click.echo(f"ok  {(step.__doc__ or '').strip()}")
    except Unexpected as fault:
        click.echo(f"no  {fault}", err=True)
        return 1
    return 0


def _wait_for_the_demo() -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{_base()}/account/login/", timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, OSError) as fault:
            if time.monotonic() > deadline:
                raise Unexpected(f"No demo answers on {_base()}: start bin/demo first.") from fault
            time.sleep(0.5)


def _base() -> str:
    return f"http://localhost:{settings.PORT}"


def sign_in(name: str) -> tuple[Visitor, Page]:
    visitor = Visitor(_base())
    page = visitor.open("/account/login/")
    page = visitor.send(page, page.form("password"), login=PEOPLE[name][1], password=PASSWORD)
    return visitor, page


def _anna_signs_in() -> None:
    """Anna signs in."""
    _, page = sign_in("anna")
    page.says("Anna")
