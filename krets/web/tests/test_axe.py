"""The style guide in Chromium: no axe violation, light or dark; nothing sideways at 320 px; no policy broken."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from krets.web import views
from krets.web.headers import POLICY
from krets.web.tests.test_styleguide import page as html_of

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's Chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())


# Drawn before the browser runs: Playwright's event loop and Django's views don't share a thread gladly.
DRAWN: dict[str, str] = {}


def serve(route: Route) -> None:
    """Pages and files straight from here: no server, and a request to anywhere else fails."""
    address = urlsplit(route.request.url)
    if address.netloc != "krets.test":
        route.abort()
    elif address.path.startswith("/static/"):
        found = finders.find(address.path.removeprefix("/static/"))
        assert isinstance(found, str), address.path
        route.fulfill(path=found, content_type=KINDS[Path(found).suffix])
    else:
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=DRAWN[address.path.strip("/")], headers=headers)


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    for name in views.PAGES:
        DRAWN.setdefault(name, html_of(name, "sv"))
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    tab.route("**/*", serve)
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    yield tab, said
    context.close()


@pytest.mark.parametrize("opened", [("light", 1280), ("dark", 320)], indirect=True, ids=["light", "dark-narrow"])
@pytest.mark.parametrize("name", views.PAGES)
def test_everybody_can_use_it(opened: tuple[Page, list[str]], name: str) -> None:
    tab, said = opened
    tab.goto(f"http://krets.test/{name}")
    tab.evaluate("document.fonts.ready")
    found = tab.evaluate(
        AXE + ";axe.run(document, {resultTypes: ['violations']})"
        ".then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html)))"
    )
    assert found == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


@pytest.mark.parametrize("opened", [("light", 390)], indirect=True, ids=["narrow"])
def test_the_menu_opens_without_our_scripts(opened: tuple[Page, list[str]]) -> None:
    tab, _said = opened
    tab.route("**/*.js", lambda route: route.abort())
    tab.goto("http://krets.test/start")
    menu = tab.locator("#site-menu")
    assert not menu.is_visible()
    tab.click(".site-head .wrap > .menu-button")
    assert menu.is_visible()
    tab.keyboard.press("Escape")
    assert not menu.is_visible()


@pytest.mark.parametrize("opened", [("light", 1280)], indirect=True, ids=["wide"])
def test_what_was_typed_is_counted_and_marked(opened: tuple[Page, list[str]]) -> None:
    tab, _said = opened
    tab.goto("http://krets.test/form")
    tab.fill("#id_title", "x" * 95)
    assert tab.inner_text("[data-counter=id_title]") == "Tecken för mycket: 5"
    tab.fill("#id_need", "siffror")
    tab.focus("#id_need")
    tab.keyboard.press("Control+a")
    tab.click("[data-mark=bold]")
    assert tab.input_value("#id_need") == "**siffror**"
