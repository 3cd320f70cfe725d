from django.urls import reverse

from krets.cases import actions, rules
from krets.cases.models import Case
from krets.cases.tests.filled import same
from krets.tests.cast import MEMBERS, Cast, client_of, reader


def test_a_draft_knows_what_the_profile_says(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="En avtalscontroller")
    assert (case.writer, case.organisation) == (cast.anna, cast.organisations["grankoping"])
    assert (case.authority_type, case.authority_size, case.region) == ("municipality", "under_50", "SE322")
    assert case.language == "sv"


def test_nobody_but_its_writer_sees_a_draft(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="En avtalscontroller")
    seen_by = {
        name for name in MEMBERS if rules.visible(reader(cast.people.get(name))).filter(pk=case.pk).exists()
    }
    assert seen_by == {"anna"}


def test_what_is_begun_without_a_title_is_kept_too(cast: Cast) -> None:
    assert Case.objects.get(pk=actions.draft(by=cast.anna).pk).title == ""


def test_the_page_begins_with_a_title(cast: Cast) -> None:
    client = client_of(cast.anna)
    assert client.post(reverse("draft"), {"title": " "}).status_code == 200
    response = client.post(reverse("draft"), {"title": "En avtalscontroller"})
    case = Case.objects.get(title="En avtalscontroller")
    assert response["Location"] == reverse("save", args=[case.key])


def test_a_draft_looks_like_nothing_at_all_to_others(cast: Cast) -> None:
    case = actions.draft(by=cast.anna, title="En avtalscontroller")
    for name in ("case", "save", "publish", "attach", "withdraw", "review", "discard"):
        hidden = client_of(cast.bo).get(reverse(name, args=[case.key]))
        absent = client_of(cast.bo).get(reverse(name, args=["aaaaaaaaaaaa"]))
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert same(hidden) == same(absent)
    assert "En avtalscontroller" not in client_of(cast.bo).get(reverse("cases")).content.decode()


def test_who_belongs_to_no_organisation_begins_nothing(cast: Cast) -> None:
    assert client_of(cast.lea).post(reverse("draft"), {"title": "A"}).status_code == 403
    assert client_of(None).get(reverse("draft")).status_code == 302
