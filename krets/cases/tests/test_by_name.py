"""A case is published for people by name."""

from krets.api.tests.calling import Caller
from krets.cases import actions, rules
from krets.cases.models import Case, row_of
from krets.cases.tests.filled import filled, published
from krets.db.clock import now
from krets.mail.models import Letter
from krets.tests.cast import STRANGER, Cast, client_of, reader
from krets.tests.world import DONE


def for_bo(cast: Cast, **more: object) -> Case:
    return published(cast.anna, audience="units", units=[], people=[cast.bo], **more)


def who(cast: Cast, case: Case) -> set[str]:
    return {n for n, one in cast.people.items() if rules.visible(reader(one)).filter(pk=case.pk).exists()}


def test_nobody_else_reads_it(cast: Cast) -> None:
    case = for_bo(cast)
    assert who(cast, case) == {"anna", "bo"}
    assert not rules.visible(STRANGER).filter(pk=case.pk).exists()


def test_who_is_named_hears_of_it(cast: Cast) -> None:
    for person in (cast.bo, cast.cilla):
        person.account.last_login = now()
        person.account.save(update_fields=["last_login"])
    actions.announce(case=for_bo(cast).key)
    assert [letter.person for letter in Letter.objects.all()] == [cast.bo]


def test_it_is_taken_along(cast: Cast) -> None:
    row = row_of(for_bo(cast))
    assert row["people"] == [{"email": "bo@bjorkfors.example", "name": "Bo Björk"}]
    Case.objects.all().delete()
    assert actions.take_in(row=row) == "new"
    assert who(cast, Case.objects.get()) == {"anna", "bo"}


def test_who_reads_it_is_seen_before_and_after(cast: Cast) -> None:
    case, anna = filled(cast.anna), client_of(cast.anna)
    typed = {"audience": "units", "phase": "none", "whom": "bo björk"}
    page = anna.post(f"/cases/{case.key}/publish/", typed | {"step": "whom"}).content.decode()
    assert f'value="{cast.bo.key}"' in page
    typed |= {"people": [cast.bo.key], "whom": ""}
    page = anna.post(f"/cases/{case.key}/publish/", typed | {"step": "who"}).content.decode()
    assert "1 kommun" in page and "Bo Björk (Björkfors kommun)" in page
    anna.post(f"/cases/{case.key}/publish/", typed | {"confirmed": "on"})
    assert who(cast, case) == {"anna", "bo"}
    page = client_of(cast.bo).get(f"/cases/{case.key}/readers/").content.decode()
    assert "Bo Björk" in page
    assert client_of(cast.cilla).get(f"/cases/{case.key}/readers/").status_code == 404


def test_programs_do_too(cast: Cast) -> None:
    case = filled(cast.anna)
    given = {"audience": "units", "people": [cast.bo.key], "phase": "none"}
    Caller(cast.anna).post(f"/cases/{case.key}/publish", given)
    assert who(cast, case) == {"anna", "bo"}
    assert Caller(cast.bo).get(f"/cases/{case.key}/readers")["people"] == 1


def test_its_readers_are_changed_by_publishing_again(cast: Cast) -> None:
    case = for_bo(cast)
    actions.publish(by=cast.anna, case=case, audience="units", people=[cast.cilla], check=DONE)
    assert who(cast, case) == {"anna", "cilla"}
