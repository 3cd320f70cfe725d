"""Pages that no link leads to, or in a state that somebody has to bring them to."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.tests.browser import Visitor
from krets.tests.stories.town import Town

Act = Callable[[Town, Visitor], object]


@dataclass(frozen=True)
class Scene:
    """`act` brings `who` to the page of a url name."""

    who: str
    door: str
    act: Act


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
    return sent("/asks/post/", f"button[value={button}]", title=title, body=body, units=["hallbart-inkop"])


def typing(town: Town, one: Visitor) -> None:
    one.opens("/find/").main.locator("[name=q]").press_sequentially("uppf")
    one.page.locator("#suggestions a").first.wait_for()


def with_a_menu(town: Town, one: Visitor) -> None:
    one.opens("/start/").page.locator("details.account summary").click()


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


# In an order in which one makes the next possible.
SCENES = {
    # signing in
    "wrong password": Scene(
        "stranger", "account_login", sent("/account/login/", login="anna@grankoping.example", password="fel")
    ),
    "a code by mail": Scene("stranger", "account_request_login_code", at("/account/code/")),
    "no address": Scene("stranger", "account_request_login_code", sent("/account/code/", email="")),
    "a code was sent": Scene(
        "stranger", "account_confirm_login_code", sent("/account/code/", email="bo@bjorkfors.example")
    ),
    "wrong code": Scene("stranger", "account_confirm_login_code", sent("/account/code/confirm/", code="AAAAAA")),
    "a link was sent": Scene("stranger", "account_reset_password_done", at("/account/password/reset/sent/")),
    "choose a password": Scene("newcomer", "account_reset_password_from_key", at("{town.links[reset]}")),
    "a used link": Scene("stranger", "account_reset_password_from_key", at("/account/password/reset/1-aaa/")),
    "the password is chosen": Scene(
        "stranger", "account_reset_password_from_key_done", at("/account/password/reset/done/")
    ),
    "a closed account": Scene("stranger", "account_inactive", at("/account/closed/")),
    "open for too long": Scene("latecomer", "account_login", expired),
    "signing out": Scene("anna", "account_logout", at("/account/logout/")),
    "no such page": Scene("anna", "ask", at("/asks/aaaaaaaaaaaa/", 404)),
    "not for her": Scene("lea", "draft", at("/cases/draft/", 403)),
    # nothing yet
    "a start without anything": Scene("lea", "start", at("/start/")),
    "no asks": Scene("lea", "asks", at("/asks/?show=mine")),
    "no cases": Scene("eva", "my_cases", at("/cases/mine/")),
    "no case like that": Scene("anna", "cases", at("/cases/?outcome=stopped&size=under_10k")),
    "nothing found": Scene("anna", "find", at("/find/?q=kvantdator+zzzz")),
    "found and narrowed": Scene("anna", "find", at("/find/?q=uppf%C3%B6ljning&outcome=partly")),
    "found by a stranger": Scene("stranger", "find", at("/find/?q=skolmat")),
    "typing a search": Scene("anna", "find", typing),
    "a menu": Scene("anna", "start", with_a_menu),
    # asks
    "an empty ask": Scene("anna", "post", sent("/asks/post/", "button[value=look]", title="", body="")),
    "what has been said": Scene(
        "anna", "post", asked("look", "Hur följer ni upp avtal?", "Vad ger det i kronor?")
    ),
    "tenders told of": Scene(
        "anna", "post", asked("look", "Är fyra anbud på städ normalt?", "Lägsta priset var 230 kr.")
    ),
    "more about an ask": Scene("eva", "post", opened("/asks/post/", "details.more summary")),
    "an answer without a text": Scene("eva", "answer", sent("{town.ask}")),
    "a case to point at": Scene("eva", "ask", finding_a_case),
    "closing": Scene("anna", "close", at("{town.ask}close/")),
    "taking an ask down": Scene("anna", "withdraw_ask", at("{town.ask}withdraw/")),
    "not me": Scene("stranger", "suggestion", at("{town.links[not_me]}")),
    "not now": Scene("stranger", "suggestion", at("{town.links[not_now]}")),
    "somebody else instead": Scene("stranger", "suggestion", at("{town.links[pass_on]}")),
    "nobody by that name": Scene("stranger", "suggestion", sent("{town.links[pass_on]}", to="Ingen Alls")),
    "not now, then": Scene("stranger", "suggestion", sent("{town.links[not_now]}")),
    "somebody else's reply": Scene("stranger", "confirm", at("{town.links[confirm]}")),
    "no more letters": Scene("stranger", "unsubscribe", at("{town.links[unsubscribe]}")),
    "closed meanwhile": Scene("eva", "answer", too_late),
    # cases
    "a case without a title": Scene("anna", "draft", sent("/cases/draft/", title="")),
    "a draft": Scene("anna", "case", at("{town.draft}")),
    "throwing a draft away": Scene("anna", "discard", at("{town.draft}discard/")),
    "no document chosen": Scene("anna", "attach", sent("{town.draft}attach/")),
    "much is missing": Scene("anna", "publish", sent("{town.draft}publish/")),
    "without a name": Scene("anna", "publish", sent("{town.draft}publish/", audience="buyers", unnamed=True)),
    "look it through": Scene("anna", "publish", ready_to_publish),
    "it is out": Scene("anna", "case", published),
    "is it decided": Scene("anna", "award", waiting_for_award),
    "still valid": Scene("anna", "review", at("{town.draft}review/")),
    "taking it down": Scene("anna", "withdraw", at("{town.draft}withdraw/")),
    "used by others": Scene("eva", "reuse", sent("{town.draft}reuse/", adapted="x" * 2001)),
    "a question to an unnamed writer": Scene("david", "question", asks_its_writer),
    "nothing replied yet": Scene("ida", "reply", replies_without_a_name),
    "why do you want to know": Scene("eva", "look_behind", looks_behind),
    "the name, once": Scene("eva", "look_behind", is_told_the_name),
    "taken down by somebody else": Scene("eva", "let_back", mended),
    # an organisation's records
    "records": Scene("eva", "records", at("/organisations/inkop-mittland/records/")),
    "no records": Scene("eva", "records", at("/organisations/inkop-mittland/records/?until=1999-01-01")),
    "a record": Scene("eva", "record", a_record()),
    "taking a record down": Scene("eva", "withdraw_record", a_record("withdraw/")),
    # oneself and others
    "a records number": Scene("anna", "number", a_number),
    "to be erased": Scene("sven", "erase", to_be_erased),
    "a nameless profile": Scene("anna", "profile", sent("/profile/", name="")),
    "a key without a name": Scene("anna", "create_token", sent("/profile/keys/", name="")),
    "an address that is none": Scene("eva", "invite", sent("/units/hallbart-inkop/invite/", email="ingen")),
    "too short a password": Scene(
        "anna", "account_change_password", sent("/account/password/", oldpassword="x", password1="y")
    ),
    "nobody found": Scene("anna", "people", at("/people/?q=zzzz")),
    "is it you": Scene("juha", "account_reauthenticate", at("/profile/sign-in/app/")),
    "not the password": Scene("juha", "account_reauthenticate", sent("/profile/sign-in/app/", password="x")),
    "reserve codes": Scene("juha", "mfa_view_recovery_codes", set_up_an_app),
    "a wrong code": Scene("juha", "mfa_reauthenticate", sent("/account/again/code/", code="x")),
    "new reserve codes": Scene("juha", "mfa_generate_recovery_codes", at("/profile/sign-in/codes/new/")),
    "no more app": Scene("juha", "mfa_deactivate_totp", at("/profile/sign-in/app/remove/")),
    "a new passkey": Scene("juha", "mfa_add_webauthn", at("/profile/sign-in/passkey/")),
    "a passkey": Scene("juha", "mfa_index", with_a_passkey),
    "no more passkey": Scene("juha", "mfa_remove_webauthn", removing_a_passkey),
    "again by passkey": Scene("juha", "mfa_reauthenticate_webauthn", at("/account/again/passkey/")),
    "a second step": Scene("somebody", "mfa_authenticate", half_way_in),
    "no network found": Scene("anna", "units", at("/units/?q=zzzz")),
}
