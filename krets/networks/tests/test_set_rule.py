"""Who may join is put together of clauses."""

from typing import Any

import pytest
from django.utils.translation import override

from krets.api.tests.calling import Caller, faults
from krets.engines.admission import Clause
from krets.engines.contract import InputError
from krets.networks import actions, rules
from krets.networks.forms import ApplicationForm
from krets.networks.matching import NOTHING
from krets.networks.models import AdmissionRule, Application
from krets.networks.tests.ruled import CLAUSES, GOOD, UNIT, applied, ruled
from krets.tests.cast import Cast, client_of, reader

PAGE, API = f"/units/{UNIT}/rule/", f"/units/{UNIT}/rule"
# What each kind is composed with, as typed; the unit is one that all may know of.
TYPED: dict[str, dict[str, Any]] = {
    "share": {"least": "80", "topic": "avtal"},
    "appointed": {},
    "employer": {"among": ["region"]},
    "region": {"among": "Dalarna\nUppland\n"},
    "role": {"among": ""},
    "level": {"among": ["strategic"]},
    "invited": {"among": ["member"]},
    "alumni": {"among": "Kategori IT och digitala tjänster"},
    "yes_no": {"question": "Skriver du avtal?"},
    "text": {"question": "Varför?", "optional": "on"},
}
assert set(TYPED) == set(Clause.__annotations__["kind"].__args__)


def typed(**clauses: dict[str, Any]) -> dict[str, Any]:
    """As the page sends it: `c1_share={"least": …}`."""
    data: dict[str, Any] = {"way": "apply", "clause": [name.replace("_", ":", 1) for name in clauses]}
    for name, fields in clauses.items():
        data |= {f"{name.partition('_')[0]}-{field}": value for field, value in fields.items()}
    return data


def test_each_version_is_kept_and_applications_keep_theirs(cast: Cast) -> None:
    application = applied(cast)
    unit = ruled(cast, clauses=CLAUSES[:1])
    first, second = AdmissionRule.objects.filter(unit=unit).order_by("version")
    assert (first.version, second.version, second.by) == (1, 2, cast.eva)
    assert Application.objects.get(pk=application.pk).rule == first
    assert len(unit.admission["clauses"]) == 1


def test_a_clause_that_says_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(InputError):
        actions.set_rule(by=cast.eva, unit=cast.units[UNIT], clauses=[{"id": "c1", "kind": "share", "least": 80}])


@pytest.mark.parametrize("kind", TYPED)
def test_every_kind_of_clause_is_composed_said_in_three_languages_and_asked(cast: Cast, kind: str) -> None:
    answer = client_of(cast.eva).post(PAGE, typed(**{f"c1_{kind}": TYPED[kind]}) | {"step": "save"})
    assert answer.status_code == 302
    unit = AdmissionRule.objects.get(unit__slug=UNIT)
    said = set()
    for language in ("en", "sv", "fi"):
        with override(language):
            [part] = rules.criteria({"clauses": unit.clauses})
            said |= set(part.words)
    assert len(said) == 3
    asked = ApplicationForm(clauses=unit.clauses, facts=NOTHING).fields
    assert list(asked) == ([] if kind == "employer" else ["c1"])


def test_clauses_are_added_moved_and_taken_away_and_nothing_typed_is_lost(cast: Cast) -> None:
    client, two = client_of(cast.eva), typed(c1_share={"least": "81", "topic": "zinkavtal"}, c2_appointed={})
    page = client.post(PAGE, two | {"step": "add", "kind": "level"}).content.decode()
    assert 'value="c3:level"' in page and "zinkavtal" in page and 'value="81"' in page
    page = client.post(PAGE, two | {"step": "down:c1"}).content.decode()
    assert page.index("c2:appointed") < page.index("c1:share") and "zinkavtal" in page
    page = client.post(PAGE, two | {"step": "remove:c2"}).content.decode()
    assert "c2:appointed" not in page and "zinkavtal" in page
    page = client.post(PAGE, two | {"c1-least": "800", "step": "save"}).content.decode()
    assert "zinkavtal" in page and 'value="800"' in page
    assert not AdmissionRule.objects.exists()


def test_a_look_shows_the_form_and_the_words_and_saves_nothing(cast: Cast) -> None:
    data = typed(c1_share={"least": "80", "topic": "avtal", "group": "a"}, c2_appointed={"group": "a"})
    page = client_of(cast.eva).post(PAGE, data | {"step": "look"}).content.decode()
    assert "Hur många procent av din tjänst handlar om avtal?" in page
    assert "Det räcker med ett av de här" in page
    assert not AdmissionRule.objects.exists()


def test_the_page_of_the_unit_says_it_in_words_to_everybody(cast: Cast) -> None:
    assert "Minst 80 % av tjänsten rör hållbarhet" in client_of(None).get(f"/units/{UNIT}/").content.decode()
    ruled(cast)
    page = client_of(None).get(f"/units/{UNIT}/").content.decode()
    assert "Minst 80 % av din tjänst handlar om hållbarhet kopplad till inköp." in page
    assert "Minst 80 % av tjänsten rör hållbarhet" not in page
    assert f"/units/{UNIT}/apply/" in page


def test_a_network_that_not_everybody_may_know_of_is_named_in_no_rule(cast: Cast) -> None:
    secret = cast.units["security-of-supply"].name
    actions.join(by=None, unit=cast.units["security-of-supply"], person=cast.eva)
    page = client_of(cast.eva).post(PAGE, typed(c1_alumni={"among": secret}) | {"step": "save"})
    assert page.status_code == 200
    assert not AdmissionRule.objects.exists()


def test_the_api_reads_and_sets_it(cast: Cast, anna: Caller) -> None:
    eva = Caller(cast.eva)
    told = eva("put", API, {"way": "apply", "yearly": True, "clauses": [
        {"kind": "share", "least": 80, "topic": "avtal"}, {"kind": "employer", "among": ["region"]}]})  # fmt: skip
    assert told.status_code == 200, told.content
    shown = anna.get(API)
    assert (shown["version"], shown["way"], shown["yearly"]) == (1, "apply", True)
    assert [one["kind"] for one in shown["clauses"]] == ["share", "employer"]
    assert len(shown["words"]) == 2
    wrong = eva("put", API, {"clauses": [{"kind": "share", "least": 800, "topic": "x"}]})
    assert wrong.status_code == 422 and faults(wrong.json()) == {"clauses.0.least"}
    assert anna("put", API, {"clauses": []}).status_code == 403


def test_only_who_decides_may(cast: Cast) -> None:
    assert client_of(cast.anna).get(PAGE).status_code == 403
    assert client_of(cast.nora).get("/units/inkopschefer-mitt/rule/").status_code == 403
    assert client_of(cast.anna).get("/units/security-of-supply/rule/").status_code == 404
    actions.appoint(by=None, unit=cast.units["kretsens-inkopare"], person=cast.bo, kind="board")
    actions.appoint(by=None, unit=cast.units[UNIT], person=cast.anna, kind="secretariat")
    assert client_of(cast.bo).get(PAGE).status_code == 200
    assert client_of(cast.anna).get(PAGE).status_code == 403
    assert rules.may_set_rule(reader(cast.eva), cast.units[UNIT])
    assert GOOD
