"""Cases as JSON: the same verbs, the same rules, the same refusals."""

from datetime import timedelta
from typing import Any

from krets.api.tests.calling import Caller, faults
from krets.cases import actions
from krets.cases.models import Case, CaseCheck, Reuse
from krets.cases.tests.filled import EFFECT, FIELDS, filled, published
from krets.db.clock import now
from krets.db.keys import new_key
from krets.files.actions import keep
from krets.tests.cast import Cast

ABSENT = "aaaaaaaaaaaa"
OUT: dict[str, Any] = {
    "audience": "buyers",
    "phase": "contract",
    "awarded": True,
    "award_date": "2026-03-02",
    "supplier_secrets": False,
}


def test_a_case_is_begun_written_and_published(cast: Cast, anna: Caller, bo: Caller) -> None:
    begun = anna.post("/cases", {"title": FIELDS["title"]}, 201)
    assert begun["draft"] and begun["mine"] and begun["authority_size"] == "under_50"
    bo.get(f"/cases/{begun['key']}", 404)
    written = anna.patch(f"/cases/{begun['key']}", FIELDS | {"effects": [EFFECT]})
    assert written["advice"] == FIELDS["advice"]
    assert written["effects"][0]["indicator"] == "Leveranssäkerhet" and written["with_evidence"]
    out = anna.post(f"/cases/{begun['key']}/publish", OUT)
    assert not out["draft"] and out["published"].endswith("Z")
    assert CaseCheck.objects.get().by == cast.anna
    read = bo.get(f"/cases/{begun['key']}")
    assert read["by"]["person"]["key"] == cast.anna.key and not read["mine"]


def test_only_what_is_sent_is_changed(cast: Cast, anna: Caller) -> None:
    case = filled(cast.anna)
    changed = anna.patch(f"/cases/{case.key}", {"why": "Ingen räknade."})
    assert (changed["why"], changed["advice"]) == ("Ingen räknade.", FIELDS["advice"])
    assert anna.patch(f"/cases/{case.key}", {"why": "", "period_start": None})["why"] == ""


def test_what_can_t_be_taken_is_named_and_nothing_is_kept(cast: Cast, anna: Caller) -> None:
    case = filled(cast.anna)
    given = {"advice": "Nytt råd", "builds_on": [ABSENT]}
    assert faults(anna.patch(f"/cases/{case.key}", given, 422)) == {"builds_on"}
    assert faults(anna.patch(f"/cases/{case.key}", {"cpv": ["x"], "title": "x" * 91}, 422)) == {"cpv.0", "title"}
    assert faults(anna.patch(f"/cases/{case.key}", {"contact": "a@b"}, 422)) == {"contact"}
    assert anna.get(f"/cases/{case.key}")["advice"] == FIELDS["advice"]


def test_the_gate_and_what_is_missing_are_told_before_publishing(cast: Cast, anna: Caller) -> None:
    case = filled(cast.anna, advice="")
    verb = f"/cases/{case.key}/publish"
    assert faults(anna.post(verb, OUT, 422)) == {"advice"}
    assert faults(anna.post(verb, OUT | {"awarded": None, "supplier_secrets": True}, 422)) == {
        "awarded",
        "supplier_secrets",
    }
    assert faults(anna.post(verb, OUT | {"audience": "units"}, 422)) == {"advice", "units"}
    assert faults(anna.post(verb, OUT | {"units": ["kategori-it"], "audience": "units"}, 422)) == {"units"}
    assert Case.objects.get().is_draft


def test_before_the_award_nothing_drawn_from_tenders_is_published(cast: Cast, anna: Caller) -> None:
    case = filled(cast.anna, phase="preparation")
    early = OUT | {"phase": "preparation", "awarded": False, "award_date": None}
    assert faults(anna.post(f"/cases/{case.key}/publish", early, 422)) == {"outcome"}
    anna.patch(f"/cases/{case.key}", {"outcome": ""})
    assert anna.post(f"/cases/{case.key}/publish", early)["outcome"] == ""


def test_changes_to_a_published_case_wait(cast: Cast, anna: Caller, bo: Caller) -> None:
    case = published(cast.anna)
    changed = anna.patch(f"/cases/{case.key}", {"advice": "Nytt råd"})
    assert changed["changes_waiting"] and changed["advice"] == FIELDS["advice"]
    assert not bo.get(f"/cases/{case.key}")["changes_waiting"]
    again = anna.post(f"/cases/{case.key}/publish", OUT)
    assert again["advice"] == "Nytt råd" and not again["changes_waiting"]


def test_an_unnamed_case_tells_kind_size_and_country(cast: Cast, anna: Caller, bo: Caller) -> None:
    case = filled(cast.anna, contact="")
    assert anna.post(f"/cases/{case.key}/publish", OUT | {"unnamed": True, "confirmed": True})["mine"]
    for told in (bo("get", f"/cases/{case.key}"), bo("get", "/cases")):
        assert "Granlund" not in told.content.decode() and "grankoping" not in told.content.decode()
    assert bo.get(f"/cases/{case.key}")["by"] == {
        "unnamed": True,
        "person": None,
        "organisation": None,
        "organisation_kind": "",
        "organisation_size": "",
        "country": "SE",
    }


