"""Every door, and what each member of the cast finds behind it. A new url gets its line here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from krets.tests.cast import MEMBERS
from krets.tests.world import COLLEAGUES, EVERYBODY, IN_HALLBART, World

SIGNED_IN = EVERYBODY - {"stranger"}
ROOTS = frozenset({"eva", "nora"})  # they run what belongs to nothing
ANNA, BO, NORA = frozenset({"anna"}), frozenset({"bo"}), frozenset({"nora"})


@dataclass(frozen=True)
class Door:
    """A GET of `path(world)`.

    `open_to` finds `status`; who only `sees` what stands behind is told 403; the others find `shut`, a
    stranger `stranger`. `tells` names the secrets that the address itself gives a right to.
    """

    path: Callable[[World], str]
    open_to: Collection[str] = SIGNED_IN
    status: int = 200
    shut: int = 404
    stranger: int = 302  # to the sign-in page
    sees: Collection[str] = ()
    tells: Collection[str] = ()

    def expected(self, member: str) -> int:
        if member in self.open_to:
            return self.status
        if member in self.sees:
            return 403
        return self.stranger if member == "stranger" else self.shut


def everybody(path: str, status: int = 200) -> Door:
    return Door(lambda world: path, EVERYBODY, status)


def signed_in(path: str, status: int = 200) -> Door:
    return Door(lambda world: path, SIGNED_IN, status)


def by_post(path: str | Callable[[World], str]) -> Door:
    """A verb: opening it by GET is refused alike for all who are signed in."""
    return Door(path if callable(path) else lambda world: path, SIGNED_IN, 405)


def of_ask(tail: str = "", open_to: Any = IN_HALLBART, **more: Any) -> Door:
    return Door(lambda world: f"/asks/{world.ask.key}/{tail}", open_to, **more)


def of_case(name: str, tail: str, open_to: Any, **more: Any) -> Door:
    return Door(lambda world: f"/cases/{getattr(world, name).key}/{tail}", open_to, **more)


def of_units(tail: str, open_to: Any, **more: Any) -> list[Door]:
    """Of a unit that everybody knows of, and of one that only its members do."""
    return [
        Door(lambda world: f"/units/hallbart-inkop/{tail}", open_to, **more),
        Door(lambda world: f"/units/security-of-supply/{tail}", NORA),
    ]


IN_ASSOCIATION = IN_HALLBART | {"ida"}


def of_association(tail: str, open_to: Any, **more: Any) -> list[Door]:
    return [Door(lambda world: f"/units/kretsens-inkopare/{tail}", open_to, **more)]


def of_founding(tail: str, open_to: Any, **more: Any) -> list[Door]:
    return [Door(lambda world: f"/foundings/{world.founding.key}/{tail}", open_to, **more)]


def of_decision(which: str, tail: str, open_to: Any, **more: Any) -> Door:
    return Door(lambda world: f"/decisions/{getattr(world, which).key}/{tail}", open_to, **more)


def of_start(tail: str = "", open_to: Any = frozenset({"eva"}), **more: Any) -> list[Door]:
    return [Door(lambda world: f"/units/krets-mitt/start/{tail}", open_to, **more)]


def _signing(world: World, *, sealed: bool) -> str:
    asked = world.founding.signatures.get(person=None)
    return f"/foundings/{world.founding.key}/sign/{asked.key}/" + (f"?seal={asked.seal}" if sealed else "")


EVA = frozenset({"eva"})
FOUNDING_DOORS: dict[str, list[Door]] = {
    "foundings": of_association("foundings/", SIGNED_IN),
    "propose": of_association("foundings/new/", IN_ASSOCIATION, sees=SIGNED_IN),
    "chain": of_association("foundings/steps/", EVA, sees=SIGNED_IN),
    "founding": of_founding("", BO | EVA),
    "change_founding": of_founding("change/", BO, sees=EVA),
    "sign": [
        # Whoever holds the letter may sign as who was written to; somebody else who is signed in may not.
        Door(
            lambda world: _signing(world, sealed=True),
            {"stranger"},
            shut=403,
            tells=("Rodiumkretsen", "Osmiumskäl"),
        ),
        Door(lambda world: _signing(world, sealed=False), ()),
    ],
    "send_in": [by_post(lambda world: f"/foundings/{world.founding.key}/send-in/")],
    "take_step": of_founding("step/", (), sees=BO | EVA),
    "bring": [by_post(lambda world: f"/foundings/{world.founding.key}/bring/")],
    "begin_again": [by_post(lambda world: f"/foundings/{world.founding.key}/again/")],
    "decisions": of_association("decisions/", IN_ASSOCIATION),
    "draft_decision": of_association("decisions/new/", EVA, sees=SIGNED_IN),
    "decision": [of_decision("drafted", "", EVA), of_decision("voted_on", "", IN_ASSOCIATION)],
    "change_decision": [
        of_decision("drafted", "change/", EVA),
        of_decision("voted_on", "change/", EVA, sees=IN_ASSOCIATION),
    ],
    "open_vote": [of_decision("drafted", "open/", EVA), of_decision("voted_on", "open/", (), sees=IN_ASSOCIATION)],
    "record_count": [of_decision("drafted", "count/", EVA)],
    "vote": [by_post(lambda world: f"/decisions/{world.voted_on.key}/vote/")],
    "close_vote": [by_post(lambda world: f"/decisions/{world.voted_on.key}/close/")],
    "start_kit": of_start(open_to=IN_HALLBART),
    "plan_meeting": of_start("meeting/", sees=IN_HALLBART),
    "propose_dates": of_start("days/", sees=IN_HALLBART),
    "budget": of_start("budget/", sees=IN_HALLBART),
    "ask_guarantee": of_start("guarantee/", sees=IN_HALLBART),
    "date_poll": [
        Door(lambda world: f"/days/{world.poll.key}/", IN_HALLBART),
        Door(
            lambda world: f"/days/{world.poll.key}/?seal={world.poll.seal_for(world.cast.bo.pk)}",
            IN_HALLBART | {"stranger"},
            tells=("Ruteniumträff",),
        ),
    ],
    "close_dates": [by_post(lambda world: f"/days/{world.poll.key}/close/")],
    "guarantee": [Door(lambda world: f"/guarantees/{world.guarantee.key}/", IN_HALLBART)],
}

DOORS: dict[str, list[Door]] = {
    # home
    "front": [Door(lambda world: "/", {"stranger"}, shut=302)],
    "start": [signed_in("/start/")],
    "first_hour": [signed_in("/first-hour/")],
    "end_first_hour": [by_post("/first-hour/end/")],
    "first_hour_step": [
        *(signed_in(f"/first-hour/{step}/") for step in ("profile", "networks", "ask", "case", "people")),
        Door(lambda world: "/first-hour/annat/", ()),
    ],
    "week": [
        signed_in("/week/"),
        Door(lambda world: "/week/?unit=hallbart-inkop", {"eva"}),
        Door(lambda world: "/week/?unit=security-of-supply", {"nora"}),
    ],
    "find": [
        everybody(f"/find/?q={word}") for word in ("uppf%C3%B6ljning", "Zinkask", "Kobaltask", "Litiumutkast")
    ],
    "suggest": [everybody("/find/suggest/?q=Zink"), everybody("/find/suggest/?q=Kobolt")],
    "people": [signed_in("/people/")],
    "person": [
        Door(lambda world: f"/people/{world.cast.bo.key}/", COLLEAGUES | {"bo"}, stranger=404),
        Door(lambda world: "/people/aaaaaaaaaaaa/", (), stranger=404),
    ],
    "unit": [
        everybody("/units/hallbart-inkop/"),
        Door(lambda world: "/units/security-of-supply/", NORA, stranger=404),
        Door(lambda world: "/units/inkopschefer-mitt/", COLLEAGUES, stranger=404),
        Door(lambda world: "/units/finns-inte/", (), stranger=404),
    ],
    "organisations": [signed_in("/organisations/")],
    "register_organisation": [Door(lambda world: "/organisations/new/", ROOTS, shut=403)],
    "change_organisation": [Door(lambda world: "/organisations/bjorkfors/change/", ROOTS, shut=403)],
    "verify_domain": [by_post("/organisations/bjorkfors/domains/")],
    "end_domain": [by_post("/organisations/bjorkfors/domains/bjorkfors.example/end/")],
    "entries": [Door(lambda world: "/entries/", ROOTS)],
    "entry": [Door(lambda world: "/entries/aaaaaaaaaaaa/", ())],
    "employers": [signed_in("/profile/employers/")],
    "new_employer": [signed_in("/profile/employers/new/")],
    "write_for": [by_post("/profile/employers/grankoping/write-for/")],
    "leave_employer": [Door(lambda world: "/profile/employers/grankoping/leave/", ANNA)],
    "unit_feed": [
        everybody("/units/hallbart-inkop/feed.atom"),
        Door(lambda world: "/units/security-of-supply/feed.atom", (), stranger=404),
        Door(lambda world: "/units/krets-vast/feed.atom", (), stranger=404),
    ],
    "organisation": [everybody("/organisations/bjorkfors/")],
    "records": [Door(lambda world: "/organisations/grankoping/records/", ())],
    "export_records": [Door(lambda world: "/organisations/grankoping/records/export/", (), shut=405)],
    "record": [Door(lambda world: f"/organisations/grankoping/records/ask/{world.ask.key}/", ())],
    "withdraw_record": [
        Door(lambda world: f"/organisations/grankoping/records/ask/{world.ask.key}/withdraw/", ())
    ],
    "look_up": [Door(lambda world: f"/writers/?at=/asks/{world.unnamed_ask.key}/", {"eva"}, 302)],
    "look_behind": [
        # Who vouches shows anew who they are; nobody else learns that there is such a page.
        Door(lambda world: f"/writers/ask/{world.unnamed_ask.key}/", {"eva"}, 302),
        Door(lambda world: f"/writers/ask/{world.ask.key}/", ()),
        Door(lambda world: f"/writers/ask/{world.foreign_ask.key}/", ()),
    ],
    "notices": [signed_in("/profile/letters/")],
    "my_data": [signed_in("/my-data/")],
    "my_data_file": [signed_in("/my-data/krets.json")],
    "number": [
        Door(lambda world: f"/my-data/numbers/ask/{world.ask.key}/", ANNA),
        Door(lambda world: f"/my-data/numbers/case/{world.unit_case.key}/", BO),
        Door(lambda world: f"/my-data/numbers/answer/{world.answer.key}/", BO),
        Door(lambda world: "/my-data/numbers/ask/aaaaaaaaaaaa/", ()),
    ],
    "erase": [signed_in("/my-data/erase/", 302)],
    "help": [everybody("/help/")],
    "privacy": [everybody("/privacy/")],
    "processing": [everybody("/privacy/processing/")],
    "accessibility": [everybody("/accessibility/")],
    # asks
    "asks": [signed_in("/asks/")],
    "post": [signed_in("/asks/post/")],
    "similar": [by_post("/asks/post/similar/")],
    "draft_ask": [by_post("/asks/post/draft/")],
    "enough": [by_post("/asks/enough/")],
    "suggestion": [
        Door(lambda world: f"/asks/suggestions/{world.suggestion.key}/", BO),
        # Whoever holds the letter may say "not me" in its addressee's name, and has read its title.
        Door(
            lambda world: f"/asks/suggestions/{world.suggestion.key}/?seal={world.suggestion.seal}",
            EVERYBODY,
            tells=("Zinkask",),
        ),
        Door(lambda world: "/asks/suggestions/aaaaaaaaaaaa/", ()),
    ],
    "ask": [
        of_ask(),
        Door(lambda world: f"/asks/{world.unnamed_ask.key}/", IN_HALLBART),
        Door(lambda world: f"/asks/{world.foreign_ask.key}/", NORA),
        Door(lambda world: "/asks/aaaaaaaaaaaa/", ()),
    ],
    "answer": [of_ask("answer/", status=302)],
    "attached": [
        Door(lambda world: f"/asks/{world.ask.key}/files/{world.file.key}/", IN_HALLBART),
        Door(lambda world: f"/asks/{world.foreign_ask.key}/files/{world.file.key}/", ()),
    ],
    "draft_answer": [by_post(lambda world: f"/asks/{world.ask.key}/answer/draft/")],
    "linkable": [signed_in("/asks/cases/?case=Berylliumfall"), signed_in("/asks/cases/")],
    "thank": [by_post(lambda world: f"/asks/{world.ask.key}/thank/")],
    "next_wave": [by_post(lambda world: f"/asks/{world.ask.key}/next/")],
    "close": [of_ask("close/", ANNA, sees=IN_HALLBART)],
    "share": [of_ask("share/", ANNA, sees=IN_HALLBART)],
    "share_answer": [of_ask("share/aaaaaaaaaaaa/", ())],
    "ask_readers": [of_ask("readers/")],
    "answer_readers": [
        of_ask("readers/aaaaaaaaaaaa/", ()),
        Door(lambda world: f"/asks/{world.ask.key}/readers/{world.narrow_answer.key}/", ANNA | {"eva"}),
    ],
    "withdraw_ask": [of_ask("withdraw/", ANNA | {"eva"}, sees=IN_HALLBART)],
    "withdraw_answer": [of_ask("withdraw/aaaaaaaaaaaa/", ())],
    "write_up": [by_post(lambda world: f"/asks/{world.ask.key}/write-up/")],
    # cases
    "cases": [everybody("/cases/")],
    "draft": [Door(lambda world: "/cases/draft/", COLLEAGUES, sees=SIGNED_IN)],
    "my_cases": [signed_in("/cases/mine/")],
    "case": [
        of_case("public_case", "", EVERYBODY),
        of_case("unit_case", "", IN_HALLBART, stranger=404),
        of_case("draft", "", ANNA, stranger=404),
        Door(lambda world: "/cases/aaaaaaaaaaaa/", (), stranger=404),
    ],
    "case_readers": [
        of_case("public_case", "readers/", EVERYBODY),
        of_case("unit_case", "readers/", IN_HALLBART, stranger=404),
        of_case("draft", "readers/", (), stranger=404),
    ],
    "download": [
        Door(lambda w: f"/cases/{w.unit_case.key}/documents/{w.document.key}/", IN_HALLBART, stranger=404),
        Door(lambda w: f"/cases/{w.public_case.key}/documents/{w.document.key}/", (), stranger=404),
    ],
    "save": [of_case("draft", "save/", ANNA)],
    "save_part": [of_case("draft", "save/course/", ANNA)],
    "attach": [of_case("draft", "attach/", ANNA)],
    "detach": [by_post(lambda w: f"/cases/{w.unit_case.key}/detach/{w.document.key}/")],
    "discard": [of_case("draft", "discard/", ANNA)],
    "publish": [of_case("draft", "publish/", ANNA)],
    "withdraw": [of_case("unit_case", "withdraw/", BO | {"eva"}, sees=IN_HALLBART)],
    "ask_back": [by_post(lambda world: f"/cases/{world.unit_case.key}/ask-back/")],
    "let_back": [of_case("unit_case", "let-back/", ()), Door(lambda world: "/cases/aaaaaaaaaaaa/let-back/", ())],
    "reuse": [of_case("unit_case", "reuse/", IN_HALLBART - BO, sees=BO)],
    "award": [of_case("draft", "award/", (), sees=ANNA)],
    "review": [of_case("unit_case", "review/", BO, sees=IN_HALLBART)],
    "remind_review": [by_post(lambda world: f"/cases/{world.unit_case.key}/review/remind/")],
    "questions": [
        of_case("public_case", "questions/", EVERYBODY),
        of_case("unit_case", "questions/", IN_HALLBART, stranger=404),
        of_case("draft", "questions/", ANNA, stranger=404),
    ],
    "ask_writer": [of_case("unit_case", "questions/ask/", IN_HALLBART - BO, sees=BO)],
    "question": [
        Door(lambda world: f"/cases/questions/{world.question.key}/", ANNA | BO, stranger=404),
        Door(lambda world: f"/cases/questions/{world.shared_question.key}/", EVERYBODY),
        Door(lambda world: "/cases/questions/aaaaaaaaaaaa/", (), stranger=404),
    ],
    "reply": [
        Door(lambda world: f"/cases/questions/{world.question.key}/reply/", BO, sees=ANNA),
        Door(lambda world: f"/cases/questions/{world.shared_question.key}/reply/", BO, 302, sees=SIGNED_IN - BO),
    ],
    # networks
    "units": [everybody("/units/")],
    "unit_map": [
        Door(lambda world: "/units/hallbart-inkop/map/", IN_HALLBART, stranger=404),
        Door(lambda world: "/units/security-of-supply/map/", NORA, stranger=404),
        Door(lambda world: "/units/kategori-it/map/", EVERYBODY),
    ],
    "found": [*of_units("found/", {"eva"}, shut=403)],
    "edit_unit": [*of_units("edit/", {"eva"}, shut=403)],
    "contact_card": [*of_units("contact/", {"eva"}, shut=403)],
    "states": [
        everybody("/units/hallbart-inkop/states/"),
        Door(lambda world: "/units/security-of-supply/states/", NORA, stranger=404),
        Door(lambda world: "/units/krets-vast/states/", {"eva"}, stranger=404),
    ],
    "quiet_units": [*of_units("quiet/", {"eva"}, shut=403)],
    "sleep": [*of_units("sleep/", {"eva"}, shut=403)],
    "restart": [
        Door(lambda world: "/units/krets-norr/restart/", {"eva"}, 302, shut=403),
        Door(lambda world: "/units/hallbart-inkop/restart/", (), shut=403),
    ],
    "restart_step": [
        Door(lambda world: "/units/krets-norr/restart/who/", {"eva"}, shut=403),
        Door(lambda world: "/units/krets-norr/restart/letter/", {"eva"}, shut=403),
    ],
    "come_along": [Door(lambda world: "/restarts/aaaaaaaaaaaa/", ())],
    "invite": [Door(lambda world: "/units/hallbart-inkop/invite/", {"eva"}, shut=403)],
    "vouching": [Door(lambda world: "/units/hallbart-inkop/vouching/", IN_HALLBART)],
    "welcome_all": [by_post("/units/finns-inte/welcome/")],
    "welcome": [by_post("/units/hallbart-inkop/welcome/aaaaaaaaaaaa/")],
    "relieve": [by_post("/units/hallbart-inkop/vouching/aaaaaaaaaaaa/end/")],
    "subgroups": [
        signed_in("/units/hallbart-inkop/subgroups/"),
        Door(lambda world: "/units/security-of-supply/subgroups/", NORA),
        Door(lambda world: "/units/uppfoljning/subgroups/", ()),
    ],
    "propose_subgroup": [
        Door(lambda world: "/units/hallbart-inkop/subgroups/propose/", IN_HALLBART, shut=403),
    ],
    "set_up_subgroups": [by_post("/units/hallbart-inkop/subgroups/set-up/")],
    "join_subgroup": [by_post("/units/uppfoljning/subgroup/join/")],
    "leave_subgroup": [by_post("/units/uppfoljning/subgroup/leave/")],
    "open_subgroup": [by_post("/units/uppfoljning/subgroup/open/")],
    "agenda": [Door(lambda world: "/units/transporter/agenda/", {"eva"})],
    "next_meeting": [Door(lambda world: "/units/transporter/agenda/meeting/", {"eva"})],
    "change_topic": [by_post("/units/transporter/agenda/aaaaaaaaaaaa/")],
    "watch": [Door(lambda world: "/units/transporter/watch/", IN_HALLBART)],
    "remove_watch": [by_post("/units/transporter/watch/aaaaaaaaaaaa/remove/")],
    "my_mandates": [signed_in("/mandates/")],
    "mandates": [
        signed_in("/units/hallbart-inkop/mandates/"),
        Door(lambda world: "/units/security-of-supply/mandates/", NORA),
    ],
    "mandates_under": [Door(lambda world: "/units/hallbart-inkop/mandates/all/", IN_HALLBART)],
    "appoint": [Door(lambda world: "/units/hallbart-inkop/mandates/appoint/", {"eva"}, shut=403)],
    "renew_mandate": [Door(lambda world: "/units/hallbart-inkop/mandates/aaaaaaaaaaaa/renew/", ())],
    "end_mandate": [by_post("/units/hallbart-inkop/mandates/aaaaaaaaaaaa/end/")],
    "hand_over": [Door(lambda world: f"/units/hallbart-inkop/hand-over/{world.cast.eva.key}/", {"eva"})],
    "handover": [Door(lambda world: "/units/hallbart-inkop/handovers/aaaaaaaaaaaa/", ())],
    "undo_hand_over": [by_post("/units/hallbart-inkop/handovers/aaaaaaaaaaaa/undo/")],
    "rule": [Door(lambda world: "/units/hallbart-inkop/rule/", {"eva"}, shut=403)],
    "apply": [
        Door(lambda world: "/units/hallbart-inkop/apply/", {"nora", "lea", "olof"}, shut=302),
        Door(lambda world: "/units/krets-norr/apply/", {"lea", "olof"}, shut=403),  # by invitation
        Door(lambda world: "/units/security-of-supply/apply/", NORA, 302, stranger=404),
    ],
    "applications": [Door(lambda world: "/units/hallbart-inkop/applications/", {"eva"}, shut=403)],
    "application": [
        Door(lambda world: f"/applications/{world.application.key}/", {"ida", "eva"}),
        Door(lambda world: "/applications/aaaaaaaaaaaa/", ()),
    ],
    "my_applications": [signed_in("/applications/")],
    "decide_application": [by_post(lambda world: f"/applications/{world.application.key}/decide/")],
    "appeal": [Door(lambda world: f"/applications/{world.application.key}/appeal/", (), sees={"ida", "eva"})],
    "withdraw_application": [by_post(lambda world: f"/applications/{world.application.key}/withdraw/")],
    "exemptions": [Door(lambda world: "/units/hallbart-inkop/exceptions/", IN_HALLBART, shut=403)],
    "resting": [Door(lambda world: "/units/hallbart-inkop/resting/", {"eva"}, shut=403)],
    "reconfirm": [
        Door(lambda world: f"/reconfirm/{world.reconfirmation.key}/", BO),
        # Whoever holds the letter may answer in its addressee's name.
        Door(lambda w: f"/reconfirm/{w.reconfirmation.key}/?seal={w.reconfirmation.seal}", EVERYBODY),
        Door(lambda world: "/reconfirm/aaaaaaaaaaaa/", ()),
    ],
    "imports": [
        Door(lambda world: "/units/hallbart-inkop/imports/", {"eva"}),
        Door(lambda world: "/units/security-of-supply/imports/", NORA),
    ],
    "import_report": [
        Door(lambda world: f"/units/hallbart-inkop/imports/{world.imported.key}/", {"eva"}),
        Door(lambda world: "/units/hallbart-inkop/imports/aaaaaaaaaaaa/", ()),
    ],
    "import_columns": [
        Door(lambda world: f"/units/hallbart-inkop/imports/{world.imported.key}/columns/", {"eva"})
    ],
    "import_file": [Door(lambda world: f"/units/hallbart-inkop/imports/{world.imported.key}/report.csv", {"eva"})],
    "decide_import": [by_post("/units/hallbart-inkop/imports/aaaaaaaaaaaa/decide/")],
    "run_import": [by_post("/units/hallbart-inkop/imports/aaaaaaaaaaaa/run/")],
    "invite_imported": [by_post("/units/hallbart-inkop/imports/aaaaaaaaaaaa/invite/")],
    "remove_import": [by_post("/units/hallbart-inkop/imports/aaaaaaaaaaaa/remove/")],
    "export_members": [by_post("/units/hallbart-inkop/members/export/")],
    "leave": [Door(lambda world: "/units/hallbart-inkop/leave/", IN_HALLBART, shut=404)],
    **FOUNDING_DOORS,
    # people
    "account_login": [Door(lambda world: "/account/login/", {"stranger"}, shut=302)],
    "account_request_login_code": [Door(lambda world: "/account/code/", {"stranger"}, shut=302)],
    "account_confirm_login_code": [everybody("/account/code/confirm/", 302)],
    "account_signup": [everybody("/account/join/")],
    "entry_code": [everybody("/account/join/code/", 302)],
    "entry_waits": [everybody("/account/join/waits/")],
    "account_inactive": [everybody("/account/closed/")],
    "account_logout": [Door(lambda world: "/account/logout/", SIGNED_IN)],
    "account_reset_password": [everybody("/account/password/reset/")],
    "account_reset_password_done": [everybody("/account/password/reset/sent/")],
    "account_reset_password_from_key": [everybody("/account/password/reset/1-aaa/")],
    "account_reset_password_from_key_done": [everybody("/account/password/reset/done/")],
    "account_change_password": [signed_in("/account/password/")],
    "account_set_password": [signed_in("/account/password/set/", 302)],
    "account_reauthenticate": [signed_in("/account/again/")],
    "mfa_login_webauthn": [everybody("/account/passkey/", 302)],
    "mfa_authenticate": [everybody("/account/second-step/", 302)],
    "mfa_reauthenticate": [signed_in("/account/again/code/", 302)],
    "mfa_reauthenticate_webauthn": [signed_in("/account/again/passkey/", 302)],
    "mfa_index": [signed_in("/profile/sign-in/")],
    "mfa_activate_totp": [signed_in("/profile/sign-in/app/", 302)],
    "mfa_deactivate_totp": [Door(lambda world: "/profile/sign-in/app/remove/", ())],
    "mfa_view_recovery_codes": [Door(lambda world: "/profile/sign-in/codes/", ())],
    "mfa_generate_recovery_codes": [signed_in("/profile/sign-in/codes/new/", 302)],
    "mfa_add_webauthn": [signed_in("/profile/sign-in/passkey/", 302)],
    "mfa_remove_webauthn": [signed_in("/profile/sign-in/passkey/1/remove/", 302)],
    "sessions": [signed_in("/profile/sessions/")],
    "end_session": [by_post("/profile/sessions/aaaaaaaaaaaa/end/")],
    "end_other_sessions": [by_post("/profile/sessions/end/")],
    "language": [everybody("/language/", 405)],
    "profile": [signed_in("/profile/")],
    "tokens": [signed_in("/profile/keys/")],
    "create_token": [by_post("/profile/keys/new/")],
    "revoke_token": [by_post("/profile/keys/aaaaaaaaaaaa/revoke/")],
    # machines
    "codes": [signed_in("/codes/cpv/?q=mat")],
    "unsubscribe": [everybody("/mail/unsubscribe/aaaa/", 404)],
    "confirm": [everybody("/mail/confirm/aaaa/", 404)],
}

assert set(EVERYBODY) == set(MEMBERS)
