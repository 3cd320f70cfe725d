"""Debian's Chromium for tests: with and without scripts, light and dark, wide and narrow."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from krets.home.demo.cast import PASSWORD, PEOPLE

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


def visit(browser: Browser, base: str, **options: Any) -> BrowserContext:
    """A fresh visitor who speaks Swedish. Every request to another host fails the test that made it."""
    context = browser.new_context(base_url=base, locale=options.pop("locale", "sv-SE"), **options)
    elsewhere: list[str] = []
    context.on(
        "request",
        lambda request: elsewhere.append(request.url) if not request.url.startswith((base, "data:")) else None,
    )
    context.elsewhere = elsewhere  # type: ignore[attr-defined]
    return context


def sign_in(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", PEOPLE[name][1])
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/start/")
    return page


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practice, a line each."""
    # The policy forbids scripts that are not ours; axe comes in past it, as an extension would.
    page.evaluate(AXE)
    found = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
    )
    return [
        f"{page.url}: {item['id']}: {item['help']}: {json.dumps([node['target'] for node in item['nodes']][:3])}"
        for item in found["violations"]
    ]
