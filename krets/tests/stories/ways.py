"""How somebody is brought to a page that no link leads to, or that has to be in some state."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.tests.browser import Visitor
from krets.tests.stories.town import Town

Act = Callable[[Town, Visitor], object]
LOOK = "button[value=look]:visible"  # the first one is there for who presses Enter


def at(path: str, status: int = 200) -> Act:
    return lambda town, one: one.opens(path.format(town=town), status)


def opened(path: str, summary: str) -> Act:
    """With this part unfolded."""

    def act(town: Town, one: Visitor) -> None:
        one.opens(path.format(town=town)).page.locator(summary).click()

    return act


def sent(path: str, button: str = ".actions button", **fields: Any) -> Act:
    """A form filled in like this and sent."""

    def act(town: Town, one: Visitor) -> None:
        one.opens(path.format(town=town)).fills(**fields)
        with one.page.expect_navigation():
            one.main.locator(f"form {button}").first.click()

    return act


def asked(button: str, title: str, body: str) -> Act:
    return sent("/asks/post/", button, title=title, body=body, units=["hallbart-inkop"])


def typing(town: Town, one: Visitor) -> None:
    one.opens("/find/").main.locator("[name=q]").press_sequentially("uppf")
    one.page.locator("#suggestions a").first.wait_for()


def with_a_menu(town: Town, one: Visitor) -> None:
    one.opens("/start/").page.locator("details.account summary").click()


def asks_to_be_let_in(town: Town, one: Visitor) -> None:
    one.opens("/account/join/").fills(name="Tove", email="tove@askebro.example", employer="Askebro", covered=True)
    one.main.locator("form .actions button").first.click()
    one.page.wait_for_url("**/account/join/code/")


def expired(town: Town, one: Visitor) -> None:
    """A form that was drawn before its session ended."""
    one.opens("/account/login/").fills(login="anna@grankoping.example", password=PASSWORD)
    one.context.clear_cookies()
    one.main.locator("form:has([name=login]) [name=csrfmiddlewaretoken]").first.evaluate(
        "box => { box.value = 'x'.repeat(64) }"
    )
    with one.page.expect_navigation():
        one.main.locator("form .actions button").first.click()


def ready_to_publish(town: Town, one: Visitor) -> None:
    one.opens(f"{town.draft}save/").fills(
        summary="De lagade plaggen höll.", subject="skyddskläder", themes=["circular"], phase="contract"
    )
    one.main.locator("button[value=next]").click()
    one.page.wait_for_url("**/course/")
    one.fills(
        aim="Färre plagg i soporna.",
        what_we_did="Vi krävde reservdelar.",
        outcome="partly",
        what_went_wrong="Blixtlåsen gick inte att få tag på.",
        why="Vi frågade inte före annonseringen.",
        advice="Be om ett lagat plagg i provet.",
    )
    one.main.locator("button[value=next]").click()
    one.page.wait_for_url("**/organisation/")
    sent(
        "{town.draft}publish/",
        audience="units",
        units=["hallbart-inkop"],
        awarded="yes",
        award_date="2026-03-02",
        supplier_secrets="no",
    )(town, one)


def published(town: Town, one: Visitor) -> None:
    ready_to_publish(town, one)
    with one.page.expect_navigation():
        one.main.locator("form .actions button").first.click()


def mended(town: Town, one: Visitor) -> None:
    """A coordinator took it down, and its writer asks to publish it again."""
    sent("{town.draft}withdraw/", why="Ett namn stod kvar.")(town, one)
    anna = town["anna"].opens(town.draft)
    with anna.page.expect_navigation():
        anna.main.locator("form[action$='ask-back/'] button").click()
    one.opens(f"{town.draft}let-back/")


def a_record(tail: str = "") -> Act:
    def act(town: Town, one: Visitor) -> None:
        one.opens("/organisations/inkop-mittland/records/")
        wanted = one.main.locator(".row-title a[href*='/answer/'], .row-title a[href*='/case/']").last
        one.opens(f"{wanted.get_attribute('href')}{tail}")

    return act


def a_number(town: Town, one: Visitor) -> None:
    one.opens(town.ask.replace("/asks/", "/my-data/numbers/ask/"))


def to_be_erased(town: Town, one: Visitor) -> None:
    one.page.goto(f"{town.url}/my-data/erase/")
    if "/again/" in one.page.url:
        one.fills(password=PASSWORD)
        with one.page.expect_navigation():
            one.main.locator("form button").first.click()
    one.fills(word="nej")
    with one.page.expect_navigation():
        one.main.locator("form .actions button").first.click()


def waiting_for_award(town: Town, one: Visitor) -> None:
    """A case published before its award, and the page that asks whether that is decided."""
    one.opens("/cases/draft/").fills(title="Arbetsskor på prov").presses("Börja")
    one.page.wait_for_url("**/cases/*/save/")
    case = one.path.removesuffix("save/")
    one.fills(summary="Vi provar skor först.", subject="skor", themes=["circular"], phase="preparation")
    one.main.locator("button[value=next]").click()
    one.page.wait_for_url("**/course/")
    one.fills(aim="Skor som håller.", what_we_did="Provade i tre månader.", advice="Prova på vintern.")
    one.main.locator("button[value=next]").click()
    one.page.wait_for_url("**/organisation/")
    answers = {"awarded": "no", "award_expected": "2999-01-01", "supplier_secrets": "no"}
    sent(f"{case}publish/", audience="units", units=["hallbart-inkop"], phase="preparation", **answers)(town, one)
    with one.page.expect_navigation():
        one.main.locator("form .actions button").first.click()
    one.opens(f"{case}award/")


def finding_a_case(town: Town, one: Visitor) -> None:
    """To point at in an answer."""
    opened("{town.ask}", "#answer details.more summary")(town, one)
    one.main.locator("#answer [name=case]").press_sequentially("elfordon")
    one.page.locator("#linkable input").first.wait_for()


def too_late(town: Town, one: Visitor) -> None:
    """The ask is closed while somebody writes an answer to it."""
    one.opens(town.ask).fills(body="Vi köpte jackor med lösa fickor.")
    sent(f"{town.ask}close/", used_for="Ett nytt avtal.")(town, town["anna"])
    with one.page.expect_navigation():
        one.main.locator("#answer form .actions button").first.click()


def who_reads_an_answer(town: Town, one: Visitor) -> None:
    answer = one.opens(town.closed).main.locator("li.answer").first.get_attribute("id") or ""
    one.opens(f"{town.closed}readers/{answer.removeprefix('answer-')}/")


def the_unnamed_case(one: Visitor) -> str:
    return one.opens("/cases/?topic=verksamhetssystem").link_to("Avbruten upphandling av verksamhetssystem")


def asks_its_writer(town: Town, one: Visitor) -> None:
    """And is shown the question."""
    sent(f"{the_unnamed_case(one)}questions/ask/", body="Hur många timmar tog det?")(town, one)


def replies_without_a_name(town: Town, one: Visitor) -> None:
    """Somebody has asked; the form comes back since nothing was written."""
    asks_its_writer(town, town["david"])
    one.opens(f"{the_unnamed_case(one)}questions/").follows("Svara")
    one.page.wait_for_url("**/reply/")
    sent(one.path)(town, one)


def looks_behind(town: Town, one: Visitor) -> None:
    """Pastes an address, shows anew who she is, and is asked why."""
    ask = one.opens("/find/?q=avbrutit+en+städupphandling").link_to("Någon som avbrutit en städupphandling")
    unnamed = one.opens(ask.split("#")[0]).main.locator("li.answer", has_text="Utan namn").first
    one.opens(f"/writers/?at={ask.split('#')[0]}%23{unnamed.get_attribute('id')}")
    if "/again/" in one.path:
        one.fills(password=PASSWORD)
        with one.page.expect_navigation():
            one.main.locator("form .actions button").first.click()
    one.page.wait_for_url("**/writers/answer/**")


def hands_over(town: Town, one: Visitor) -> None:
    """What she runs in a subgroup, to a member of it."""
    one.opens("/units/cirkulart/mandates/").follows("Lämna över")
    one.fills(who="Cilla Sjöberg", note="Mötena är på torsdagar.").presses("Lämna över")
    one.page.wait_for_url("**/handovers/**")


def is_told_the_name(town: Town, one: Visitor) -> None:
    looks_behind(town, one)
    one.fills(why="Texten nämner en anbudsgivare.").presses("Visa namnet")
    one.sees("Helena Ljung")


def set_up_an_app(town: Town, one: Visitor) -> None:
    """Whose key the page shows; then reserve codes are there."""
    sent("/profile/sign-in/app/", password=PASSWORD)(town, one)
    secret = one.page.locator("#key").input_value()
    one.fills(code=format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    with one.page.expect_navigation():
        one.main.locator("form .actions button").first.click()


def with_a_passkey(town: Town, one: Visitor) -> None:
    """Of a device that Chromium plays."""
    device = one.context.new_cdp_session(one.page)
    device.send("WebAuthn.enable")
    ready = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": kind | ready})
    sent("/profile/sign-in/passkey/")(town, one)


def removing_a_passkey(town: Town, one: Visitor) -> None:
    one.opens("/profile/sign-in/").main.locator("a[href*=passkey][href$='remove/']").first.click()
    one.page.wait_for_url("**/remove/")


def half_way_in(town: Town, one: Visitor) -> None:
    sent("/account/login/", login=PEOPLE["juha"][1], password=PASSWORD)(town, one)


def brings_a_list(*lines: str) -> Act:
    """A list of members in Hållbart inköp, which is then looked through."""

    def act(town: Town, one: Visitor) -> None:
        file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("cp1252")}
        one.opens("/units/hallbart-inkop/imports/").main.locator("[type=file]").set_input_files([file])  # type: ignore[list-item]
        with one.page.expect_navigation():
            one.main.locator("form[enctype] .actions button").click()

    return act
