"""The demo furnished for looking around: something has happened that only letters tell of."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser

from krets.home.demo.cast import PEOPLE
from krets.mail import postoffice
from krets.tests.browser import SOON, Visitor
from krets.tests.processes import Demo, posting


@dataclass
class Town:
    """`town["anna"]` is Anna with her browser, signed in; whoever is not of the cast is a stranger."""

    browser: Browser
    url: str
    people: dict[str, Visitor] = field(default_factory=dict)
    ask: str = ""  # Anna's, open
    closed: str = ""  # somebody's, closed
    draft: str = ""  # Anna's case, begun
    helper: str = ""  # who was asked by mail
    links: dict[str, str] = field(default_factory=dict)  # from letters

    def __getitem__(self, name: str) -> Visitor:
        if name not in self.people:
            visitor = Visitor(self.browser, self.url)
            self.people[name] = visitor.signs_in(name) if name in PEOPLE else visitor
        return self.people[name]


@pytest.fixture(scope="module")
def town(demo: Demo, chromium: Browser) -> Town:
    """Anna has asked and begun a case; somebody was asked by mail, and somebody else replied in their name."""
    town = Town(chromium, demo.url)
    anna = town["anna"].opens("/asks/post/")
    anna.fills(
        title="Vem har köpt skyddskläder som går att laga?",
        body="Vi vill laga i stället för att slänga. Hur skrev ni avtalet?",
        units=["hallbart-inkop"],
    )
    anna.presses("Se vad som redan sagts")
    anna.main.locator("button[value=post]").click()
    anna.page.wait_for_url("**/asks/*/")
    town.ask = anna.path
    anna.opens("/cases/draft/").fills(title="Skyddskläder som lagas")
    anna.main.locator("form button").click()
    anna.page.wait_for_url("**/cases/*/save/")
    town.draft = anna.path.removesuffix("save/")
    town.closed = anna.opens("/asks/?show=all").link_to("Kravtext för återbrukade möbler")
    with posting(demo):
        _letters_come(town)
    return town


def _letters_come(town: Town) -> None:
    address, letter = _letter(town.ask, "choice=not_me")
    town.helper = next(name for name, (_, email, *_rest) in PEOPLE.items() if email == address)
    town.links = {part: _link(letter, part) for part in ("not_me", "not_now", "pass_on", "unsubscribe")}
    postoffice.reply(letter, "Jag är inte den jag säger.", sender="nagon@annanstans.example")
    town.links["confirm"] = _link(_letter("/mail/confirm/")[1], "/mail/confirm/")
    stranger = town["stranger"].opens("/account/password/reset/").fills(email=PEOPLE["sven"][1])
    stranger.main.locator("form button").click()
    town.links["reset"] = _link(_letter("/password/reset/")[1], "/password/reset/")


def _letter(*words: str) -> tuple[str, EmailMessage]:
    """The first letter to anybody of the cast that holds all these words."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        for address, letter in _letters():
            if all(word in postoffice.text(letter) for word in words):
                return address, letter
        time.sleep(0.3)
    raise AssertionError(f"No letter holds {words}.")


def _letters() -> Iterator[tuple[str, EmailMessage]]:
    for _, address, *_rest in PEOPLE.values():
        for letter in postoffice.letters(address):
            yield address, letter


def _link(letter: EmailMessage, part: str) -> str:
    return next(link for link in postoffice.links(letter) if part in link)
