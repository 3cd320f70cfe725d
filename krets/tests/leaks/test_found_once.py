"""What random histories, or who wrote them, have found: each leak once, as a sentence."""

import pytest

from krets.activity.models import Notice
from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.asks.models import Suggestion
from krets.asks.rules import tellable
from krets.asks.tests.an_ask import everybody_has_signed_in
from krets.cases import actions as cases
from krets.cases.tests.filled import published
from krets.db.readers import STRANGER, unit
from krets.inbox import still_reads
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.people import actions as people
from krets.people.models import Audience
from krets.search.query import find
from krets.tests.cast import Cast, client_of, reader
from krets.tests.leaks.without_rules import rules_switched_off
from krets.tests.searching import CatchUp


@pytest.mark.parametrize("words", ["zirkon", '"zirkon"', "Bo Björk"])
def test_what_buyers_are_told_is_not_found_through_a_name_that_all_may_see(
    cast: Cast, searching: CatchUp, words: str
) -> None:
    told = {"topics": ("zirkon", Audience.BUYERS)}
    people.update_profile(by=cast.bo, person=cast.bo, name="Bo Björk", audience=Audience.PUBLIC, fields=told)
    searching()
    assert "zirkon" not in str(find(words, reader=STRANGER))
    assert [hit.key for hit in find(words, reader=reader(cast.ida)).hits] == [cast.bo.key]


def test_who_wrote_to_the_asker_alone_and_left_does_not_find_the_title(cast: Cast, searching: CatchUp) -> None:
    network = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Hafnium i upphandling?", body="…", units=[network])
    asks.answer(by=cast.bo, ask=ask, body="Så gör vi med rubidium.", audience="asker")
    networks.leave(by=cast.bo, unit=network, person=cast.bo)
    searching()
    assert unit(network.pk) not in reader(cast.bo).tokens
    assert find("rubidium", reader=reader(cast.bo)).hits == []
    assert len(find("rubidium", reader=reader(cast.anna)).hits) == 1


def test_who_asked_and_left_is_told_of_no_answer_that_the_others_read(cast: Cast) -> None:
    network = cast.units["hallbart-inkop"]
    everybody_has_signed_in(cast)
    ask = asks.post(by=cast.anna, title="Hafnium i upphandling?", body="…", units=[network])
    networks.leave(by=cast.anna, unit=network, person=cast.anna)
    before = Letter.objects.count()
    shared = asks.answer(by=cast.bo, ask=ask, body="Så gör vi med rubidium.")
    assert not Notice.objects.filter(entry__key=shared.key, person=cast.anna).exists()
    assert Letter.objects.count() == before
    for_anna = asks.answer(by=cast.bo, ask=ask, body="Och med cesium.", audience="asker")
    assert Notice.objects.filter(entry__key=for_anna.key, person=cast.anna).exists()
    assert Letter.objects.filter(to="anna@grankoping.example").count() == 1


def test_a_reason_for_asking_keeps_no_title_that_is_taken_down(cast: Cast) -> None:
    network = cast.units["hallbart-inkop"]
    first = asks.post(by=cast.anna, title="Hafnium i upphandling?", body="…", units=[network])
    reason = {"source": "answer", "key": asks.answer(by=cast.bo, ask=first, body="Ja.").key, "words": first.title}
    other = asks.post(by=cast.anna, title="Och cesium?", body="…", units=[network])
    Suggestion.objects.create(ask=other, person=cast.bo, wave=1, reasons=[reason])
    asks.withdraw(by=cast.anna, ask=first)
    start = client_of(cast.bo).get("/start/").content.decode()
    listed = str(Caller(cast.bo).get("/suggestions"))
    for told in (start, listed):
        assert "Och cesium?" in told and "Hafnium" not in told


def test_who_answered_and_left_is_not_told_what_was_asked_when_the_answer_is_taken_down(cast: Cast) -> None:
    network = cast.units["hallbart-inkop"]
    everybody_has_signed_in(cast)
    ask = asks.post(by=cast.eva, title="Hafnium i upphandling?", body="…", units=[network])
    first, second = (
        asks.answer(by=cast.bo, ask=ask, body=f"Så gör vi med {one}.") for one in ("rubidium", "cesium")
    )
    asks.withdraw_answer(by=cast.eva, answer=first, why="Den hörde inte hit.")
    networks.leave(by=cast.bo, unit=network, person=cast.bo)
    asks.withdraw_answer(by=cast.eva, answer=second, why="Inte den heller.")
    told = Letter.objects.filter(to="bo@bjorkfors.example", once__startswith="asks.withdrawn:").order_by("pk")
    while_there, afterwards = (f"{letter.subject} {letter.text} {letter.html}" for letter in told)
    assert "Hafnium" in while_there and ask.key in while_there
    assert "Hafnium" not in afterwards and ask.key not in afterwards
    assert "Inte den heller." in afterwards


def test_a_list_of_members_and_a_letter_name_what_the_database_lets_be_named_though_rules_let_everything(
    cast: Cast,
) -> None:
    network = cast.units["hallbart-inkop"]
    told = {"phone": ("+46 70 111 22 33", Audience.ME)}
    people.update_profile(by=cast.bo, person=cast.bo, name="Bo Björk", audience=Audience.PUBLIC, fields=told)
    hidden = asks.post(by=cast.ida, title="Hafnium i upphandling?", body="…", units=[cast.units["kategori-it"]])
    reasons = [{"source": "ask", "key": hidden.key, "words": hidden.title}]
    with rules_switched_off():
        listed = networks.export_members(by=cast.anna, unit=network, reader=reader(cast.anna)).decode()
        assert tellable(cast.bo, reasons) == []
        assert tellable(cast.ida, reasons) == reasons
    assert "Bo Björk" in listed and "111 22 33" not in listed


def test_a_case_builds_on_what_the_database_lets_its_writer_read_though_rules_let_everything(cast: Cast) -> None:
    seen = published(cast.david)
    hidden = published(cast.ida, audience="units", units=[cast.units["kategori-it"]])
    case = cases.draft(by=cast.anna)
    with rules_switched_off():
        cases.save(by=cast.anna, case=case, builds_on=[seen])
        cases.save(by=cast.anna, case=case, builds_on=[hidden])
        assert still_reads([f"case:{seen.key}"], cast.anna.pk)
        assert not still_reads([f"case:{hidden.key}"], cast.anna.pk)
    assert list(case.builds_on.all()) == [seen]
