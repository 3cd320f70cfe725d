"""A document of a case is kept to some of those who read the case."""

import pytest

from krets.api.tests.calling import Caller
from krets.cases import actions, rules
from krets.cases.models import Case, Document, row_of
from krets.cases.tests.filled import published
from krets.db.identity import acting_as
from krets.files.actions import keep
from krets.search.models import Document as Indexed
from krets.tests.cast import STRANGER, Cast, client_of, reader


@pytest.fixture
def document(cast: Cast) -> Document:
    case = published(cast.anna, audience="units", units=[cast.units["hallbart-inkop"]])
    given = {"audience": "units", "units": [cast.units["uppfoljning"]], "people": [cast.cilla, cast.ida]}
    file = keep(name="mall.txt", content=b"Radonmall")
    return actions.attach(by=cast.anna, case=case, file=file, title="Radonmall", **given)


def who(cast: Cast) -> set[str]:
    """By the rule, and by the database alone: the document and its file."""
    by_rule, by_rows = set(), set()
    for name, person in cast.people.items():
        with acting_as(reader(person)) as one:
            by_rule |= {name} if rules.visible_documents(one).exists() else set()
            by_rows |= {name} if Document.objects.exists() and Document.objects.get().file else set()
    assert by_rule == by_rows
    return by_rule


def test_the_rule_and_the_database_say_who_reads_it(cast: Cast, document: Document) -> None:
    assert who(cast) == {"anna", "bo", "david", "eva", "cilla"}  # not ida, who does not read the case
    assert not rules.visible_documents(STRANGER).exists()


def test_it_is_not_on_the_page_nor_downloaded_nor_found(cast: Cast, document: Document) -> None:
    here = f"/cases/{document.case.key}/"
    assert "Radonmall" in client_of(cast.cilla).get(here).content.decode()
    assert "Radonmall" not in client_of(cast.sven).get(here).content.decode()
    assert client_of(cast.sven).get(f"{here}documents/{document.key}/").status_code == 404
    assert client_of(cast.cilla).get(f"{here}documents/{document.key}/").status_code == 200
    assert Caller(cast.sven).get(f"/cases/{document.case.key}")["documents"] == []
    assert "Radonmall" not in Indexed.objects.get(kind="case").body


def test_it_is_taken_along_as_narrow(cast: Cast, document: Document) -> None:
    row = row_of(Case.objects.get())
    assert row["documents"][0]["readers"]["units"] == ["uppfoljning"]
    Case.objects.all().delete()
    actions.take_in(row=row)
    assert who(cast) == {"anna", "bo", "david", "eva", "cilla"}


def test_it_is_chosen_on_the_page(cast: Cast) -> None:
    case = published(cast.anna, audience="public")
    here, anna = f"/cases/{case.key}/attach/", client_of(cast.anna)
    page = anna.post(here, {"title": "Radonmall", "audience": "units", "whom": "bo björk", "step": "whom"})
    assert f'value="{cast.bo.key}"' in page.content.decode() and "Radonmall" in page.content.decode()
    anna.post(
        here,
        {
            "file": keep(name="m.txt", content=b"Radon").path.open("rb"),
            "title": "Radonmall",
            "suppliers_own": "no",
            "licence": "cc-by-4.0",
            "audience": "units",
            "people": [cast.bo.key],
            "supplier_secrets": "no",
        },
    )
    assert who(cast) == {"anna", "bo"}
