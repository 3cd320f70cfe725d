"""Every surface, and who finds something there. A new url or operation gets its line, or the test fails.

Each gives addresses to look at: of the item that was touched, or of any. `may` are those who find what stands
there; for all others there is nothing, as if it did not exist.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.urls import NoReverseMatch, reverse

from krets.asks.models import Suggestion
from krets.mail.addresses import unsubscribe_url
from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.model import Answer, Ask, Case, Question
from krets.tests.leaks.records import of_number, of_record, of_records

SIGN_IN = [
    "account_change_password", "account_confirm_login_code", "account_inactive", "account_login",
    "account_logout", "account_reauthenticate", "account_request_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_set_password", "account_signup", "end_other_sessions", "end_session", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "sessions",
]  # fmt: skip


def page(*paths: str) -> Surface:
    """Open to all; what it shows depends on who reads."""
    return lambda seen: [Look(path) for path in paths]


def of_ask(tail: str = "", people: bool = False, **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        ask = seen.ask()
        if ask is None:
            return [Look(f"/asks/{ABSENT}/{tail}", may=(), absent=f"/asks/{ABSENT}/{tail}", **more)]
        readers = seen.model.reads_ask(ask) - {"stranger"}
        told = (lambda member: may_be_named(seen, readers, member)) if people else None
        return [Look(f"/asks/{ask.key}/{tail}", may=readers, absent=f"/asks/{ABSENT}/{tail}", people=told, **more)]

    return looks


def of_answer(tail: str, people: bool = False, **more: Any) -> Surface:
    """Under an ask: for those who read both."""

    def looks(seen: Seen) -> list[Look]:
        answer = seen.answer()
        if answer is None or answer.ask is None:
            return [Look(f"/asks/{ABSENT}/{tail}{ABSENT}/", may=(), **more)]
        readers = seen.model.reads_answer(answer) & seen.model.reads_ask(answer.ask)
        told = (lambda member: may_be_named(seen, readers, member)) if people else None
        here = f"/asks/{answer.ask.key}/{tail}"
        return [Look(f"{here}{answer.key}/", may=readers, absent=f"{here}{ABSENT}/", people=told, **more)]

    return looks


def may_be_named(seen: Seen, readers: Collection[str], member: str) -> set[str]:
    """Who reads something is told to those who read it, of people whom they may know of."""
    return {one for one in readers if one != "stranger" and member in seen.model.reads_name(one)} | {member}


def the_ask(seen: Seen) -> list[Look]:
    ask = seen.ask()
    if ask is None:
        return [Look(f"/asks/{ABSENT}/", may=())]
    answers = [one for one in seen.model.answers if one.ask is ask]

    def sure(member: str) -> set[str]:
        some = [one for one in answers if member in seen.model.reads_answer(one)][:20]
        return {ask.words["title"], ask.words["body"], *(one.words["body"] for one in some)}

    return [
        Look(
            f"/asks/{ask.key}/",
            may=seen.model.reads_ask(ask),
            sure=sure,
            absent=f"/asks/{ABSENT}/",
            people=lambda member: named_by(seen, ask, answers, member),
        )
    ]


def named_by(seen: Seen, ask: Ask, answers: list[Answer], member: str) -> set[str]:
    """Whose names an ask's page may tell this member: of who wrote with a name, and their own."""
    named = {one.writer for one in (ask, *answers) if one.named} | {member}
    if member == ask.writer:  # she is told whom she has asked, who may be anybody
        named |= set(seen.cast.people)
    return named


def attached(seen: Seen) -> list[Look]:
    answer = seen.answer()
    item: Ask | Answer | None = answer if answer and seen.chance.random() < 0.6 else seen.ask()
    if item is None:
        return [Look(f"/asks/{ABSENT}/files/{ABSENT}/", may=())]
    ask = item if isinstance(item, Ask) else item.ask
    assert ask is not None
    if not item.file:
        return [Look(f"/asks/{ask.key}/files/{ABSENT}/", may=())]
    readers = seen.model.reads_ask(item) if isinstance(item, Ask) else seen.model.reads_answer(item)
    inside = readers & seen.model.reads_ask(ask)  # who has left reads the own answer, but not in its thread
    return [
        Look(f"/asks/{ask.key}/files/{item.file}/", may=readers,
             sure=lambda member: {item.words["file"]} if member in inside else set(),
             absent=f"/asks/{ask.key}/files/{ABSENT}/")
    ]  # fmt: skip


