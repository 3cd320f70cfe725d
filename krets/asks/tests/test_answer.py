"""An ask is answered."""

import pytest

from krets.activity.models import Entry, Hearing, Notice
from krets.asks import actions, rules
from krets.asks.models import Answer, AnswerWriter, Suggestion
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted
from krets.search.models import Document
from krets.tests.cast import Cast, reader


def test_an_answer_is_read_by_all_who_read_the_ask(cast: Cast) -> None:
    answer = answered(cast, posted(cast))
    assert rules.visible_answers(reader(cast.bo)).get() == answer
    assert not rules.visible_answers(reader(cast.ida)).exists()


def test_an_answer_for_the_asker_only_is_read_by_those_two(cast: Cast) -> None:
    answer = answered(cast, posted(cast), audience="asker")
    assert rules.visible_answers(reader(cast.anna)).get() == answer
    assert rules.visible_answers(reader(cast.cilla)).get() == answer
    assert not rules.visible_answers(reader(cast.bo)).exists()
    # It is found under the title of the ask, which only the asker reads for ever.
    assert Document.objects.get(kind="answer").readers == [f"person:{cast.anna.pk}"]


def test_what_everybody_sees_is_counted_apart_from_what_only_the_asker_sees(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask)
    answered(cast, ask, by="bo", audience="asker")
    ask.refresh_from_db()
    assert (ask.answer_count, ask.private_count) == (1, 1)
    assert Document.objects.get(kind="ask").facets["answers"] == 1


def test_the_asker_hears_of_it_by_letter(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    answer = answered(cast, posted(cast))
    letter = letters(cast.anna).get()
    assert letter.about == f"ask:{answer.ask.key}"
    assert "avtalscontroller" in letter.text and "Cilla Sjöberg" in letter.text
    assert Notice.objects.get(entry__verb="asks.answer").person == cast.anna


def test_who_prefers_digests_gets_no_letter_of_its_own(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    Hearing.objects.create(person=cast.anna, how=Hearing.How.DAILY)
    answered(cast, posted(cast))
    assert not letters(cast.anna).exists()
    assert Notice.objects.get(person=cast.anna).told is None


def test_the_same_letter_answers_once(cast: Cast) -> None:
    ask = posted(cast)
    assert answered(cast, ask, message_id="<a@b>") == answered(cast, ask, message_id="<a@b>")
    ask.refresh_from_db()
    assert ask.answer_count == 1


def test_an_unnamed_answer_names_nobody(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    Suggestion.objects.create(ask=ask, person=cast.cilla, wave=1)
    answer = answered(cast, ask, unnamed=True, audience="asker")
    assert AnswerWriter.objects.get().person == cast.cilla
    assert (answer.writer, answer.organisation) == (None, None)
    assert f"person:{cast.cilla.pk}" not in answer.readers
    assert Entry.objects.get(verb="asks.answer").by is None
    assert Suggestion.objects.get().reply == ""
    letter = letters(cast.anna).get()
    assert all(name not in letter.text + letter.html for name in ("Cilla", "Sjöberg", "Sjöhamn"))
    facets = Document.objects.get(kind="answer").facets
    assert not {"person", "organisation"} & set(facets) and (facets["organisation_kind"], facets["country"]) == (
        "",
        "SE",
    )


def test_its_writer_still_reads_it(cast: Cast) -> None:
    answer = answered(cast, posted(cast), unnamed=True, audience="asker")
    assert rules.visible_answers(reader(cast.cilla)).get() == answer
    assert rules.is_answerer(reader(cast.cilla), answer)
    assert not rules.is_answerer(reader(cast.anna), answer)


def test_who_was_asked_has_answered(cast: Cast) -> None:
    ask = posted(cast)
    Suggestion.objects.create(ask=ask, person=cast.cilla, wave=1)
    answered(cast, ask)
    assert Suggestion.objects.get().reply == Suggestion.Reply.ANSWERED


def test_a_closed_ask_takes_no_answers(cast: Cast) -> None:
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask)
    with pytest.raises(actions.AskIsClosed):
        answered(cast, ask)
    assert not Answer.objects.exists()


def test_an_import_tells_nobody(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    answered(cast, posted(cast), via="import")
    assert not letters(cast.anna).exists() and not Notice.objects.exists()
