"""Every surface, and who finds something there. A new url or operation gets its line, or the test fails.

Each gives addresses to look at: of the item that was touched, or of any. `may` are those who find what stands
there; for all others there is nothing, as if it did not exist.
"""

from contextlib import suppress

from django.urls import NoReverseMatch, reverse

from krets.mail.addresses import unsubscribe_url
from krets.tests.leaks import admission_surfaces, unit_surfaces
from krets.tests.leaks.case_surfaces import (
    behind,
    case_readers,
    download,
    let_back,
    of_case,
    the_case,
    the_question,
    the_questions,
    to_reply,
)
from krets.tests.leaks.entry_surfaces import ENTRY_PAGES
from krets.tests.leaks.founding_surfaces import FOUNDING_PAGES
from krets.tests.leaks.import_surfaces import of_import, of_unit_lists
from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.mandate_surfaces import MANDATE_PAGES
from krets.tests.leaks.newcomer_surfaces import first_hour_step, week_of
from krets.tests.leaks.records import REGISTRAR, of_number, of_record, of_records
from krets.tests.leaks.thread_surfaces import attached, of_answer, of_ask, refused_ask, suggestion, the_ask

SIGN_IN = [
    "account_change_password", "account_confirm_login_code", "account_inactive", "account_login",
    "account_logout", "account_reauthenticate", "account_request_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_set_password", "account_signup", "end_other_sessions", "end_session", "entry_code", "entry_waits",
    "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "sessions",
]  # fmt: skip


def page(*paths: str) -> Surface:
    """Open to all; what it shows depends on who reads."""
    return lambda seen: [Look(path) for path in paths]


def asking(*patterns: str) -> Surface:
    """Looks for a word of a text. What was typed is the reader's own; all else of the text is not.

    After a step in one way, since every member looks; else in all ways.
    """

    def looks(seen: Seen) -> list[Look]:
        word = seen.word()
        wanted = patterns if seen.about is None else [seen.chance.choice(patterns)]
        return [Look(pattern.format(word), word=word) for pattern in wanted]

    return looks


def posting(path: str, name: str = "title") -> Surface:
    """The same by POST: what was said before about what one is about to ask."""

    def looks(seen: Seen) -> list[Look]:
        text = f"Fråga {seen.word()} om uppföljning"
        return [Look(path, method="post", data={name: text, "body": "", "topic": ""})]

    return looks


def the_person(seen: Seen) -> list[Look]:
    name = seen.chance.choice(sorted(seen.cast.people))
    told = {one: field for (by, one), field in seen.model.fields.items() if by == name}

    def sure(member: str) -> set[str]:
        mine = {field.word for one, field in told.items() if member in seen.model.reads_field(name, one)}
        return {seen.model.names[name].word} | mine

    return [
        Look(f"/people/{seen.cast.people[name].key}/", may=seen.model.reads_name(name), sure=sure,
             absent=f"/people/{ABSENT}/")
    ]  # fmt: skip


def of_unit(*tails: str) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(["hallbart-inkop", "security-of-supply", "security-of-supply"])
        may = seen.model.knows_unit(slug)
        tail = seen.chance.choice(tails)
        people = None if tail else lambda member: named_in(seen, slug, member)
        return [Look(f"/units/{slug}/{tail}", may=may, absent=f"/units/finns-inte/{tail}", people=people)]

    return looks


def named_in(seen: Seen, slug: str, member: str) -> set[str]:
    """Who is in a unit is told to its members; others see its coordinators, and who wrote what they may read."""
    if member in seen.model.members[slug]:
        return set(seen.cast.people)
    writers = {one.writer for one in (*seen.model.asks, *seen.model.cases) if one.named}
    return writers | seen.model.coordinators[slug] | {member}


def by_unit(*patterns: str) -> Surface:
    """A list narrowed to a unit that not everybody knows of."""
    return lambda seen: [Look(pattern.format("security-of-supply")) for pattern in patterns]


def unsubscribe(seen: Seen) -> list[Look]:
    name = seen.chance.choice(sorted(seen.cast.people))
    url = unsubscribe_url(f"{name}@grankoping.example", "answer")
    return [Look("/" + url.split("/", 3)[3]), Look(f"/mail/unsubscribe/{ABSENT}/", may=())]


def confirm(seen: Seen) -> list[Look]:
    """Who holds the letter with this address reads what came in its owner's name; other people signed in don't."""
    looks = [Look("/mail/confirm/aaaa/", may=())]
    if seen.model.to_confirm:
        token = seen.chance.choice(sorted(seen.model.to_confirm))
        owner, word, title = seen.model.to_confirm[token]
        looks.append(Look(f"/mail/confirm/{token}/", may={owner, "stranger"}, tells=(word, title)))
    return looks


def my_data(path: str) -> Surface:
    """All that was ever told; and by name who looked in office at what one wrote, which is told to its writer."""
    return lambda seen: [Look(path, ever=True, tells=(seen.model.names[REGISTRAR].word,))]


def signing_in() -> dict[str, Surface]:
    """By name: a new one is a surface that nobody knows until it stands above."""
    return {name: page(_address(name)) for name in SIGN_IN}


def _address(name: str) -> str:
    for args in ((), (1,), ("1", "aaa")):
        with suppress(NoReverseMatch):
            return reverse(name, args=args)
    raise NoReverseMatch(name)


