from datetime import timedelta

from django.urls import reverse

from krets.api.tests.calling import Caller, faults
from krets.cases import actions, jobs, rules
from krets.cases.models import HOLDS, Case, Review
from krets.cases.tests.filled import published
from krets.db import clock
from krets.mail.models import Letter
from krets.people.models import Person
from krets.tests.cast import Cast, client_of, reader

LATER = HOLDS + timedelta(days=1)


def signs_in(person: Person) -> None:
    person.account.last_login = clock.now()
    person.account.save()


def test_after_two_years_the_writer_is_asked_once(cast: Cast) -> None:
    signs_in(cast.ida)
    case = published(cast.ida, unnamed=True)
    jobs.ask_reviews()
    assert not Review.objects.exists()
    with clock.shifted(LATER):
        jobs.ask_reviews()
        jobs.ask_reviews()
    assert Review.objects.get().case == case
    letter = Letter.objects.get(to="ida@inkop-mittland.example")
    assert reverse("review", args=[case.key]) in letter.text
    assert list(rules.to_review(reader(cast.ida))) == [case]


def test_until_it_is_answered_readers_see_that_it_was_not_confirmed(cast: Cast) -> None:
    case = published(cast.david)
    with clock.shifted(LATER):
        page = client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()
        assert "Inte bekräftad sedan" in page
        actions.review(by=cast.david, case=case, still_valid=True, note="Priserna är högre nu.")
        page = client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()
    assert "Inte bekräftad sedan" not in page
    assert "Priserna är högre nu." in page


def test_a_case_that_no_longer_holds_says_so_and_is_not_suggested(cast: Cast) -> None:
    case = published(cast.bo, authority_type="municipality", authority_size="under_50")
    assert case in rules.like_mine(reader(cast.anna))
    client_of(cast.bo).post(reverse("review", args=[case.key]), {"still_valid": "no", "note": "Lagen är ny."})
    page = client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()
    assert "Stämmer inte längre" in page
    assert "Lagen är ny." in page
    assert case not in rules.like_mine(reader(cast.anna))


def test_an_answer_counts_for_two_more_years(cast: Cast) -> None:
    case = published(cast.david)
    with clock.shifted(LATER):
        actions.review(by=cast.david, case=case, still_valid=True)
        jobs.ask_reviews()
        assert not Review.objects.filter(answered=None).exists()
    with clock.shifted(2 * LATER):
        jobs.ask_reviews()
        assert Review.objects.filter(case=case, answered=None).count() == 1


def test_only_the_writer_answers(cast: Cast) -> None:
    case = published(cast.david)
    assert client_of(cast.anna).post(reverse("review", args=[case.key]), {"still_valid": "no"}).status_code == 403
    assert Case.objects.get(pk=case.pk).still_valid


def test_words_that_look_drawn_from_tenders_are_asked_about_once(cast: Cast) -> None:
    case = published(cast.anna)
    Case.objects.filter(pk=case.pk).update(phase="none", award_date=None)
    sent = {"still_valid": "no", "note": "Vi fick in tre anbud."}
    client, program = client_of(cast.anna), Caller(cast.anna)
    page = client.post(f"/cases/{case.key}/review/", sent).content.decode()
    assert "<q>Vi fick in tre anbud.</q>" in page
    assert faults(program.post(f"/cases/{case.key}/review", sent | {"still_valid": False}, 422)) == {"confirmed"}
    assert not case.reviews.exists()
    client.post(f"/cases/{case.key}/review/", sent | {"confirmed": "on"})
    assert case.reviews.get().note == "Vi fick in tre anbud."


def test_whoever_coordinates_has_it_asked_once_more_after_a_month(cast: Cast) -> None:
    signs_in(cast.ida)
    case = published(cast.ida, audience="units", units=[cast.units["hallbart-inkop"]], unnamed=True)
    address, eva = reverse("remind_review", args=[case.key]), client_of(cast.eva)
    with clock.shifted(LATER):
        jobs.ask_reviews()
        assert "tillfrågades nyss" in eva.post(address, follow=True).content.decode()
        assert client_of(cast.anna).post(address).status_code == 403
        assert client_of(cast.nora).post(address).status_code == 404
    with clock.shifted(LATER + timedelta(days=31)):
        assert address in eva.get("/week/").content.decode()
        assert eva.post(address, {"back": "week"})["Location"] == "/week/"
        assert address not in eva.get("/week/").content.decode()
    assert (
        Letter.objects.filter(
            to="ida@inkop-mittland.example", text__contains=reverse("review", args=[case.key])
        ).count()
        == 2
    )
