from django.urls import reverse

from krets.activity.models import Notice
from krets.api.tests.calling import Caller, faults
from krets.cases import actions
from krets.cases.models import Case
from krets.cases.tests.filled import published
from krets.db.clock import now
from krets.mail.models import Letter
from krets.people.models import Person
from krets.tests.cast import Cast, client_of


def signs_in(person: Person) -> None:
    person.account.last_login = now()
    person.account.save()


def test_reuse_is_counted_once_a_person_and_can_be_filled_in_later(cast: Cast) -> None:
    case = published(cast.david)
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog mallen.")
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog mallen.", result="Billigare.")
    actions.reuse(by=cast.anna, case=case, adapted="Bara texten.")
    assert Case.objects.get(pk=case.pk).reuse_count == 2
    assert [reuse.result for reuse in case.reuses.order_by("id")] == ["Billigare.", ""]


def test_the_writer_hears_of_it_once(cast: Cast) -> None:
    signs_in(cast.david)
    case = published(cast.david)
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog mallen.")
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog mallen.", result="Billigare.")
    letter = Letter.objects.get(to="david@mittland.example")
    assert "Björkfors kommun" in letter.text
    assert "Vi tog mallen." in letter.text
    assert Notice.objects.filter(entry__verb="cases.reuse", person=cast.david).count() == 1


def test_an_unnamed_writer_hears_of_it_and_is_not_told_of(cast: Cast) -> None:
    signs_in(cast.ida)
    case = published(cast.ida, unnamed=True)
    actions.reuse(by=cast.bo, case=case, adapted="Vi tog mallen.")
    assert Letter.objects.filter(to="ida@inkop-mittland.example").count() == 1
    page = client_of(cast.bo).get(reverse("case", args=[case.key])).content.decode()
    assert "Ida" not in page
    assert "Inköp Mittland" not in page


def test_the_page_tells_how_it_was_used(cast: Cast) -> None:
    case = published(cast.david)
    client = client_of(cast.bo)
    client.post(reverse("reuse", args=[case.key]), {"adapted": "Vi tog mallen.", "result": ""})
    page = client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()
    assert "Björkfors kommun" in page
    assert "Vi tog mallen." in page


def test_who_wrote_it_a_stranger_and_who_may_not_read_it_can_not(cast: Cast) -> None:
    case = published(cast.david, audience="units", units=[cast.units["kategori-it"]])
    page = reverse("reuse", args=[case.key])
    assert client_of(cast.david).get(page).status_code == 403
    assert client_of(cast.anna).get(page).status_code == 404
    assert client_of(None).get(page).status_code == 302
    assert client_of(cast.lea).get(reverse("reuse", args=[published(cast.bo, "public").key])).status_code == 403


def test_words_that_look_drawn_from_tenders_are_asked_about_once(cast: Cast) -> None:
    case = published(cast.anna)
    sent = {"adapted": "Vi fick in tre anbud.", "result": ""}
    client, program = client_of(cast.bo), Caller(cast.bo)
    page = client.post(f"/cases/{case.key}/reuse/", sent).content.decode()
    assert "<q>Vi fick in tre anbud.</q>" in page
    assert faults(program.post(f"/cases/{case.key}/reuse", sent, 422)) == {"confirmed"}
    assert not case.reuses.exists()
    client.post(f"/cases/{case.key}/reuse/", sent | {"confirmed": "on"})
    assert case.reuses.get().adapted == "Vi fick in tre anbud."
