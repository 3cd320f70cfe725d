"""A list of members is brought, tried, decided about and taken in as a whole."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions, rules
from krets.networks.models import Import, ImportRow, Membership
from krets.networks.tests.lists import brought, csv, fates, notes, taken_in, xlsx
from krets.people.models import Account, Domain, Organisation, Person, ProfileField, Proof
from krets.tests.cast import Cast, client_of, reader
from krets.tests.counting import counting

NEW = (
    "Ulla Ulvskog",
    "ulla@grankoping.example",
    "Granköpings kommun",
    "Upphandlare",
    "070-111 22 33",
    "12.3.2020",
)


@pytest.fixture
def unit(cast: Cast) -> Any:
    return cast.units["hallbart-inkop"]


def members(unit: Any) -> int:
    return Membership.objects.filter(unit=unit, ended=None).count()


def test_trying_changes_nothing_and_running_makes_members_who_get_no_letter(cast: Cast, unit: Any) -> None:
    before = (members(unit), Person.objects.count(), Letter.objects.count())
    imported = brought(cast.eva, unit, csv(NEW))
    assert (fates(imported), notes(imported, 2)) == ({2: "new"}, [])
    assert (members(unit), Person.objects.count(), Letter.objects.count()) == before
    actions.confirm_import(by=cast.eva, imported=imported)
    ulla = Person.objects.get(name="Ulla Ulvskog")
    membership = Membership.objects.get(person=ulla)
    assert (ulla.organisation, ulla.title, ulla.account.last_login) == (
        cast.anna.organisation,
        "Upphandlare",
        None,
    )
    assert timezone.localtime(membership.since).date() == date(2020, 3, 12) and membership.added_by == cast.eva
    assert ProfileField.objects.get(person=ulla).text == "070-111 22 33"
    assert Letter.objects.count() == before[2]


def test_the_same_list_again_changes_nothing(cast: Cast, unit: Any) -> None:
    taken_in(cast.eva, unit, csv(NEW))
    again = taken_in(cast.eva, unit, csv(NEW))
    assert fates(again) == {2: "same"}
    actions.run_import(imported=again)
    assert Person.objects.filter(name="Ulla Ulvskog").count() == 1


def test_each_row_says_what_becomes_of_it_and_why(cast: Cast, unit: Any) -> None:
    Organisation.objects.create(slug="bolag", name="Bolaget AB")
    imported = brought(
        cast.eva, unit,
        csv(
            NEW,
            ("Ulvskog, Ulla", "ULLA@grankoping.example ", "Granköpings kommun"),
            ("Anna Granlund", "anna@grankoping.example", "Granköpings kommun"),
            ("Anna Annan", "anna@grankoping.example", "Granköpings kommun"),
            ("Bo Björk", "bo.bjork@privat.example", "Granköpings kommun"),
            ("Ingen Adress", "", "Granköpings kommun"),
            ("Fel Adress", "fel(at)x.se", "Granköpings kommun"),
            ("Okänd Ort", "okand@x.se", "Finns inte kommun"),
            ("Utan Ort", "utan@y.se", ""),
            ("Kollega Nilsson", "kollega@grankoping.example", ""),
        ),
    )  # fmt: skip
    assert fates(imported) == {
        2: "new", 3: "double", 4: "same", 5: "refused", 6: "unsure", 7: "refused", 8: "refused", 9: "refused",
        10: "refused", 11: "new",
    }  # fmt: skip
    assert [notes(imported, n)[-1] for n in (3, 5, 6, 7, 8, 9, 10)] == [
        "double", "shared_address", "same_name", "no_address", "bad_address", "no_organisation", "no_employer",
    ]  # fmt: skip


def test_doubtful_rows_are_decided_about_before_it_runs(cast: Cast, unit: Any) -> None:
    imported = brought(
        cast.eva, unit,
        csv(
            ("Bo Björk", "bo2@bjorkfors.example", "Björkfors kommun"),
            ("Boris Annan", "ida@inkop-mittland.example", ""),
            ("Bo Björk", "bo3@bjorkfors.example", "Björkfors kommun"),
        ),
    )  # fmt: skip
    assert set(fates(imported).values()) == {"unsure"}
    with pytest.raises(actions.Undecided):
        actions.confirm_import(by=cast.eva, imported=imported)
    actions.decide_import(by=cast.eva, imported=imported, choices={2: "other", 3: "known", 4: "nonsense"})
    imported.refresh_from_db()
    assert imported.undecided == 1
    actions.decide_import(by=cast.eva, imported=imported, choices={4: "known"})
    actions.confirm_import(by=cast.eva, imported=imported)
    assert Account.objects.get(email="bo2@bjorkfors.example").person != cast.bo
    assert rules.is_member(reader(cast.ida), unit) and cast.ida.name != "Boris Annan"
    assert not Account.objects.filter(email="bo3@bjorkfors.example").exists()


def test_what_people_say_of_themselves_is_not_changed_and_who_left_is_asked_about(cast: Cast, unit: Any) -> None:
    Account.objects.filter(person=cast.bo).update(last_login=now())
    title = cast.bo.title
    actions.leave(by=cast.bo, unit=unit, person=cast.bo)
    imported = brought(cast.eva, unit, csv(("Bo Björk", "bo@bjorkfors.example", "", "Chef", "", "2001-01-01")))
    assert (fates(imported), notes(imported, 2)) == ({2: "unsure"}, ["left"])
    actions.decide_import(by=cast.eva, imported=imported, choices={2: "back"})
    actions.confirm_import(by=cast.eva, imported=imported)
    cast.bo.refresh_from_db()
    membership = Membership.objects.get(unit=unit, person=cast.bo, ended=None)
    assert cast.bo.title == title
    assert membership.since.year > 2020  # who was where in the past is not for a list to say


def test_what_changed_meanwhile_is_told_and_confirmed_anew(cast: Cast, unit: Any) -> None:
    imported = brought(cast.eva, unit, csv(NEW, ("Vera Vik", "vera@grankoping.example", "Granköpings kommun")))
    actions.invite(by=cast.eva, unit=unit, name="Vera Vik", email="vera@grankoping.example")
    actions.confirm_import(by=cast.eva, imported=imported)
    imported.refresh_from_db()
    assert (imported.done, imported.confirmed, imported.told_anew) == (None, None, 1)
    assert not Account.objects.filter(email="ulla@grankoping.example").exists()
    assert ImportRow.objects.get(imported=imported, news=True).number == 3
    actions.confirm_import(by=cast.eva, imported=imported)
    imported.refresh_from_db()
    assert imported.done and Account.objects.filter(email="ulla@grankoping.example").exists()


def test_it_is_all_or_nothing(cast: Cast, unit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = brought(cast.eva, unit, csv(NEW))
    before = (members(unit), Person.objects.count())
    with monkeypatch.context() as broken:
        broken.setattr("krets.networks.actions.taking._join", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.confirm_import(by=cast.eva, imported=imported)
    assert (members(unit), Person.objects.count()) == before
    actions.confirm_import(by=cast.eva, imported=imported)
    assert members(unit) == before[0] + 1


def test_nobody_makes_themselves_a_member(cast: Cast, unit: Any) -> None:
    subgroup = actions.found(by=None, slug="undergrupp", name="Undergruppen", kind="subgroup", parent=unit)
    imported = brought(cast.eva, subgroup, csv((cast.eva.name, cast.eva.account.email, "")))
    assert notes(imported, 2) == ["own_row"]


def test_one_person_in_two_networks_has_two_rows(cast: Cast, unit: Any) -> None:
    actions.found(by=None, slug="undergrupp", name="Undergruppen", kind="subgroup", parent=unit)
    head = ("Efternamn", "Förnamn", "Mejl", "Arbetsgivare", "Grupp")
    row = ("Ulvskog", "Ulla", "ulla@grankoping.example", "Granköpings kommun")
    imported = taken_in(
        cast.eva, unit, csv((*row, ""), (*row, "Undergruppen"), (*row, "Finns inte"), head=head, separator="\t")
    )
    assert fates(imported) == {2: "new", 3: "new", 4: "refused"}
    ulla = Person.objects.get(name="Ulla Ulvskog")
    assert set(ulla.memberships.values_list("unit__slug", flat=True)) == {"hallbart-inkop", "undergrupp"}


def test_one_person_with_two_employers_has_two_rows_and_what_proves_them_is_kept(cast: Cast, unit: Any) -> None:
    Domain.objects.create(organisation=cast.anna.organisation, name="grankoping.example")
    row = ("Ulla Ulvskog", "ulla@grankoping.example")
    imported = taken_in(cast.eva, unit, csv((*row, "Granköpings kommun"), (*row, "Björkfors kommun")))
    assert fates(imported) == {2: "new", 3: "new"} and notes(imported, 3) == ["further"]
    ulla = Person.objects.get(name="Ulla Ulvskog")
    assert ulla.organisation == cast.anna.organisation
    proofs = Proof.objects.filter(person=ulla).values_list("belonging__organisation__slug", "how", "by", "why")
    assert set(proofs) == {
        ("grankoping", "domain", cast.eva.pk, ""), ("bjorkfors", "person", cast.eva.pk, "list: lista.csv")
    }  # fmt: skip
    again = taken_in(cast.eva, unit, csv((*row, "Granköpings kommun"), (*row, "Björkfors kommun")))
    assert set(fates(again).values()) == {"same"}


def test_suppliers_never_become_members(cast: Cast, unit: Any) -> None:
    firm = Organisation.objects.create(slug="firma", name="Firma AB", covered=False)
    Person.objects.filter(pk=cast.ida.pk).update(organisation=firm)
    hidden = Person.objects.create(name="Hemlig Hemlund", readers=[], organisation=firm)
    Account.objects.create_user("hemlig@firma.example", person=hidden)
    imported = taken_in(
        cast.eva, unit,
        csv(
            ("Ny Säljare", "ny@firma.example", "Firma AB"),
            (cast.ida.name, cast.ida.account.email, ""),
            ("Hemlig Hemlund", "hemlig@firma.example", "Granköpings kommun"),
        ),
    )  # fmt: skip
    assert fates(imported) == {2: "refused", 3: "refused", 4: "new"}
    assert [notes(imported, number)[-1] for number in (2, 3)] == ["not_covered", "not_covered"]
    hidden.refresh_from_db()
    assert hidden.organisation == firm and not hidden.memberships.exists() and not hidden.belongings.exists()


def test_as_many_queries_for_any_number_of_rows(cast: Cast, unit: Any) -> None:
    counts = []
    for size in (2, 40):
        rows = [
            (f"Ny Person{size} {n}", f"ny{size}-{n}@grankoping.example", "Granköpings kommun", "T", "070 11 22 33")
            for n in range(size)
        ]
        with counting() as queries:
            taken_in(cast.eva, unit, csv(*rows))
        counts.append(len(queries))
    assert counts[0] == counts[1] < 120


def test_the_world_may_hold_somebody_whom_the_administrator_may_not_know(cast: Cast, unit: Any) -> None:
    hidden = Person.objects.create(name="Hemlig Hemlund", readers=[])
    Account.objects.create_user("hemlig@grankoping.example", person=hidden)
    imported = brought(
        cast.eva, unit, csv(("Någon Annan", "hemlig@grankoping.example", "Granköpings kommun"), NEW)
    )
    assert fates(imported) == {2: "new", 3: "new"}
    actions.confirm_import(by=cast.eva, imported=imported)
    assert Membership.objects.filter(unit=unit, person=hidden).exists()
    page = client_of(cast.eva).get(f"/units/hallbart-inkop/imports/{imported.key}/").content.decode()
    assert "Hemlund" not in page and "Någon Annan" in page


def test_letters_go_out_in_waves_when_they_are_asked_for(
    cast: Cast, unit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"Ny {n}", f"ny{n}@grankoping.example", "Granköpings kommun") for n in range(4)]
    imported = taken_in(cast.eva, unit, csv(*rows, ("Bo Björk", "bo@bjorkfors.example", "")))
    Account.objects.filter(email="ny0@grankoping.example").update(last_login=now())
    monkeypatch.setattr("krets.networks.actions.imports.WAVE", 2)
    actions.invite_imported(by=cast.eva, imported=imported)
    imported.refresh_from_db()
    assert actions.invite_wave(imported=imported) is True
    assert Letter.objects.filter(to__startswith="ny").count() == 2
    assert actions.invite_wave(imported=imported) is False
    assert sorted(Letter.objects.filter(to__startswith="ny").values_list("to", flat=True)) == [
        f"ny{n}@grankoping.example" for n in (1, 2, 3)
    ]


def test_rows_of_unequal_length_with_commas_in_names_are_understood(cast: Cast, unit: Any) -> None:
    head, rows = (
        ("Efternamn, Förnamn", "E-post", "Organisation", "Titel"),
        [(f"Ulvskog, Ulla{n}", f"ulla{n}@grankoping.example", "Granköpings kommun") for n in range(3)],
    )
    content = b"Medlemmar 2024\r\n\r\n" + csv(*rows, head=head)
    assert fates(brought(cast.eva, unit, content)) == {4: "new", 5: "new", 6: "new"}


def test_messy_excel_is_understood(cast: Cast, unit: Any) -> None:
    imported = brought(
        cast.eva, unit,
        xlsx(
            ["Medlemsförteckning 2024", None, None, None], [],
            ["Organisation", "Efternamn, Förnamn", "E-post (arbete)", "Telefon"],
            ["Granköpings kommun", "Ulvskog, Ulla", "ulla@grankoping.example; u@hemma.example", 46701112233.0],
            [None, "\u00a0Vik,  Vera ", "vera@grankoping.example", "=1+1"], [], ["  "],
            merged=["A1:D1", "A4:A5"],
        ),
    )  # fmt: skip
    rows = {row.number: row for row in ImportRow.objects.filter(imported=imported, fate="new")}
    assert [rows[n].values["name"] for n in (4, 5)] == ["Ulla Ulvskog", "Vera Vik"]
    assert rows[4].values["phone"] == "46701112233" and notes(imported, 4) == ["several_addresses"]
    assert rows[5].values["organisation"] == "Granköpings kommun"


def test_organisations_are_added_and_only_the_operator_changes_them(cast: Cast, unit: Any) -> None:
    head = ("Namn", "Typ", "Invånare", "Maildomäner")
    place = Organisation.objects.get(pk=cast.bo.organisation_id)
    rows = (("Nyby kommun", "Kommun", "12 345"), (place.name, "Region", "1", "x.se"), ("", "Kommun", "1"))
    imported = taken_in(cast.eva, unit, csv(*rows, head=head), Import.Kind.ORGANISATIONS)
    assert fates(imported) == {2: "new", 3: "same", 4: "refused"}
    new = Organisation.objects.get(name="Nyby kommun")
    assert (new.kind, new.inhabitants, new.country) == ("municipality", 12345, "SE")
    taken_in(None, unit, csv(*rows, head=head), Import.Kind.ORGANISATIONS)
    before, place = place, Organisation.objects.get(pk=place.pk)
    assert (before.kind, place.kind, place.inhabitants) == ("municipality", "region", 1)
