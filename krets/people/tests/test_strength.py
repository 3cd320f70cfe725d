"""Beside a new password stands how hard it is to guess, while it is typed; nothing leaves the page for it."""

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page

from krets.people.tests.test_sign_in import sign_in
from krets.tests.browser import running_chromium
from krets.tests.cast import Cast
from krets.web.headers import POLICY

pytestmark = pytest.mark.browser
CASES = [
    ("kort", "För kort än så länge."),
    ("aaaaaaaaaaaaaaaa", "Lätt att gissa."),
    ("123412341234", "Lätt att gissa."),
    ("granar och gruvor", "Bra nog."),
    ("Granar, gruvor & 7 glada getter", "Mycket bra."),
    ("", ""),
]


@pytest.fixture
def drawn(cast: Cast) -> str:
    """The page as Anna gets it, drawn before the browser runs."""
    client = Client()
    sign_in(client)
    return client.get("/account/password/").content.decode()


@pytest.fixture
def tab(drawn: str) -> Iterator[tuple[Page, list[str]]]:
    """It in a browser, and what the browser asked for after it was drawn."""
    asked: list[str] = []
    with running_chromium() as chromium:
        page = chromium.new_page()
        page.route("**/static/**", lambda route: route.fulfill(path=str(_file(route.request.url))))
        head = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        page.route("http://krets.test/", lambda route: route.fulfill(body=drawn, headers=head))
        page.goto("http://krets.test/")
        page.on("request", lambda request: asked.append(request.url))
        yield page, asked


def _file(url: str) -> object:
    return finders.find(url.partition("/static/")[2].partition("?")[0])


def test_it_says_how_hard_a_new_password_is_to_guess(tab: tuple[Page, list[str]]) -> None:
    page, asked = tab
    box = page.locator("input[name=password1]")
    for typed, says in CASES:
        box.fill(typed)
        told = page.locator("[role=status]").filter(visible=True).all_text_contents() if typed else [""]
        assert any(text.startswith(says) for text in told), (typed, told)
    assert [url for url in asked if "/static/" not in url] == []