def of_case(tail: str = "", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        case = seen.case()
        if case is None:
            return [Look(f"/cases/{ABSENT}/{tail}", may=(), absent=f"/cases/{ABSENT}/{tail}", **more)]
        readers = seen.model.reads_case(case)
        return [Look(f"/cases/{case.key}/{tail}", may=readers, absent=f"/cases/{ABSENT}/{tail}", **more)]

    return looks


def case_readers(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None or not case.audience:
        return [Look(f"/cases/{ABSENT}/readers/", may=())]
    readers = seen.model.reads_case(case)
    return [
        Look(f"/cases/{case.key}/readers/", may=readers, absent=f"/cases/{ABSENT}/readers/",
             people=lambda member: may_be_named(seen, set(readers), member))
    ]  # fmt: skip


def the_case(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None:
        return [Look(f"/cases/{ABSENT}/", may=())]
    told = ("title", "summary") if case.audience else ("title",)
    return [
        Look(
            f"/cases/{case.key}/",
            may=seen.model.reads_case(case),
            sure=lambda member: {case.words[what] for what in told if what in case.words},
            absent=f"/cases/{ABSENT}/",
        )
    ]


def let_back(seen: Seen) -> list[Look]:
    """Nobody asks back in the histories, so nobody finds anything there."""
    case = seen.case()
    key = case.key if case is not None else ABSENT
    return [Look(f"/cases/{key}/let-back/", may=(), absent=f"/cases/{ABSENT}/let-back/")]


def download(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None or not case.document:
        return [Look(f"/cases/{ABSENT}/documents/{ABSENT}/", may=())]
    return [
        Look(
            f"/cases/{case.key}/documents/{case.document}/",
            may=seen.model.reads_document(case),
            sure=lambda member: {case.words["document"]},
            absent=f"/cases/{case.key}/documents/{ABSENT}/",
        )
    ]


def the_questions(seen: Seen) -> list[Look]:
    case = seen.case()
    if case is None:
        return [Look(f"/cases/{ABSENT}/questions/", may=())]
    about = [one for one in seen.model.questions if one.case is case]
    return [
        Look(f"/cases/{case.key}/questions/", may=seen.model.reads_case(case),
             absent=f"/cases/{ABSENT}/questions/", people=lambda member: named_about(case, about, member))
    ]  # fmt: skip


def the_question(seen: Seen) -> list[Look]:
    question = seen.question()
    if question is None or question.case is None:
        return [Look(f"/cases/questions/{ABSENT}/", may=())]
    case = question.case
    return [
        Look(
            f"/cases/questions/{question.key}/",
            may=seen.model.reads_question(question),
            sure=lambda member: {question.words["body"]},
            absent=f"/cases/questions/{ABSENT}/",
            people=lambda member: named_about(case, [question], member),
        )
    ]


def to_reply(seen: Seen) -> list[Look]:
    question = seen.question()
    if question is None:
        return [Look(f"/cases/questions/{ABSENT}/reply/", may=())]
    may = seen.model.reads_question(question) - {"stranger"}
    return [Look(f"/cases/questions/{question.key}/reply/", may=may, absent=f"/cases/questions/{ABSENT}/reply/")]


def named_about(case: Case, questions: list[Question], member: str) -> set[str]:
    """Whose names a page of questions may tell: of who wrote the case or asked with a name, and the reader's."""
    return {one.writer for one in (case, *questions) if one.named} | {member}


def behind(seen: Seen) -> list[Look]:
    """Nobody in these histories vouches: the page is not there, whatever it would be about."""
    looks = [Look(f"/writers/ask/{ABSENT}/", may=())]
    if ask := seen.ask():
        looks.append(Look(f"/writers/ask/{ask.key}/", may=()))
    if case := seen.case():
        looks.append(Look(f"/writers/case/{case.key}/", may=()))
    return looks


def asking(*patterns: str) -> Surface:
    """Looks for a word of a text. What was typed is the reader's own; all else of the text is not."""

    def looks(seen: Seen) -> list[Look]:
        word = seen.word()
        return [Look(pattern.format(word), word=word) for pattern in patterns]

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


def suggestion(seen: Seen) -> list[Look]:
    """Whoever holds the letter may say "not me" in its addressee's name, and has read its title."""
    ask = seen.ask()
    rows = Suggestion.objects.filter(ask__key=ask.key) if ask is not None else Suggestion.objects.all()
    row = rows.select_related("ask").order_by("pk").first()
    if row is None:
        return [Look(f"/asks/suggestions/{ABSENT}/", may=())]
    ask = next(one for one in seen.model.asks if one.key == row.ask.key)
    name = next(name for name, person in seen.cast.people.items() if person.pk == row.person_id)
    here = f"/asks/suggestions/{row.key}/"
    return [
        Look(here, may=seen.model.reads_ask(ask) & {name}),
        Look(f"{here}?seal={row.seal}", tells=(ask.words["title"], ask.key)),
    ]


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


def signing_in() -> dict[str, Surface]:
    """By name: a new one is a surface that nobody knows until it stands above."""
    return {name: page(_address(name)) for name in SIGN_IN}


def _address(name: str) -> str:
    for args in ((), (1,), ("1", "aaa")):
        with suppress(NoReverseMatch):
            return reverse(name, args=args)
    raise NoReverseMatch(name)


def refused_ask(tail: str, data: Any) -> Surface:
    """A verb that nobody can carry out with this: who sees the ask is told why, nobody else that it is there."""
    return of_ask(tail, method="post", data=data)


PAGES: dict[str, Surface] = {
    "front": page("/"),
    "start": page("/start/"),
    "find": asking("/find/?q={}", "/find/?q={}&kind=ask", "/find/?q=%22{}%22", "/find/?q=Kan%20v%C3%A4l"),
    "suggest": asking("/find/suggest/?q={}"),
    "people": by_unit("/people/", "/people/?q=Kan", "/people/?unit={}"),
    "person": the_person,
    "unit": of_unit(""),
    "organisation": page("/organisations/bjorkfors/", "/organisations/northlake/"),
    "records": of_records(""),
    "export_records": of_records("export/", method="post"),
    "record": of_record(),
    "withdraw_record": of_record("withdraw/"),
    "notices": page("/profile/letters/"),
    "my_data": lambda seen: [Look("/my-data/", ever=True)],
    "my_data_file": lambda seen: [Look("/my-data/krets.json", ever=True)],
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
    "units": page("/units/", "/units/?q=supply"),
    "invite": of_unit("invite/"),
    "leave": of_unit("leave/"),
    "vouching": of_unit("vouching/"),
    "relieve": page("/units/hallbart-inkop/vouching/aaaaaaaaaaaa/end/"),
    "look_up": lambda seen: [Look(f"/writers/?at=/asks/{ABSENT}/", may=())],
    "look_behind": behind,
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
