"""Who is likely to answer, from the rows: what was asked and answered, and who answers when asked."""

from datetime import timedelta

import pytest

from krets.asks import actions, matching
from krets.asks.matching import heard
from krets.asks.models import Ask, Suggestion
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, posted
from krets.db import clock
from krets.db.identity import reaching
from krets.engines.matching.ledger import Letter
from krets.engines.routing import Problem as Routing
from krets.search import query
from krets.tests.cast import Cast


@pytest.fixture(autouse=True)
def by_letters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search index has nothing, and nobody is drawn by lot."""
    monkeypatch.setattr(query, "evidence", lambda text, **_: [])
    monkeypatch.setattr(matching, "Problem", lambda **parts: Routing(**parts, exploration=0.0))


@pytest.fixture
def asked_before(cast: Cast) -> Ask:
    everybody_has_signed_in(cast)
    earlier = posted(cast, by="eva", title="Lönar sig en avtalscontroller?")
    for name in ("cilla", "david", "sven"):
        answered(cast, earlier, by=name)
    return earlier


def test_who_answered_what_is_alike_is_likelier_than_who_answered_something_else(
    cast: Cast, asked_before: Ask
) -> None:
    other = posted(cast, by="eva", title="Elbussar i depå")
    answered(cast, other, by="bo")
    chosen = matching.choose(posted(cast, title="Har ni en avtalscontroller?"), 3, 1).chosen
    assert {one.person for one in chosen} == {cast.cilla, cast.david, cast.sven}
    bo = matching.choose(posted(cast, title="Hur laddas elbussar i er depå?"), 3, 1).chosen[0]
    assert bo.person == cast.bo


def test_who_is_named_in_the_ask_is_asked_first_and_told_so(cast: Cast, asked_before: Ask) -> None:
    ask = posted(cast, title="Ny fråga", body=f"{cast.sven.name} berättade om det på dagen i Umeå.")
    actions.suggest(ask=ask)
    best = ask.suggestions.order_by("-likely")[0]
    assert best.person == cast.sven
    assert best.because.startswith("du nämns i den")


def test_of_equals_who_answers_when_asked_is_asked_before_who_does_not(cast: Cast, asked_before: Ask) -> None:
    for number in range(6):
        for person, reply in ((cast.cilla, ""), (cast.david, Suggestion.Reply.ANSWERED)):
            Suggestion.objects.create(
                ask=posted(cast, title=f"Fråga {number}"), person=person, wave=1, likely=0.5, reply=reply,
                sent=clock.now() - timedelta(days=40),
            )  # fmt: skip
    ask = posted(cast)
    actions.suggest(ask=ask)
    of = {one.person: one.score for one in ask.suggestions.select_related("person")}
    assert of[cast.david] > of[cast.sven] > of[cast.cilla]


def test_what_is_new_is_heard_by_the_same_ledger(cast: Cast, asked_before: Ask) -> None:
    with reaching("asks.suggest"):
        before = heard.ledger()
        answered(cast, asked_before, by="bo")
        after = heard.ledger()
        letter = Letter("", clock.now().timestamp() / heard.DAY, "new", "", asked_before.title, opens=True)
        votes = {one.person: one.parts["threads"] for one in after.rank(letter)}
    assert after is before
    assert votes[cast.bo.key] == votes[cast.david.key] > 0


def test_what_was_taken_down_speaks_for_nobody(cast: Cast, asked_before: Ask) -> None:
    assert heard.ledger() is heard.ledger()
    before = heard.ledger()
    actions.withdraw_answer(by=None, answer=asked_before.answers.get(writer=cast.cilla), why="")
    with reaching("asks.suggest"):
        after = heard.ledger()
        letter = Letter("", clock.now().timestamp() / heard.DAY, "new", "", asked_before.title, opens=True)
        votes = {one.person: one.parts["threads"] for one in after.rank(letter)}
    assert after is not before
    assert votes[cast.david.key] > 0 == votes.get(cast.cilla.key, 0)
