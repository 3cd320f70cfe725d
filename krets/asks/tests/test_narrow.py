"""An answer is kept to some of those who read the ask, never to others."""

from krets.asks import actions, rules
from krets.asks.models import Answer, Ask
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted, strip
from krets.db.identity import acting_as
from krets.networks import actions as networks
from krets.people.models import Person
from krets.search.models import Document
from krets.tests.cast import Cast, client_of, reader

ALL = ("anna", "bo", "cilla", "david", "eva", "viveka", "sven", "ida", "nora")


def to_both(cast: Cast) -> Ask:
    return posted(cast, units=[cast.units["hallbart-inkop"], cast.units["krets-mitt"]])


def who_reads(cast: Cast, answer: Answer) -> set[str]:
    """By the rule, and by the database alone."""
    by_rule, by_rows = set(), set()
    for name in ALL:
        with acting_as(reader(cast.people[name])) as one:
            by_rule |= {name} if rules.visible_answers(one).filter(pk=answer.pk).exists() else set()
            by_rows |= {name} if Answer.objects.filter(pk=answer.pk).exists() else set()
    assert by_rule == by_rows
    return by_rule


def test_it_is_read_in_one_of_the_asks_networks(cast: Cast) -> None:
    answer = answered(cast, to_both(cast), by="david", audience="units", units=[cast.units["krets-mitt"]])
    assert who_reads(cast, answer) == {"anna", "bo", "david", "eva"}


def test_a_subgroup_reads_only_through_the_ask(cast: Cast) -> None:
    networks.join(by=None, unit=cast.units["uppfoljning"], person=cast.ida)
    answer = answered(cast, posted(cast), audience="units", units=[cast.units["uppfoljning"]])
    assert who_reads(cast, answer) == {"anna", "bo", "cilla", "david", "eva"}  # not ida, who does not read the ask


def test_people_are_named_among_those_who_read_the_ask(cast: Cast) -> None:
    answer = answered(cast, posted(cast), audience="units", people=[cast.bo, cast.ida])
    assert who_reads(cast, answer) == {"anna", "bo", "cilla"}


def test_who_leaves_the_network_reads_it_no_more(cast: Cast) -> None:
    answer = answered(cast, posted(cast), audience="units", people=[cast.bo])
    networks.leave(by=cast.bo, unit=cast.units["hallbart-inkop"], person=cast.bo)
    assert who_reads(cast, answer) == {"anna", "cilla"}


def test_it_is_taken_down_with_the_ask(cast: Cast) -> None:
    answer = answered(cast, posted(cast), audience="units", people=[cast.bo])
    actions.withdraw(by=cast.anna, ask=answer.ask)
    assert who_reads(cast, answer) == {"cilla"}


def test_lists_and_the_index_do_not_count_it(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask, audience="units", people=[cast.bo])
    ask.refresh_from_db()
    assert (ask.answer_count, ask.private_count) == (0, 1)
    assert Document.objects.get(kind="ask").facets["answers"] == 0
    assert rules.counts(ask, reader(cast.bo)).answers == 1
    assert rules.counts(ask, reader(cast.sven)).answers == 0


def test_it_is_found_by_those_alone_whose_token_gives_out_the_ask_too(cast: Cast) -> None:
    answered(cast, to_both(cast), by="david", audience="units", units=[cast.units["krets-mitt"]], people=[cast.bo])
    mitt, anna = cast.units["krets-mitt"].pk, cast.anna.pk
    assert set(Document.objects.get(kind="answer").readers) == {f"unit:{mitt}", f"person:{anna}"}


def test_the_asker_hears_of_it_and_nobody_else(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    answered(cast, posted(cast), audience="units", people=[cast.bo])
    assert letters(cast.anna).exists() and not letters(cast.bo).exists()


# The page


def test_some_are_chosen_step_by_step_without_scripts(cast: Cast) -> None:
    ask, cilla = posted(cast), client_of(cast.cilla)
    networks.join(by=None, unit=cast.units["uppfoljning"], person=cast.cilla)
    typed = {"body": "Bara för er som följer upp.", "audience": "units"}
    page = cilla.post(f"/asks/{ask.key}/answer/", typed | {"step": "whom"}).content.decode()
    assert "Bara för er som följer upp." in page and "Uppföljning – 5 personer" in page
    page = cilla.post(f"/asks/{ask.key}/answer/", typed | {"whom": "bo b", "step": "whom"}).content.decode()
    assert "Bo Björk, Björkfors kommun" in strip(page)
    cilla.post(
        f"/asks/{ask.key}/answer/",
        typed | {"people": [cast.bo.key], "units": ["uppfoljning"], "phase": "none"},
    )
    answer = ask.answers.get()
    assert who_reads(cast, answer) == {"anna", "bo", "cilla", "david", "eva"}
    assert answer.narrowed
    assert "för några av läsarna" in strip(client_of(cast.bo).get(f"/asks/{ask.key}/").content.decode())


def test_hidden_unknown_and_far_away_people_are_not_found_alike(cast: Cast) -> None:
    ask, cilla = posted(cast), client_of(cast.cilla)
    Person.objects.filter(pk=cast.bo.pk).update(readers=[f"person:{cast.bo.pk}"])
    said = {}
    for whom in ("Bo Björk", "bo@bjorkfors.example", "Ida Inglund", "Finns Inte"):
        sent = {"body": "x", "audience": "units", "whom": whom, "step": "whom"}
        page = strip(cilla.post(f"/asks/{ask.key}/answer/", sent).content.decode())
        said[whom] = "Ingen som du kan känna till" in page and "Bo Björk," not in page
    assert said == dict.fromkeys(said, True)
    sent = {"body": "x", "audience": "units", "people": [cast.ida.key], "phase": "none"}
    cilla.post(f"/asks/{ask.key}/answer/", sent)
    assert not ask.answers.exists()
