"""One cookie, named on the page about personal data, and none before it is needed."""

import pytest
from playwright.sync_api import Browser

from krets.tests.browser import Visitor
from krets.tests.processes import Demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_stranger_gets_no_cookie_from_what_is_public(demo: Demo, chromium: Browser) -> None:
    stranger = Visitor(chromium, demo.url)
    for path in ("/", "/cases/", "/cases/?outcome=partly", "/find/?q=skolmat", "/units/hallbart-inkop/", "/help/"):
        stranger.opens(path)
    stranger.opens("/cases/").follows("Skolmat från små producenter").sees("inte som tänkt")
    stranger.opens("/find/").fills(q="skolmat").presses("Sök").sees("Skolmat från små producenter")
    assert stranger.context.cookies() == []


def test_a_member_gets_one_for_the_session_and_loses_it_on_leaving(demo: Demo, chromium: Browser) -> None:
    anna = Visitor(chromium, demo.url).signs_in("anna")
    for path in ("/asks/", "/cases/", "/find/?q=skolmat", "/asks/post/", "/profile/"):
        anna.opens(path)
    (cookie,) = anna.context.cookies()
    assert cookie["name"] == "krets"
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    # htmx notes the address of the tab, until the tab is closed.
    kept = anna.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}
    anna.opens("/privacy/").sees("krets")
    anna.opens("/account/logout/").presses("Logga ut")
    anna.page.wait_for_url(f"{demo.url}/")
    assert anna.context.cookies() == []
