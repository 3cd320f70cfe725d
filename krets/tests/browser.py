"""Debian's Chromium for tests: with and without scripts, light and dark, wide and narrow."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Response, expect, sync_playwright

from krets.home.demo.cast import PASSWORD, PEOPLE

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20  # seconds for a page
SOON = 60  # seconds for after-work: a suggestion, a letter, the index

expect.set_options(timeout=PATIENCE * 1000)


# A module's own: while Playwright runs, Django refuses to touch the database in the same thread.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed")
    with running_chromium() as browser:
        yield browser


@contextmanager
def running_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody with a browser of their own, who speaks Swedish.

    What goes wrong unseen is noted in `faults`: a request to another host, a policy broken, an error of a
    script, a file that is missing.
    """

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        options = {"locale": "sv-SE", "viewport": {"width": 1280, "height": 900}} | options
        self.context = browser.new_context(base_url=base, **options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.base = base
        self.faults: list[str] = []
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.context.on("weberror", lambda fault: self._note(str(fault.error)))
        self.page: Page = self.context.new_page()

    def signs_in(self, name: str) -> "Visitor":
        self.opens("/account/login/")
        self.fills(login=PEOPLE[name][1], password=PASSWORD)
        self.main.locator("form .actions button").first.click()
        self.page.wait_for_url("**/start/")
        return self

    def opens(self, path: str, status: int = 200) -> "Visitor":
        answer = self.page.goto(path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
        return self

    def fills(self, **fields: Any) -> "Visitor":
        """By the fields' names, as the reader would: types, chooses or ticks."""
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                self._fill(name, one)
        return self

    def presses(self, button: str) -> "Visitor":
        """The first button of the page's content with this text."""
        self.main.get_by_role("button", name=button, exact=True).first.click()
        return self

    def link_to(self, title: str) -> str:
        """Where the first link of the content with this text leads."""
        return self.main.get_by_role("link", name=title).first.get_attribute("href") or ""

    def follows(self, link: str) -> "Visitor":
        """The first link of the page's content with this text."""
        self.main.get_by_role("link", name=link).first.click()
        return self

    def sees(self, *words: str) -> "Visitor":
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)
        return self

    def sees_soon(self, path: str, words: str) -> "Visitor":
        """Looks again until after-work has been done."""
        end = time.monotonic() + SOON
        while True:
            self.opens(path)
            if words in self.page.inner_text("body") or time.monotonic() > end:
                return self.sees(words)
            time.sleep(0.5)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def _fill(self, name: str, value: str | bool) -> None:
        box = self.main.locator(f"[name={name}]:not([type=hidden])")
        if isinstance(value, bool):
            box.set_checked(value)
        elif self.main.locator(f"select[name={name}]").count():
            box.select_option(value)
        elif box.first.get_attribute("type") in ("checkbox", "radio"):
            self.main.locator(f"[name={name}][value='{value}']").check()
        else:
            box.fill(value)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:")):
            self.faults.append(f"asks another host: {request.url}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.faults.append(f"{answer.status} for {answer.url}")

    def _note(self, text: str) -> None:
        if not text.startswith("Failed to load resource"):  # noted above, when it was no page
            self.faults.append(f"{self.page.url} says: {text}")


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practice, a line each. `rules`: only these."""
    # The policy forbids scripts that are not ours; axe comes in past it, as an extension would.
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false})", only
    )
    return [
        f"{item['id']}: {item['help']}: {json.dumps([node['target'] for node in item['nodes']][:3])}"
        for item in found["violations"]
    ]
