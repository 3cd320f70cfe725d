import pytest
from django.urls import reverse

from krets.api.tests.calling import Caller
from krets.cases import actions, rules
from krets.cases.models import Case
from krets.cases.tests.filled import IN_FORCE, filled, published
from krets.db.clock import now
from krets.mail.models import Letter
from krets.search.models import Document
from krets.tests.cast import MEMBERS, Cast, client_of, reader


@pytest.mark.parametrize("unnamed", [False, True])
def test_nobody_but_its_writer_reads_it_from_that_moment(cast: Cast, unnamed: bool) -> None:
    case = published(cast.ida, audience="public", unnamed=unnamed)
    client_of(cast.ida).post(reverse("withdraw", args=[case.key]), {"why": "Ett namn stod kvar."})
    sees = {name for name in MEMBERS if rules.visible(reader(cast.people.get(name))).filter(pk=case.pk).exists()}
    assert sees == {"ida"}
    assert Document.objects.get(key=case.key).deleted
    assert client_of(None).get(reverse("case", args=[case.key])).status_code == 404


def test_it_can_be_changed_and_published_again(cast: Cast) -> None:
    case = published(cast.anna)
    actions.withdraw(by=cast.anna, case=case)
    actions.save(by=cast.anna, case=case, title="Utan namnet")
    actions.publish(by=cast.anna, case=case, audience="buyers", check=IN_FORCE)
    assert Case.objects.get(pk=case.pk).title == "Utan namnet"


def test_nobody_else_takes_it_down(cast: Cast) -> None:
    case = published(cast.anna)
    assert client_of(cast.bo).post(reverse("withdraw", args=[case.key])).status_code == 403
    assert Case.objects.get(pk=case.pk).published


def test_a_draft_is_thrown_away_by_its_writer_only(cast: Cast) -> None:
    case = filled(cast.anna)
    page = reverse("discard", args=[case.key])
    assert client_of(cast.bo).post(page).status_code == 404
    client_of(cast.anna).post(page)
    assert not Case.objects.filter(pk=case.pk).exists()


def test_throwing_changes_away_leaves_the_case_as_readers_see_it(cast: Cast) -> None:
    case = published(cast.anna)
    actions.save(by=cast.anna, case=case, title="Annan rubrik")
    client_of(cast.anna).post(reverse("discard", args=[case.key]))
    case = Case.objects.get(pk=case.pk)
    assert not hasattr(case, "typed")
    assert case.published


@pytest.mark.parametrize("unnamed", [False, True])
def test_a_coordinator_of_its_unit_takes_it_down_and_its_writer_hears_why(cast: Cast, unnamed: bool) -> None:
    cast.bo.account.last_login = now()
    cast.bo.account.save()
    case = published(cast.bo, audience="units", units=[cast.units["hallbart-inkop"]], unnamed=unnamed)
    page, why = reverse("withdraw", args=[case.key]), "Ett anbud nämndes."
    assert f'href="{page}"' in client_of(cast.eva).get(reverse("case", args=[case.key])).content.decode()
    assert f'href="{page}"' not in client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()
    assert client_of(cast.eva).post(page, {"why": why}).status_code == 302
    sees = {name for name in MEMBERS if rules.visible(reader(cast.people.get(name))).filter(pk=case.pk).exists()}
    assert sees == {"bo"}
    letter = Letter.objects.get(person=cast.bo, once__startswith="cases.withdrawn")
    assert why in letter.text and "Eva Kretz" in letter.text
    assert why in client_of(cast.bo).get(reverse("case", args=[case.key])).content.decode()


def test_by_the_api_its_writer_gets_the_draft_and_a_coordinator_nothing(cast: Cast) -> None:
    mine, other = (published(cast.bo, audience="units", units=[cast.units["hallbart-inkop"]]) for _ in range(2))
    assert Caller(cast.bo).post(f"/cases/{mine.key}/withdraw", {})["draft"]
    Caller(cast.anna).post(f"/cases/{other.key}/withdraw", {}, 403)
    assert Caller(cast.eva)("post", f"/cases/{other.key}/withdraw", {}).status_code == 204
    assert Case.objects.get(pk=other.pk).published is None
