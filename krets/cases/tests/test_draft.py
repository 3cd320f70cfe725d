from krets.cases import actions, rules
from krets.cases.models import Case
from krets.tests.cast import MEMBERS, Cast, reader


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
