from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from krets.cases import actions
from krets.cases.models import Case, Document
from krets.cases.tests.filled import IN_FORCE, filled, published
from krets.files.actions import keep
from krets.files.models import File
from krets.files.tests.test_make_nameless import REFUSED, picture
from krets.records.actions import set_retention
from krets.records.models import Removal
from krets.tests.cast import MEMBERS, Cast, client_of


def attached(cast: Cast, case: Case) -> Document:
    file = keep(name="Anna Granlund, Granköping.csv", content=b"a;b\n1;2\n")
    return actions.attach(by=cast.anna, case=case, file=file, title="Mall: stickprov / fakturor")


def test_a_document_hangs_on_the_case_and_is_downloaded_under_its_title(cast: Cast) -> None:
    document = attached(cast, published(cast.anna, audience="public"))
    response = client_of(None).get(reverse("download", args=[document.case.key, document.key]))
    assert b"".join(response.streaming_content) == b"a;b\n1;2\n"  # type: ignore[attr-defined]
    assert "Mall" in response["Content-Disposition"]
    assert "Anna" not in response["Content-Disposition"]
    assert "attachment" in response["Content-Disposition"]


def test_a_suppliers_document_says_who_judged_its_secrecy(cast: Cast) -> None:
    case, file = filled(cast.anna), keep(name="a.txt", content=b"text")
    with pytest.raises(actions.NotReady) as refused:
        actions.attach(by=cast.anna, case=case, file=file, title="Bilaga", suppliers_own=True)
    assert set(refused.value.faults) == {"licence", "assessed_by", "assessed_on"}
    document = actions.attach(
        by=cast.anna, case=case, file=file, title="Bilaga", licence="read", suppliers_own=True,
        assessed_by="Registrator, GK 2026/3", assessed_on=date(2026, 3, 1),
    )  # fmt: skip
    assert document.assessed_by == "Registrator, GK 2026/3"


def test_before_the_award_nothing_of_a_suppliers_is_taken(cast: Cast) -> None:
    case, file = filled(cast.anna, phase="procurement"), keep(name="a.txt", content=b"text")
    with pytest.raises(actions.NotReady) as refused:
        actions.attach(
            by=cast.anna, case=case, file=file, title="Anbud", licence="read", suppliers_own=True,
            assessed_by="X", assessed_on=date(2026, 3, 1),
        )  # fmt: skip
    assert set(refused.value.faults) == {"suppliers_own"}


def test_the_page_attaches_and_takes_away(cast: Cast) -> None:
    case, client = filled(cast.anna), client_of(cast.anna)
    page = reverse("attach", args=[case.key])
    upload = SimpleUploadedFile("mall.csv", b"a;b\n")
    given = {"file": upload, "title": "Mall", "licence": "cc0", "suppliers_own": "no"}
    assert client.post(page, given).status_code == 302
    document = case.documents.get()
    assert (document.title, document.licence, document.suppliers_own) == ("Mall", "cc0", False)
    client.post(reverse("detach", args=[case.key, document.key]))
    assert not case.documents.exists()


def test_what_is_taken_off_a_published_case_is_written_down(cast: Cast) -> None:
    document = attached(cast, published(cast.anna))
    client_of(cast.anna).post(reverse("detach", args=[document.case.key, document.key]))
    removal = Removal.objects.get()
    assert (removal.kind, removal.key, removal.by) == ("documents", document.key, cast.anna)


def test_an_authority_keeps_it_until_it_has_decided(cast: Cast, settings: Any) -> None:
    settings.RUN_BY_AUTHORITY = True
    document, draft = attached(cast, published(cast.anna)), attached(cast, filled(cast.anna))
    client = client_of(cast.anna)
    said = client.post(reverse("detach", args=[document.case.key, document.key]), follow=True)
    assert "gallringsbeslut" in said.content.decode()
    client.post(reverse("detach", args=[draft.case.key, draft.key]))
    assert list(Document.objects.all()) == [document]
    set_retention(by=None, kind="documents", decision="KS 2026/114", decided=date(2026, 3, 2))
    client.post(reverse("detach", args=[document.case.key, document.key]))
    assert Removal.objects.get().decision == "KS 2026/114"


