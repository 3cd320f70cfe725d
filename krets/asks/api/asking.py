"""From the first look at what was said before, to what an ask was used for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Schema

from krets.api.fields import Key, typed
from krets.api.scopes import needs, refuses
from krets.api.shown import Link, link
from krets.asks import actions, rules
from krets.asks.api import shapes
from krets.asks.api.given import (
    AskGiven,
    ClosingGiven,
    EnoughGiven,
    PreviewGiven,
    ShareGiven,
    TakenDownGiven,
    ThanksGiven,
)
from krets.asks.api.reading import answered, show, the_ask
from krets.asks.api.routes import router
from krets.asks.forms import PostForm, ShareForm, UsedForForm
from krets.asks.search import said_before
from krets.cases import rules as cases
from krets.db.identity import Request
from krets.engines.text.secrets import looks_secret
from krets.networks.api import passed
from krets.people.models import Person
from krets.people.rules import person_of

VISIBLE = {"ask": rules.visible, "case": cases.published}


class Found(Schema):
    """Something said before, and why it is shown."""

    kind: str
    key: str
    url: str
    title: str
    text: str
    because: list[str]
    language: str


class Knows(Schema):
    """A colleague who may know, and why."""

    person: Link
    organisation: Link | None
    because: list[str]


class Hint(Schema):
    """Words that look drawn from tenders: before the award they may not be told. A hint, no refusal."""

    code: str
    excerpt: str


class Preview(Schema):
    asks: list[Found]
    cases: list[Found]
    people: list[Knows]
    hints: list[Hint]


@router.post("/asks/preview", response=Preview)
@needs("read")
def preview(request: Request, given: PreviewGiven) -> dict[str, Any]:
    """What has been said before about what you are about to ask, and who may know. Nothing is kept."""
    by = person_of(request.user)
    text = f"{given.title}\n{given.body}\n{given.topic}"
    before = said_before(text, reader=request.reader, like=by.organisation)
    hints = looks_secret(f"{given.title}\n{given.body}")
    return {
        "asks": [_found(hit) for hit in before.asks],
        "cases": [_found(hit) for hit in before.cases],
        "people": [_knows(person, because) for person, because in before.people],
        "hints": [{"code": hint.code, "excerpt": hint.excerpt} for hint in hints],
    }


@router.post("/asks/enough", response={204: None})
@needs("ask")
@refuses(404)
def enough(request: Request, given: EnoughGiven) -> None:
    """The answer was there already: you ask nobody, and that counts as a success."""
    if not VISIBLE[given.kind](request.reader).filter(key=given.key).exists():
        raise Http404
    actions.enough(by=person_of(request.user), title=given.title, kind=given.kind, key=given.key)


@router.post("/asks", response={201: shapes.AskShown})
@needs("ask")
def post(request: Request, given: AskGiven) -> dict[str, Any]:
    """Ask the members of your networks, or people by name."""
    by = person_of(request.user)
    form = PostForm(typed(given, "awarded", "supplier_secrets"), reader=request.reader, person=by)
    passed(form)
    ask = actions.post(by=by, **form.fields_of_ask)
    return show(request, the_ask(request, ask.key))


@router.post("/asks/{key}/thanks", response=shapes.AskShown)
@needs("ask")
def thank(request: Request, key: Key, given: ThanksGiven) -> dict[str, Any]:
    """Say which answers to your ask helped. What was thanked for stays thanked for."""
    ask = the_ask(request, key)
    if not rules.may_thank(request.reader, ask):
        raise PermissionDenied
    actions.thank(by=person_of(request.user), ask=ask, helped=answered(request, ask, given.helped))
    return show(request, the_ask(request, key))


@router.post("/asks/{key}/close", response=shapes.AskShown)
@needs("ask")
def close(request: Request, key: Key, given: ClosingGiven) -> dict[str, Any]:
    """Close your ask, and say what came of it. Of a closed ask this changes what it was used for."""
    ask = the_ask(request, key)
    if not rules.may_close(request.reader, ask):
        raise PermissionDenied
    helped = list(answered(request, ask, given.helped))
    said = passed(UsedForForm(typed(given), ask=ask))
    actions.close(by=person_of(request.user), ask=ask, used_for=said["used_for"], helped=helped)
    return show(request, the_ask(request, key))


@router.post("/asks/{key}/share", response=shapes.AskShown)
@needs("ask")
def share(request: Request, key: Key, given: ShareGiven) -> dict[str, Any]:
    """Change who reads your ask. If somebody may read who did not before, the gate asks again."""
    ask = the_ask(request, key)
    if not rules.may_share(request.reader, ask):
        raise PermissionDenied
    by = person_of(request.user)
    form = ShareForm(typed(given, "awarded", "supplier_secrets"), ask=ask, reader=request.reader, person=by)
    passed(form)
    actions.share(by=by, ask=ask, **form.shared)
    return show(request, the_ask(request, key))


@router.post("/asks/{key}/withdraw", response={204: None})
@needs("ask")
def withdraw_ask(request: Request, key: Key, given: TakenDownGiven) -> None:
    """Take an ask down with its answers: yours, or as coordinator of a unit it is in. Its writer hears why."""
    ask = the_ask(request, key)
    if not rules.may_withdraw(request.reader, ask):
        raise PermissionDenied
    actions.withdraw(by=person_of(request.user), ask=ask, why=given.why)


def _found(hit: Any) -> dict[str, Any]:
    return link(hit.kind, hit.key, hit.title).dict(exclude={"name"}) | {
        "kind": hit.kind,
        "title": hit.title,
        "text": "".join(piece.text for piece in hit.snippet),
        "because": hit.because,
        "language": hit.language,
    }


def _knows(person: Person, because: list[str]) -> dict[str, Any]:
    organisation = person.organisation
    return {
        "person": link("person", person.key, person.name),
        "organisation": link("organisation", organisation.slug, organisation.name) if organisation else None,
        "because": because,
    }
