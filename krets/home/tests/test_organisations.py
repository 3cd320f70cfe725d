"""Organisations by the API and by command, as pages keep them."""

from typing import Any

from click.testing import CliRunner

from krets.api.tests.calling import Caller
from krets.home.commands import entries, organisation
from krets.mail.models import Letter
from krets.people.models import Account, Domain, EntryRequest, Organisation
from krets.tests.cast import Cast


def test_by_the_api_one_is_registered_changed_and_has_its_domains(cast: Cast) -> None:
    eva = Caller(cast.eva)
    given = {"name": "Ny kommun", "kind": "municipality", "regions": ["Mittland"], "inhabitants": 12000}
    made = eva("post", "/organisations", given).json()
    assert (made["key"], made["regions"], made["covered"]) == ("ny-kommun", ["Mittland"], True)
    changed = eva("patch", "/organisations/ny-kommun", {"regions": ["Mittland", "Dalarna"]}).json()
    assert (changed["regions"], changed["inhabitants"]) == (["Mittland", "Dalarna"], 12000)
    assert eva("post", "/organisations/ny-kommun/domains", {"domain": "ny.example"}).json()["domains"] == [
        "ny.example"
    ]
    assert eva("delete", "/organisations/ny-kommun/domains/ny.example").status_code == 204
    assert not Domain.objects.filter(ended=None).exists()


def test_all_read_them_and_nobody_else_their_domains(cast: Cast) -> None:
    page = Caller(cast.lea)("get", "/organisations?q=granköping").json()
    assert [(one["key"], one["covered"]) for one in page["items"]] == [("grankoping", True)]
    assert "domains" not in page["items"][0]
    assert Caller(cast.anna)("patch", "/organisations/grankoping", {"covered": False}).status_code == 403


def test_colleagues_are_told_where_somebody_works_now(cast: Cast) -> None:
    told = Caller(cast.anna)("get", f"/people/{cast.bo.key}").json()["employers"]
    assert [(one["organisation"]["key"], one["writes_for"]) for one in told] == [("bjorkfors", True)]
    assert set(told[0]) == {"organisation", "title", "since", "writes_for"}


def test_by_command(cast: Cast) -> None:
    assert "is registered" in run(organisation, "register", "ny", "--name", "Ny kommun", "--region", "Dalarna")
    assert "is Ny kommun's" in run(organisation, "verify", "ny", "ny.example")
    assert "shows no employer" in run(organisation, "verify", "ny", "gmail.com")
    run(organisation, "change", "ny", "--supplier")
    assert not Organisation.objects.get(slug="ny").covered
    assert '"ny.example"' in run(organisation, "show", "ny", "--json")
    one = EntryRequest.objects.create(name="Tage", email="tage@x.example", employer="Ny", proved=cast.bo.created)
    assert one.key in run(entries, "list")
    assert "does not fall under" in run(entries, "let-in", one.key, "--organisation", "ny", "--why", "Ja.")
    assert "Tage is in" in run(entries, "let-in", one.key, "--organisation", "grankoping", "--why", "Jag ringde.")
    assert Account.objects.get(email="tage@x.example").person == EntryRequest.objects.get(pk=one.pk).person
    assert Letter.objects.filter(to="tage@x.example").exists()
    assert "Nobody waits" in run(entries, "refuse", one.key, "--why", "Nej.")


def run(command: Any, *arguments: str) -> str:
    return CliRunner().invoke(command, arguments).output
