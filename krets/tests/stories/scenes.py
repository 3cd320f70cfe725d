"""Pages that no link leads to, or in a state that somebody has to bring them to."""

from dataclasses import dataclass

from krets.tests.stories.founding_ways import (
    a_matter,
    applies,
    changes_it,
    in_the_kit,
    signs,
    takes_a_position,
    without_a_reason,
)
from krets.tests.stories.ways import (
    LOOK,
    Act,
    a_number,
    a_record,
    asked,
    asks_its_writer,
    asks_to_be_let_in,
    at,
    brings_a_list,
    expired,
    finding_a_case,
    half_way_in,
    hands_over,
    is_told_the_name,
    looks_behind,
    mended,
    opened,
    published,
    ready_to_publish,
    removing_a_passkey,
    replies_without_a_name,
    sent,
    set_up_an_app,
    to_be_erased,
    too_late,
    typing,
    waiting_for_award,
    who_reads_an_answer,
    with_a_menu,
    with_a_passkey,
)


@dataclass(frozen=True)
class Scene:
    """`act` brings `who` to the page of a url name."""

    who: str
    door: str
    act: Act


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
    "a first hour": Scene("lea", "first_hour", at("/first-hour/")),
    "three questions": Scene("anna", "first_hour_step", sent("/first-hour/profile/", stuck="Hur gör ni?")),
    "networks that fit": Scene("bo", "first_hour_step", at("/first-hour/networks/")),
    "nobody to show yet": Scene("lea", "first_hour_step", at("/first-hour/people/")),
    "a week": Scene("eva", "week", at("/week/")),
    "a week in one network": Scene("eva", "week", at("/week/?unit=hallbart-inkop")),
    "a week of nobody": Scene("lea", "week", at("/week/")),
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
    "an empty ask": Scene("anna", "post", sent("/asks/post/", LOOK, title="", body="")),
    "what has been said": Scene("anna", "post", asked(LOOK, "Hur följer ni upp avtal?", "Vad ger det i kronor?")),
    "tenders told of": Scene(
        "anna", "post", asked(LOOK, "Är fyra anbud på städ normalt?", "Lägsta priset var 230 kr.")
    ),
    "more about an ask": Scene("eva", "post", opened("/asks/post/", "details.more summary")),
    "an answer without a text": Scene("eva", "answer", sent("{town.ask}")),
    "a case to point at": Scene("eva", "ask", finding_a_case),
    "who reads an answer": Scene("anna", "answer_readers", who_reads_an_answer),
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
    "a unit without a name": Scene("eva", "found", sent("/units/hallbart-inkop/found/", name="")),
    "a meeting without a day": Scene(
        "eva", "edit_unit", sent("/units/hallbart-inkop/edit/", meeting="Öppet hus", meeting_on="")
    ),
    "whom to ask": Scene("eva", "contact_card", at("/units/hallbart-inkop/contact/")),
    "a state without a reason": Scene("eva", "states", sent("/units/krets-mitt/states/", why="")),
    "a proposal's states": Scene("eva", "states", at("/units/krets-vast/states/")),
    "who falls quiet": Scene("eva", "quiet_units", at("/units/kretsens-inkopare/quiet/")),
    "does it sleep": Scene("eva", "sleep", at("/units/transporter/sleep/")),
    "who wakes it": Scene("eva", "restart_step", at("/units/krets-norr/restart/who/")),
    "what and when": Scene("eva", "restart_step", at("/units/krets-norr/restart/what/")),
    "an e-mail to the members": Scene("eva", "restart_step", at("/units/krets-norr/restart/letter/")),
    "who is in it, drawn": Scene("stranger", "unit_map", at("/units/kategori-it/map/")),
    "a unit that sleeps": Scene("stranger", "unit", at("/units/krets-norr/")),
    "no network found": Scene("anna", "units", at("/units/?q=zzzz")),
    # getting in, and where one works
    "asking to be let in": Scene("stranger", "account_signup", at("/account/join/")),
    "asking with nothing said": Scene("stranger", "account_signup", sent("/account/join/", name="Tove")),
    "the code of who asks": Scene("stranger", "entry_code", asks_to_be_let_in),
    "a person looks at it": Scene("stranger", "entry_waits", at("/account/join/waits/")),
    "who asks to be let in": Scene("eva", "entries", at("/entries/")),
    "nobody asks": Scene("nora", "organisations", at("/organisations/?q=zzzz")),
    "organisations": Scene("anna", "organisations", at("/organisations/")),
    "a new organisation": Scene("eva", "register_organisation", sent("/organisations/new/", name="")),
    "an organisation kept": Scene("eva", "change_organisation", at("/organisations/askebro/change/")),
    "employers": Scene("anna", "employers", at("/profile/employers/")),
    "a new employer": Scene("anna", "new_employer", sent("/profile/employers/new/", email="x")),
    "no longer there": Scene("anna", "leave_employer", at("/profile/employers/grankoping/leave/")),
    "my applications": Scene("anna", "my_applications", at("/applications/")),
    # who is trusted with what
    "handed over": Scene("eva", "handover", hands_over),
    # lists of members
    "lists of members": Scene("eva", "imports", at("/units/hallbart-inkop/imports/")),
    "no list at all": Scene("eva", "imports", brings_a_list("")),
    "a list looked through": Scene(
        "eva",
        "import_report",
        brings_a_list(
            "Medlemmar 2024",
            "",
            "Efternamn, Förnamn;E-post;Organisation;Titel",
            "Ulvskog, Ulla;ulla@grankoping.example;Granköpings kommun;Upphandlare",
            "Björk, Bo;bo@privat.example;Björkfors kommun",
            "Utan, Adress;;Granköpings kommun",
            "Granlund, Anna;anna@grankoping.example;Granköpings kommun",
        ),
    ),
    "columns to be named": Scene(
        "eva", "import_columns", brings_a_list("A;B;C", "Ulla Ulvskog;ulla@grankoping.example;Granköpings kommun")
    ),
    # founding, deciding, starting
    "steps of an application": Scene("eva", "chain", at("/units/kretsens-inkopare/foundings/steps/")),
    "nothing applied for": Scene("eva", "propose", sent("/units/kretsens-inkopare/foundings/new/", name="")),
    "an application": Scene("eva", "founding", applies),
    "an application changed": Scene("eva", "change_founding", changes_it),
    "asked to sign": Scene("cilla", "sign", signs),
    "the board's turn": Scene("david", "take_step", takes_a_position),
    "a no says why": Scene("david", "take_step", without_a_reason),
    "a matter of the annual meeting": Scene("eva", "decision", a_matter("Ansökan om att bilda Krets Väst")),
    "a matter changed": Scene("eva", "change_decision", a_matter("Krets Väst", tail="change/")),
    "how to vote": Scene("eva", "open_vote", a_matter("Krets Väst", tail="open/")),
    "what was counted": Scene("eva", "record_count", a_matter("Krets Väst", tail="count/")),
    "an open vote": Scene("anna", "decision", a_matter("Två dagträffar om året", "krets-mitt")),
    "getting started": Scene("eva", "start_kit", at("/units/krets-mitt/start/")),
    "a first meeting": Scene("eva", "plan_meeting", at("/units/krets-mitt/start/meeting/")),
    "which days": Scene("eva", "propose_dates", at("/units/krets-mitt/start/days/")),
    "what it costs": Scene("eva", "budget", at("/units/krets-mitt/start/budget/")),
    "asking for a guarantee": Scene("eva", "ask_guarantee", at("/units/krets-mitt/start/guarantee/")),
    "a day to choose": Scene("eva", "date_poll", in_the_kit("days")),
    "a guarantee to answer about": Scene("cilla", "guarantee", in_the_kit("guarantees")),
}
