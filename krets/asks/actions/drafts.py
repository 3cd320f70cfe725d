"""What is typed and not yet posted: of an ask one draft a person, of answers one for each ask."""

from typing import Any

from krets.asks.models import AnswerDraft, Ask, Draft
from krets.db.clock import now
from krets.db.identity import verb
from krets.people.models import Person


@verb
def draft(*, by: Person, typed: dict[str, Any]) -> None:
    """Keep what was typed so far, as the form sent it: field to value or list of values."""
    Draft.objects.update_or_create(person=by, defaults={"typed": typed, "at": now()})


@verb
def draft_answer(*, by: Person, ask: Ask, typed: dict[str, Any]) -> None:
    """The same of an answer. Without a word in it the draft is thrown away."""
    if any(text.strip() for name in ("body", "case") for text in typed.get(name, ())):
        AnswerDraft.objects.update_or_create(person=by, ask=ask, defaults={"typed": typed, "at": now()})
    else:
        AnswerDraft.objects.filter(person=by, ask=ask).delete()
