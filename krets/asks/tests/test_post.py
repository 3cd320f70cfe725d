"""An ask is put to colleagues."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from krets.activity.models import Entry
from krets.asks import actions, rules
from krets.asks.models import Ask, AskWriter, Draft
from krets.asks.tests.an_ask import posted
from krets.networks.models import Check, Phase
from krets.search.models import Document
from krets.tests.cast import Cast, reader


def test_an_ask_is_read_by_the_members_of_its_units(cast: Cast) -> None:
    ask = posted(cast)
    assert rules.visible(reader(cast.bo)).get() == ask
    assert not rules.visible(reader(cast.ida)).exists()
    assert not rules.visible(reader(None)).exists()


def test_it_is_indexed_recorded_and_colleagues_are_sought(cast: Cast) -> None:
    ask = posted(cast)
    assert Document.objects.get(kind="ask", key=ask.key).readers == ask.readers
    assert Entry.objects.get(verb="asks.post").by == cast.anna
    assert ProcrastinateJob.objects.get(task_name="asks.suggest").args == {"ask": ask.key, "wave": 1}


def test_its_language_is_recognised(cast: Cast) -> None:
    ask = posted(
        cast, title="Miten olette rajanneet lumitöiden lähtökynnyksen?", body="Kertokaa miten teillä toimii."
    )
    assert ask.language == "fi"


def test_the_draft_is_gone_once_it_is_posted(cast: Cast) -> None:
    actions.draft(by=cast.anna, typed={"title": ["Exempel"]})
    posted(cast)
    assert not Draft.objects.exists()


def test_a_form_sent_twice_asks_once(cast: Cast) -> None:
    assert posted(cast, message_id="form:abc") == posted(cast, message_id="form:abc")
    assert Ask.objects.count() == 1


def test_somebody_elses_form_is_not_theirs(cast: Cast) -> None:
    posted(cast, message_id="form:abc")
    with pytest.raises(Exception, match="asks_form_taken_once"):
        posted(cast, by="bo", message_id="form:abc")


def test_an_unnamed_ask_names_nobody(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    assert (ask.writer, ask.organisation) == (None, None)
    assert ask.shown_as == cast.organisations["grankoping"].outline
    assert AskWriter.objects.get(ask=ask).person == cast.anna
    assert Entry.objects.get(verb="asks.post").by is None
    document = Document.objects.get(kind="ask", key=ask.key)
    assert not {"person", "organisation"} & set(document.facets)
    assert "Granlund" not in document.body and "Granköping" not in document.body


def test_the_gates_answers_are_kept_with_who_gave_them(cast: Cast) -> None:
    check = Check(Phase.PREPARATION, awarded=False, supplier_secrets=False)
    ask = posted(cast, check=check)
    assert (ask.secrecy_check.by, ask.secrecy_check.awarded, ask.before_award) == (cast.anna, False, True)


def test_what_was_awarded_is_not_before_award_whatever_phase_was_chosen(cast: Cast) -> None:
    ask = posted(cast, check=Check(Phase.PROCUREMENT, awarded=True, supplier_secrets=False))
    assert not ask.before_award
