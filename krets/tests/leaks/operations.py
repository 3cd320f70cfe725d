"""The same for the API's operations. Verbs are called with what can't be done, so that nothing changes."""

from typing import Any

from krets.asks.models import Suggestion
from krets.tests.leaks import admission_surfaces, case_surfaces, surfaces, thread_surfaces, unit_surfaces
from krets.tests.leaks.case_surfaces import of_case
from krets.tests.leaks.entry_surfaces import ENTRY_OPERATIONS
from krets.tests.leaks.founding_surfaces import FOUNDING_OPERATIONS
from krets.tests.leaks.import_surfaces import of_import, of_unit_lists
from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.mandate_surfaces import MANDATE_OPERATIONS
from krets.tests.leaks.surfaces import asking, by_unit, page, posting
from krets.tests.leaks.thread_surfaces import of_ask


def plain(surface: Surface) -> Surface:
    """A page's addresses without the closing slash, as the API has them."""

    def looks(seen: Seen) -> list[Look]:
        return [
            Look(**{**vars(look), "path": look.path.rstrip("/"), "absent": look.absent.rstrip("/")})
            for look in surface(seen)
        ]

    return looks


def on_ask(tail: str, data: Any) -> Surface:
    return of_ask(tail, method="post", data=data)


def on_case(tail: str, data: Any, method: str = "post") -> Surface:
    return of_case(tail, method=method, data=data)


def enough(seen: Seen) -> list[Look]:
    case, ask = seen.case(), seen.ask()
    looks = [Look("/asks/enough", method="post", data={"title": "x", "kind": "ask", "key": ABSENT}, may=())]
    if ask is not None:
        data = {"title": "x", "kind": "ask", "key": ask.key}
        looks.append(Look("/asks/enough", method="post", data=data, may=seen.model.reads_ask(ask)))
    if case is not None:
        data = {"title": "x", "kind": "case", "key": case.key}
        looks.append(Look("/asks/enough", method="post", data=data, may=seen.model.reads_case(case)))
    return looks


def discard(seen: Seen) -> list[Look]:
    """By anybody but its writer, whom it would obey."""
    case = seen.case()
    if case is None:
        return [Look(f"/cases/{ABSENT}", method="delete", may=())]
    readers = seen.model.reads_case(case)
    return [Look(f"/cases/{case.key}", method="delete", may=readers, absent=f"/cases/{ABSENT}", but=case.writer)]


def suggestion(tail: str, data: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        row = Suggestion.objects.order_by("pk").first()
        key = row.key if row is not None else ABSENT
        owner = [name for name, person in seen.cast.people.items() if row and person.pk == row.person_id]
        return [Look(f"/suggestions/{key}/{tail}", method="post", data=data, may=owner,
                     absent=f"/suggestions/{ABSENT}/{tail}")]  # fmt: skip

    return looks


def question(tail: str = "", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        found = seen.question()
        if found is None:
            return [Look(f"/questions/{ABSENT}{tail}", may=(), absent=f"/questions/{ABSENT}{tail}", **more)]
        may = seen.model.reads_question(found)
        return [Look(f"/questions/{found.key}{tail}", may=may, absent=f"/questions/{ABSENT}{tail}", **more)]

    return looks


def answer_readers(seen: Seen) -> list[Look]:
    """The page's, under the address that the API has."""
    return [
        Look(**{**vars(look), "path": _turned(look.path), "absent": _turned(look.absent)})
        for look in thread_surfaces.of_answer("readers/", people=True)(seen)
    ]


def _turned(path: str) -> str:
    parts = path.strip("/").split("/")
    return "/".join(["", *parts[:2], "answers", parts[3], "readers"]) if len(parts) == 4 else path


WRONG = {"surprise": True}  # 422 wherever it is read
OPERATIONS: dict[str, Surface] = {
    "find": asking("/find?q={}", "/find?q=%22{}%22", "/find?q=Kan%20v%C3%A4l"),
    "asks": by_unit("/asks", "/asks?mine=true", "/asks?unit={}", "/asks?open=true"),
    "ask": plain(thread_surfaces.the_ask),
    "attached": plain(thread_surfaces.attached),
    "preview": posting("/asks/preview"),
    "enough": enough,
    "post": lambda seen: [Look("/asks", method="post", data=WRONG)],
    "answer": on_ask("answers", {"body": "\n"}),
    "thank": on_ask("thanks", {"helped": [ABSENT]}),
    "close": on_ask("close", {"helped": [ABSENT]}),
    "next_wave": lambda seen: [Look(f"/asks/{ABSENT}/next", may=(), method="post")],
    "write_up": on_ask("write-up", {"answer": ABSENT}),
    "share": on_ask("share", WRONG),
    "share_answer": on_ask(f"answers/{ABSENT}/share", WRONG),
    "ask_readers": plain(of_ask("readers", people=True)),
    "answer_readers": plain(answer_readers),
    "withdraw_ask": on_ask("withdraw", WRONG),
    "withdraw_answer": on_ask(f"answers/{ABSENT}/withdraw", WRONG),
    "suggestions": page("/suggestions"),
    "pass_on": suggestion("pass-on", {"to": "Nobody"}),
    "decline": suggestion("decline", {"reply": "surprise"}),
    "cases": by_unit("/cases", "/cases?mine=true", "/cases?unit={}"),
    "case": plain(case_surfaces.the_case),
    "document": plain(case_surfaces.download),
    "draft": lambda seen: [Look("/cases", method="post", data={"title": "x", "builds_on": [ABSENT]})],
    "save": plain(on_case("", {"title": None}, "patch")),
    "discard": discard,
    "award": on_case("award", {"decided": None}),
    "case_readers": plain(case_surfaces.case_readers),
    "publish": on_case("publish", {"audience": "surprise"}),
    "reuse": on_case("reuse", WRONG),
    "review": on_case("review", WRONG),
    "questions": plain(case_surfaces.the_questions),
    "ask_writer": on_case("questions", {"body": ""}),
    "question": question(),
    "reply": question("/reply", method="post", data=WRONG),
    "withdraw": on_case("withdraw", WRONG),
    "units": page("/units?limit=100", "/units?state=proposed"),
    **unit_surfaces.OPERATIONS,
    "week": page("/week"),
    "welcome": lambda seen: [Look("/units/hallbart-inkop/welcome", method="post", data=WRONG)],
    "unit": plain(surfaces.of_unit("")),
    **MANDATE_OPERATIONS,
    **FOUNDING_OPERATIONS,
    "imports": plain(of_unit_lists()),
    "import_report": plain(of_import(sure=True)),
    "bring_import": plain(of_unit_lists(method="post", data=WRONG)),
    "run_import": plain(of_import("run/", method="post", data=WRONG)),
    "vouching": plain(surfaces.of_unit("vouching/")),
    "charge": lambda seen: [Look("/units/hallbart-inkop/vouching", method="post", data=WRONG)],
    "relieve": lambda seen: [Look(f"/units/hallbart-inkop/vouching/{ABSENT}", method="delete")],
    **admission_surfaces.OPERATIONS,
    "me": page("/me"),
    "people": page("/people?limit=100", "/people?q=Kan"),
    "person": plain(surfaces.the_person),
    **ENTRY_OPERATIONS,
    "organisation": page("/organisations/bjorkfors"),
    "export_records": lambda seen: [
        Look("/organisations/northlake/records/export", method="post", data={}, may=())
    ],
}