def test_the_writer_of_a_public_case_is_named_to_those_who_may_see_people(cast: Cast) -> None:
    case = published(cast.bo, audience="public")
    assert Caller(cast.anna).get(f"/cases/{case.key}")["by"]["person"]["name"] == "Bo Björk"
    seen = Caller(cast.lea).get(f"/cases/{case.key}")["by"]
    assert seen["person"] is None and seen["organisation"]["name"] == "Björkfors kommun"


def test_it_is_withdrawn_reviewed_and_thrown_away_by_its_writer(cast: Cast, anna: Caller, bo: Caller) -> None:
    case, begun = published(cast.anna), filled(cast.anna)
    for verb, body in (("withdraw", {}), ("review", {"still_valid": True}), ("publish", OUT)):
        bo.post(f"/cases/{case.key}/{verb}", body, 403)
        bo.post(f"/cases/{begun.key}/{verb}", body, 404)
    bo.patch(f"/cases/{case.key}", {"why": "x"}, 403)
    assert bo("delete", f"/cases/{case.key}").status_code == 403
    assert bo("delete", f"/cases/{begun.key}").status_code == 404
    assert anna("delete", f"/cases/{begun.key}").status_code == 204
    anna.post(f"/cases/{case.key}/review", {"still_valid": False, "note": "Lagen är ändrad."})
    read = bo.get(f"/cases/{case.key}")
    assert (read["still_valid"], read["review"]) == (False, "Lagen är ändrad.")
    assert anna.post(f"/cases/{case.key}/withdraw", {})["draft"]
    bo.get(f"/cases/{case.key}", 404)
    anna.post(f"/cases/{case.key}/review", {"still_valid": True}, 403)
    assert anna("delete", f"/cases/{case.key}").status_code == 409
    assert Case.objects.filter(key=case.key).exists()


def test_others_say_that_they_used_it(cast: Cast, anna: Caller, bo: Caller) -> None:
    case = published(cast.anna)
    anna.post(f"/cases/{case.key}/reuse", {}, 403)
    bo.post(f"/cases/{case.key}/reuse", {"adapted": "Kortare"})
    assert bo.post(f"/cases/{case.key}/reuse", {"adapted": "Kortare", "result": "Bra"})["result"] == "Bra"
    assert Reuse.objects.count() == 1
    read = anna.get(f"/cases/{case.key}")
    assert read["reuse_count"] == 1 and read["reuses"][0]["organisation"]["key"] == "bjorkfors"


def test_only_buyers_begin_cases(cast: Cast) -> None:
    assert Caller(cast.lea)("post", "/cases", {"title": "x"}).status_code == 403
    assert not Case.objects.exists()


def test_a_document_goes_out_to_those_who_read_the_case(cast: Cast, anna: Caller, bo: Caller) -> None:
    case = published(cast.anna, audience="units", units=[cast.units["hallbart-inkop"]])
    actions.attach(by=cast.anna, case=case, file=keep(name="a.txt", content=b"Krav"), title="Kravtext")
    document = bo.get(f"/cases/{case.key}")["documents"][0]
    sent = bo("get", f"/cases/{case.key}/documents/{document['key']}")
    assert b"".join(sent.streaming_content) == b"Krav"  # type: ignore[attr-defined]
    assert 'filename="Kravtext.txt"' in sent["Content-Disposition"]
    Caller(cast.ida).get(f"/cases/{case.key}/documents/{document['key']}", 404)
    bo.get(f"/cases/{published(cast.bo).key}/documents/{document['key']}", 404)


def test_the_list_can_be_narrowed(cast: Cast, bo: Caller) -> None:
    partly = published(cast.anna, units=[cast.units["hallbart-inkop"]], audience="units")
    well = published(cast.eva, outcome="worked_well", themes=["circular"], cpv=["90910000"], title="Städning")
    own = filled(cast.bo)

    def keys(query: str) -> set[str]:
        return {row["key"] for row in bo.get(f"/cases?{query}")["items"]}

    assert keys("") == {partly.key, well.key}
    assert keys("outcome=partly") == {partly.key}
    assert keys("theme=circular") == keys("topic=9091") == keys("topic=städ") == {well.key}
    assert keys("kind=municipality&size=under_50") == {partly.key}
    assert keys("phase=contract") == {partly.key, well.key}
    assert keys("unit=hallbart-inkop") == {partly.key}
    assert keys("unit=security-of-supply") == keys("unit=finns-inte") == set()
    assert keys("mine=true") == {own.key}
    bo.get("/cases?outcome=excellent", 422)


def test_pages_follow_each_other_without_gaps(cast: Cast, anna: Caller) -> None:
    _fill(cast, 7)
    first = anna.get("/cases?limit=4")
    rest = anna.get(f"/cases?limit=4&cursor={first['next']}")
    both = [row["key"] for row in first["items"] + rest["items"]]
    assert both == list(Case.objects.order_by("-published").values_list("key", flat=True))
    assert rest["next"] is None


def _fill(cast: Cast, many: int) -> None:
    unit = cast.units["hallbart-inkop"]
    cases = Case.objects.bulk_create(
        Case(
            key=new_key(), title="Fall", writer=cast.anna, organisation=cast.anna.organisation, outcome="partly",
            readers=[f"unit:{unit.pk}"], published=now() - timedelta(minutes=number),
        )
        for number in range(many)
    )  # fmt: skip
    Case.units.through.objects.bulk_create(Case.units.through(case=case, unit=unit) for case in cases)
