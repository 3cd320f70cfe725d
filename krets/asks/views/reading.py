"""The list of asks, and one ask with its answers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from krets.asks import rules
from krets.asks.forms import AnswerForm, as_typed
from krets.asks.models import Answer, Ask
from krets.codes.rules import named
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks.rules import audience, coordinates, name_audiences, own_units
from krets.people.rules import person_of
from krets.records.actions import saw
from krets.web.paging import page_of

CHOICES = ("all", "open", "unanswered", "mine")


def asks(request: Request) -> HttpResponse:
    """All that the reader may read, or a part of it, newest first."""
    choice, slug = request.GET.get("show", "all"), request.GET.get("unit", "")
    units = own_units(request.reader)
    unit = next((one for one in units if one.slug == slug), None)
    if choice not in CHOICES or (slug and unit is None):
        raise Http404
    page = page_of(request, rules.listed_rows(request.reader, choice, unit))
    name_audiences(page.rows, request.reader)
    return render(
        request,
        "asks/asks.html",
        {"page": page, "choices": _choices(choice), "choice": choice, "units": units, "unit": unit},
    )


def ask(request: Request, key: str) -> HttpResponse:
    """One ask: the question, the answers in turn, and a box to answer in."""
    return ask_page(request, the_ask(request, key))


def the_ask(request: Request, key: str) -> Ask:
    """The ask that an address means; 404 for what the reader may not know of."""
    found = rules.one(request.reader, key)
    if found is None:
        raise Http404
    return found


def ask_page(request: Request, ask: Ask, form: AnswerForm | None = None, **more: Any) -> HttpResponse:
    """The page, with the answer form as it was sent when something in it must be mended."""
    reader, mine = request.reader, rules.is_asker(request.reader, ask)
    may_answer = rules.may_answer(reader, ask)
    draft = rules.answer_draft_of(reader, ask) if form is None and may_answer else None
    answers, counts = page_of(request, rules.answer_rows(ask, reader)), rules.counts(ask, reader)
    if form is None and may_answer:
        person = person_of(request.user)
        typed = {"unnamed": counts.own_unnamed > 0 or rules.stays_unnamed(ask, person)}
        typed |= as_typed(AnswerForm, draft.typed) if draft else {}
        form = AnswerForm(ask=ask, reader=reader, person=person, initial=typed)
    _look(reader, ask, answers.rows, mine)
    return render(
        request,
        "asks/ask.html",
        {
            "ask": ask,
            "mine": mine,
            "files": rules.files_of(ask),
            "cpv": named("cpv", ask.cpv),
            "audience": audience(ask.readers, reader, lately=True, mine=mine),
            "answers": answers,
            "counts": counts,
            "write_ups": rules.written_up(ask, reader),
            "form": form if may_answer else None,
            "draft": draft,
            "asked": rules.asked(ask, reader, mine, answered=counts.others > 0),
            **(_to_take_down(ask, reader, mine, answers.rows, counts.own_unnamed) | more),
        },
    )


def _look(reader: Reader, ask: Ask, answers: list[Answer], mine: bool) -> None:
    """What the reader sees of each answer, and that they opened the ask."""
    rules.look_at(answers, ask, reader, mine=mine)
    if not mine:
        saw(by=reader.person, kind="ask", key=ask.key, readers=ask.readers)


def _to_take_down(ask: Ask, reader: Reader, mine: bool, answers: list[Answer], unnamed: int) -> dict[str, Any]:
    return {
        "coordinates": coordinates(reader, ask.readers),
        "own_answers": rules.own_among(reader, answers, unnamed),
        "taken_down": rules.withdrawn(ask) if mine and not ask.is_open else None,
    }


def _choices(current: str) -> list[tuple[str, bool]]:
    return [(name, name == current) for name in CHOICES]
