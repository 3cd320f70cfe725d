"""What somebody else took down is published again only once it was let back."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

from krets.api.tests.calling import Caller
from krets.cases import actions
from krets.cases.commands import let_back
from krets.cases.models import Case
from krets.cases.tests.filled import IN_FORCE, published
from krets.db.clock import now
from krets.mail.models import Letter
from krets.people.models import Account
from krets.tests.cast import Cast, client_of


@pytest.fixture
def taken_down(cast: Cast) -> Case:
    Account.objects.update(last_login=now())
    case = published(cast.bo, audience="units", units=[cast.units["hallbart-inkop"]])
    actions.withdraw(by=cast.eva, case=case, why="Ett anbud nämndes.")
    return case


def publish(cast: Cast, case: Case) -> None:
    actions.publish(by=cast.bo, case=case, audience="buyers", check=IN_FORCE)


def test_its_writer_alone_does_not_publish_it(cast: Cast, taken_down: Case) -> None:
    with pytest.raises(actions.NotReady, match="held_back"):
        publish(cast, taken_down)
    answer = {"audience": "buyers", "phase": "contract", "awarded": True, "award_date": "2026-03-02",
              "supplier_secrets": False, "confirmed": True}  # fmt: skip
    Caller(cast.bo).post(f"/cases/{taken_down.key}/publish", answer, 422)
    assert Case.objects.get(pk=taken_down.pk).published is None


def test_whoever_took_it_down_lets_it_back_when_its_writer_asks(cast: Cast, taken_down: Case) -> None:
    decide = reverse("let_back", args=[taken_down.key])
    assert client_of(cast.eva).get(decide).status_code == 404, "nobody has asked yet"
    actions.save(by=cast.bo, case=taken_down, title="Utan anbudet")
    client_of(cast.bo).post(reverse("ask_back", args=[taken_down.key]))
    assert "Utan anbudet" not in Letter.objects.get(person=cast.eva, once__startswith="cases.asked_back").text
    assert "Utan anbudet" in client_of(cast.eva).get(decide).content.decode()
    assert client_of(cast.eva).post(decide).status_code == 302
    assert Letter.objects.filter(person=cast.bo, once__startswith="cases.let_back").exists()
    publish(cast, Case.objects.get(pk=taken_down.pk))
    assert Case.objects.get(pk=taken_down.pk).published


@pytest.mark.parametrize("name", ["anna", "bo", "ida", "nora", "lea", "olof"])
def test_nobody_else_reads_or_decides(cast: Cast, taken_down: Case, name: str) -> None:
    actions.ask_back(by=cast.bo, case=taken_down)
    decide = reverse("let_back", args=[taken_down.key])
    assert client_of(cast.people[name]).get(decide).status_code == 404
    assert client_of(cast.people[name]).post(decide).status_code == 404


def test_the_operator_lets_it_back_by_command(cast: Cast, taken_down: Case) -> None:
    assert CliRunner().invoke(let_back, [taken_down.key]).exit_code == 0
    publish(cast, taken_down)
    assert CliRunner().invoke(let_back, [taken_down.key]).exit_code == 1


def test_taken_down_again_it_is_held_back_again(cast: Cast, taken_down: Case) -> None:
    actions.let_back(by=cast.eva, case=taken_down)
    publish(cast, taken_down)
    actions.withdraw(by=None, case=Case.objects.get(pk=taken_down.pk))
    with pytest.raises(actions.NotReady):
        publish(cast, Case.objects.get(pk=taken_down.pk))


def test_without_a_name_its_writer_is_not_told(cast: Cast) -> None:
    case = published(cast.bo, audience="units", units=[cast.units["hallbart-inkop"]], unnamed=True)
    actions.withdraw(by=cast.eva, case=case)
    actions.ask_back(by=cast.bo, case=Case.objects.get(pk=case.pk))
    page = client_of(cast.eva).get(reverse("let_back", args=[case.key]))
    assert page.status_code == 200
    assert "Bo Björk" not in page.content.decode()
