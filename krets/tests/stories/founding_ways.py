"""How somebody is brought to what is founded, decided and started."""

from krets.home.demo.cast import PEOPLE
from krets.tests.browser import Visitor
from krets.tests.stories.town import Town
from krets.tests.stories.ways import Act, sent

ASSOCIATION = "/units/kretsens-inkopare/"
SIGN = ("anna", "cilla", "ida")  # besides whoever began


def applies(town: Town, one: Visitor) -> None:
    """And is shown the application, which three are asked to sign."""
    sent(
        f"{ASSOCIATION}foundings/new/",
        name="Krets Öst",
        purpose="Dagträffar i öst.",
        area="Österbygden\nSkärgården",
        letter="Det är långt till närmaste träff, och vi är många som är ensamma om det vi gör.",
    )(town, one)
    for name in SIGN:
        sent(one.path, "button", name=PEOPLE[name][0], email=PEOPLE[name][1])(town, one)


def changes_it(town: Town, one: Visitor) -> None:
    _newest(one).follows("Ändra")
    one.page.wait_for_url("**/change/")


def signs(town: Town, one: Visitor) -> None:
    """One who was asked looks at what it is about."""
    _newest(one).follows("Skriv under")
    one.page.wait_for_url("**/sign/**")


def takes_a_position(town: Town, one: Visitor) -> None:
    """All have signed, it is sent in, and it is the board's turn."""
    for name in SIGN:
        signs(town, town[name])
        _sends(town[name])
    eva = _newest(town["eva"])
    with eva.page.expect_navigation():
        eva.main.locator("form[action$='send-in/'] button").click()
    _newest(one).main.locator("a[href$='/step/']").click()
    one.page.wait_for_url("**/step/")


def without_a_reason(town: Town, one: Visitor) -> None:
    _newest(one).main.locator("a[href$='/step/']").click()
    one.page.wait_for_url("**/step/")
    one.fills(outcome="no")
    _sends(one)


def in_the_kit(part: str) -> Act:
    """A page that getting started in Krets Mitt leads to."""

    def act(town: Town, one: Visitor) -> None:
        one.opens("/units/krets-mitt/start/").main.locator(f"a[href^='/{part}/']").first.click()
        one.page.wait_for_url(f"**/{part}/**")

    return act


def a_matter(title: str, of: str = "kretsens-inkopare", tail: str = "") -> Act:
    def act(town: Town, one: Visitor) -> None:
        one.opens(f"{one.opens(f'/units/{of}/decisions/').link_to(title)}{tail}")

    return act


def _newest(one: Visitor) -> Visitor:
    return one.opens(one.opens(f"{ASSOCIATION}foundings/").link_to("Krets Öst"))


def _sends(one: Visitor) -> None:
    with one.page.expect_navigation():
        one.main.locator("form button").last.click()