def test_a_program_is_refused_with_a_word_why(cast: Cast) -> None:
    case = filled(cast.anna)
    upload = SimpleUploadedFile("mall.exe", b"MZ\x90\x00" * 40)
    given = {"file": upload, "title": "Mall", "licence": "cc0", "suppliers_own": "no"}
    response = client_of(cast.anna).post(reverse("attach", args=[case.key]), given)
    assert response.context["form"].errors["file"]
    assert not case.documents.exists()


@pytest.mark.parametrize("who", sorted(set(MEMBERS) - {"anna"}))
def test_a_drafts_document_is_nobody_elses(cast: Cast, who: str) -> None:
    document = attached(cast, filled(cast.anna))
    client = client_of(cast.people.get(who))
    assert client.get(reverse("download", args=[document.case.key, document.key])).status_code == 404


def test_a_document_is_not_reached_through_another_case(cast: Cast) -> None:
    document = attached(cast, filled(cast.anna))
    other = published(cast.bo, audience="public")
    assert client_of(cast.bo).get(reverse("download", args=[other.key, document.key])).status_code == 404


def test_nobody_but_the_writer_attaches(cast: Cast) -> None:
    case = published(cast.anna)
    assert client_of(cast.bo).post(reverse("attach", args=[case.key])).status_code == 403
    document = attached(cast, case)
    assert client_of(cast.bo).post(reverse("detach", args=[case.key, document.key])).status_code == 403
    assert case.documents.exists()


def test_to_a_published_case_the_gate_is_asked_again(cast: Cast) -> None:
    case = published(cast.anna)
    page, client = reverse("attach", args=[case.key]), client_of(cast.anna)

    def sent(**more: str) -> int:
        upload = SimpleUploadedFile("mall.csv", b"a;b\n")
        given = {"file": upload, "title": "Mall", "licence": "cc0", "suppliers_own": "no", **more}
        return client.post(page, given).status_code

    assert (sent(), sent(supplier_secrets="yes"), case.documents.count()) == (200, 200, 0)
    assert (sent(supplier_secrets="no"), case.documents.count()) == (302, 1)


def test_who_judged_a_document_is_not_told_of_an_unnamed_case(cast: Cast) -> None:
    case = published(cast.anna, unnamed=True)
    actions.attach(
        by=cast.anna, case=case, file=keep(name="a.txt", content=b"text"), title="Bilaga", licence="read",
        suppliers_own=True, assessed_by="Registrator, Granköping", assessed_on=date(2026, 3, 1),
    )  # fmt: skip
    page = client_of(cast.bo).get(reverse("case", args=[case.key])).content.decode()
    assert "Bilaga" in page and "Granköping" not in page


def test_files_of_an_unnamed_case_are_cleaned_or_refused(cast: Cast) -> None:
    case = filled(cast.ida)
    document = actions.attach(by=cast.ida, case=case, file=keep(name="Ida.jpg", content=picture()), title="Bild")
    actions.publish(by=cast.ida, case=case, audience="buyers", unnamed=True, check=IN_FORCE)
    file = File.objects.get(pk=document.file.pk)
    assert file.name == "1.jpg" and b"Siv Granlund" not in file.path.read_bytes()
    old = keep(name="Ida.doc", content=REFUSED["old word"])
    with pytest.raises(actions.NotReady) as refused:
        actions.attach(by=cast.ida, case=case, file=old, title="Mall")
    assert set(refused.value.faults) == {"file"}
    named = filled(cast.ida)
    actions.attach(by=cast.ida, case=named, file=old, title="Mall")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish(by=cast.ida, case=named, audience="buyers", unnamed=True, check=IN_FORCE)
    assert set(refused.value.faults) == {"documents"}
