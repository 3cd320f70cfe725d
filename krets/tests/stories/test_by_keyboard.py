"""Hands that never touch a mouse; and text that is not lost, whatever happens on the way."""

import re
import secrets

import pytest
from playwright.sync_api import Browser, expect

from krets.tests.browser import Visitor
from krets.tests.processes import Demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A button, link or menu by its words, a field by its name.
FOCUSED = """() => { const one = document.activeElement;
    return one.matches("button, a, summary") ? one.innerText.trim() : one.name || one.localName }"""
# A box to tick wears its ring together with its label.
RING = """() => [document.activeElement, document.activeElement.closest(".ds-field")].some(one => {
    const style = one && getComputedStyle(one);
    return style?.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 })"""


def tabs_to(visitor: Visitor, name: str, most: int = 80) -> Visitor:
    """Presses Tab until what bears this name has the focus, and sees where the focus is all the way."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.evaluate(FOCUSED)
        assert focused == "body" or visitor.page.evaluate(RING), f"no ring around {focused}"
        if focused == name:
            return visitor
    raise AssertionError(f"Tab never comes to {name}.")


def types(visitor: Visitor, text: str) -> None:
    visitor.page.keyboard.type(text)


def test_the_first_stop_skips_to_the_content(demo: Demo, chromium: Browser) -> None:
    anna = Visitor(chromium, demo.url).signs_in("anna").opens("/asks/")
    tabs_to(anna, "Till innehållet", most=1)
    anna.page.keyboard.press("Enter")
    assert anna.page.evaluate("document.activeElement.id") == "main"
    tabs_to(anna, "Efterlys något", most=1)


def test_an_ask_is_written_and_posted(demo: Demo, chromium: Browser) -> None:
    anna = Visitor(chromium, demo.url).signs_in("anna").opens("/asks/")
    title = f"Hur följer ni upp avtal om {secrets.token_hex(4)}?"
    tabs_to(anna, "Efterlys något").page.keyboard.press("Enter")
    anna.page.wait_for_url("**/asks/post/")
    types(tabs_to(anna, "title"), title)
    types(tabs_to(anna, "body"), "Vi vill veta vad som fungerade.")
    tabs_to(anna, "units").page.keyboard.press("Space")
    tabs_to(anna, "Mer, om du vill").page.keyboard.press("Enter")
    types(tabs_to(anna, "topic"), "skrivare")
    tabs_to(anna, "tentative").page.keyboard.press("Space")
    tabs_to(anna, "Se vad som redan sagts").page.keyboard.press("Enter")
    anna.page.wait_for_url("**/asks/post/#looked")
    tabs_to(anna, "Efterlys ändå").page.keyboard.press("Enter")
    anna.page.wait_for_url(re.compile("/asks/[a-z0-9]{12}/"))
    page = anna.page.locator("main").inner_text()
    assert title in page and "funderar" in page and "skrivare" in page


def test_menus_open_and_close(demo: Demo, chromium: Browser) -> None:
    anna = Visitor(chromium, demo.url).signs_in("anna")
    menu = anna.page.locator("details.account")
    menu.locator("summary").focus()
    anna.page.keyboard.press("Enter")
    tabs_to(anna, "Min profil", most=1)
    anna.page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    assert anna.page.evaluate("document.activeElement.localName") == "summary"

    anna.page.set_viewport_size({"width": 390, "height": 844})
    sheet = anna.page.locator("#site-menu")
    expect(sheet).not_to_be_visible()
    anna.page.locator(".site-head .wrap > .menu-button").focus()
    anna.page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    tabs_to(anna, "Efterlysningar", most=4).page.keyboard.press("Enter")
    anna.page.wait_for_url("**/asks/")


def test_what_is_typed_is_kept_while_one_writes(demo: Demo, chromium: Browser) -> None:
    eva = Visitor(chromium, demo.url).signs_in("eva").opens("/asks/post/")
    text = f"Började skriva {secrets.token_hex(4)}"
    eva.main.locator("[name=title]").fill(text)
    expect(eva.main.locator("[data-autosave-status]")).to_contain_text("sparat")
    eva.opens("/asks/post/").sees("Du började skriva det här")
    assert eva.main.locator("[name=title]").input_value() == text

    eva.opens("/cases/draft/").fills(title="Ett fall till").main.locator("form button").click()
    eva.page.wait_for_url("**/save/")
    eva.main.locator("[name=summary]").fill(text)
    expect(eva.main.locator("[data-autosave-status]")).to_contain_text("sparat")
    eva.page.reload()
    assert eva.main.locator("[name=summary]").input_value() == text
    assert eva.faults == []


def test_what_is_typed_survives_what_can_not_be_taken(demo: Demo, chromium: Browser) -> None:
    cilla = Visitor(chromium, demo.url, java_script_enabled=False).signs_in("cilla").opens("/asks/post/")
    text = "Vi delade upp efter kök.\n\n- och efter säsong"
    cilla.main.locator("details.more summary").click()
    cilla.fills(title="x" * 161, body=text, deadline="2020-01-01", units=["hallbart-inkop"])
    cilla.presses("Se vad som redan sagts")
    cilla.sees("Det här behöver ändras innan det kan tas emot")
    assert cilla.main.locator("[name=body]").input_value() == text
    assert cilla.main.locator("[name=title]").input_value() == "x" * 161
    assert cilla.main.locator("[name=units][value=hallbart-inkop]").is_checked()