PAGES: dict[str, Surface] = {
    "front": page("/"),
    "start": page("/start/"),
    "first_hour": page("/first-hour/"),
    "end_first_hour": page("/first-hour/end/"),
    "first_hour_step": first_hour_step,
    "week": week_of,
    "find": asking("/find/?q={}", "/find/?q={}&kind=ask", "/find/?q=%22{}%22", "/find/?q=Kan%20v%C3%A4l"),
    "suggest": asking("/find/suggest/?q={}"),
    "people": by_unit("/people/", "/people/?q=Kan", "/people/?unit={}"),
    "person": the_person,
    "unit": of_unit(""),
    **ENTRY_PAGES,
    "organisation": page("/organisations/bjorkfors/", "/organisations/northlake/"),
    "records": of_records(""),
    "export_records": of_records("export/", method="post"),
    "record": of_record(),
    "withdraw_record": of_record("withdraw/"),
    "notices": page("/profile/letters/"),
    "my_data": my_data("/my-data/"),
    "my_data_file": my_data("/my-data/krets.json"),
    "number": of_number,
    "erase": page("/my-data/erase/"),
    "help": page("/help/"),
    "privacy": page("/privacy/"),
    "processing": page("/privacy/processing/"),
    "accessibility": page("/accessibility/"),
    "asks": by_unit("/asks/", "/asks/?show=open", "/asks/?show=unanswered", "/asks/?show=mine", "/asks/?unit={}"),
    "post": page("/asks/post/"),
    "similar": posting("/asks/post/similar/"),
    "draft_ask": page("/asks/post/draft/"),
    "enough": page("/asks/enough/"),
    "suggestion": suggestion,
    "ask": the_ask,
    "answer": of_ask("answer/"),
    "attached": attached,
    "draft_answer": of_ask("answer/draft/", method="post", data={"body": " "}),
    "linkable": asking("/asks/cases/?case={}", "/asks/cases/"),
    "thank": refused_ask("thank/", {"helped": [ABSENT]}),
    "next_wave": lambda seen: [Look(f"/asks/{ABSENT}/next/", may=(), method="post")],
    "close": of_ask("close/"),
    "share": of_ask("share/"),
    "share_answer": of_answer("share/"),
    "ask_readers": of_ask("readers/", people=True),
    "answer_readers": of_answer("readers/", people=True),
    "withdraw_ask": of_ask("withdraw/"),
    "withdraw_answer": lambda seen: [Look(f"/asks/{ABSENT}/withdraw/{ABSENT}/", may=())],
    "write_up": refused_ask("write-up/", {"answer": ABSENT}),
    "cases": by_unit("/cases/", "/cases/?order=newest", "/cases/?theme=follow_up", "/cases/?unit={}"),
    "draft": page("/cases/draft/"),
    "my_cases": page("/cases/mine/"),
    "case": the_case,
    "download": download,
    "questions": the_questions,
    "ask_writer": of_case("questions/ask/"),
    "question": the_question,
    "reply": to_reply,
    "save": of_case("save/"),
    "save_part": of_case("save/course/"),
    "attach": of_case("attach/"),
    "detach": of_case(f"detach/{ABSENT}/", method="post"),
    "discard": of_case("discard/"),
    "publish": of_case("publish/"),
    "case_readers": case_readers,
    "withdraw": of_case("withdraw/"),
    "ask_back": lambda seen: [Look(f"/cases/{ABSENT}/ask-back/", may=(), method="post")],
    "let_back": let_back,
    "reuse": of_case("reuse/"),
    "award": of_case("award/"),
    "review": of_case("review/"),
    "remind_review": of_case("review/remind/", method="post"),
    "units": page("/units/", "/units/?q=supply", "/units/?state=proposed", "/units/?kind=network&state=active"),
    **unit_surfaces.PAGES,
    "invite": of_unit("invite/"),
    "leave": of_unit("leave/"),
    **MANDATE_PAGES,
    "vouching": of_unit("vouching/"),
    "welcome": page("/units/hallbart-inkop/welcome/aaaaaaaaaaaa/"),
    "welcome_all": of_unit("welcome/"),
    "imports": of_unit_lists(),
    "import_report": of_import(sure=True),
    "import_columns": of_import("columns/", sure=True),
    "import_file": of_import("report.csv", sure=True),
    "decide_import": of_import("decide/", method="post", data={"row-1": "surprise"}),
    "run_import": lambda seen: [Look(f"/units/hallbart-inkop/imports/{ABSENT}/run/", may=(), method="post")],
    "invite_imported": of_import("invite/", method="post"),
    "remove_import": lambda seen: [Look(f"/units/hallbart-inkop/imports/{ABSENT}/remove/", may=(), method="post")],
    "export_members": of_unit_lists("members/export/", method="post"),
    "relieve": page("/units/hallbart-inkop/vouching/aaaaaaaaaaaa/end/"),
    "look_up": lambda seen: [Look(f"/writers/?at=/asks/{ABSENT}/", may=())],
    "look_behind": behind,
    **admission_surfaces.PAGES,
    **FOUNDING_PAGES,
    **signing_in(),
    "language": page("/language/"),
    "profile": page("/profile/"),
    "tokens": page("/profile/keys/"),
    "create_token": page("/profile/keys/new/"),
    "revoke_token": page("/profile/keys/aaaaaaaaaaaa/revoke/"),
    "codes": page("/codes/cpv/?q=mat"),
    "unsubscribe": unsubscribe,
    "confirm": confirm,
}
