"""Every table is held by PostgreSQL itself, or named as open with the reason."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from krets.asks import actions as asks
from krets.asks import rules
from krets.asks.models import Answer, Ask, AskWriter, Suggestion, Thanks
from krets.cases.models import Case
from krets.db.identity import NOBODY, acting_as, reaching, verb
from krets.db.policies import OPEN, OPEN_PREFIXES, POLICY
from krets.db.readers import STRANGER
from krets.networks.models import Unit
from krets.people.models import Person, ProfileField
from krets.search.models import Document
from krets.tests.cast import Cast, reader

TABLES = """
    select c.relname, c.relrowsecurity and c.relforcerowsecurity
           and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = %s)
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
"""


def tables() -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [POLICY])
        return dict(cursor.fetchall())


def test_each_table_is_held_or_named_as_open(db: None) -> None:
    known = {name for name in tables() if name in OPEN or name.startswith(tuple(OPEN_PREFIXES))}
    assert {name for name, held in tables().items() if not held} == known


def test_what_is_named_as_open_exists(db: None) -> None:
    names = tables()
    assert set(OPEN) <= set(names)
    assert [prefix for prefix in OPEN_PREFIXES if not any(name.startswith(prefix) for name in names)] == []


def test_the_application_can_not_look_past_them(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == (False,)


def held_models() -> list[type]:
    held = {name for name, one in tables().items() if one}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in held]


@pytest.fixture
def told(cast: Cast) -> Cast:
    ask = asks.post(by=cast.anna, title="Hur följer ni upp?", body="…", units=[cast.units["hallbart-inkop"]])
    hidden = asks.post(
        by=cast.anna, title="Utan namn", body="Visst …", units=[cast.units["hallbart-inkop"]], unnamed=True
    )
    given = asks.answer(by=cast.bo, ask=ask, body="Så här.", audience="asker")
    asks.answer(by=cast.eva, ask=hidden, body="Så här.", unnamed=True)
    asks.thank(by=cast.anna, ask=ask, helped=[given])
    Suggestion.objects.create(ask=ask, person=cast.bo, wave=1)
    return cast


def test_nobody_reads_nothing(told: Cast) -> None:
    models = held_models()
    assert len(models) > 25
    with acting_as(NOBODY):
        assert {model.__name__: model.objects.count() for model in models if model.objects.exists()} == {}  # type: ignore[attr-defined]


def test_a_stranger_reads_what_is_public_whatever_is_asked(told: Cast) -> None:
    with acting_as(STRANGER):
        assert not Ask.objects.exists() and not Answer.objects.exists() and not Person.objects.exists()
        assert {token for row in Document.objects.all() for token in row.readers} <= {"public"}
        assert {token for row in Unit.objects.all() for token in row.readers} <= {"public"}


def test_a_query_that_forgets_its_rule_gives_what_the_rule_would(told: Cast) -> None:
    for name in ("anna", "bo", "eva", "ida", "nora", "lea", "olof"):
        who = reader(told.people[name])
        with acting_as(who):
            for model in (Person, ProfileField, Unit, Document):
                rows = model.objects.all()  # type: ignore[attr-defined]
                allowed = {row.pk for row in rows.readable(who)}
                own = {who.person} if model is Person else set()
                assert {row.pk for row in rows if getattr(row, "person_id", None) != who.person} <= allowed | own
            assert set(Ask.objects.all()) == set(rules.visible(who))
            assert set(Answer.objects.all()) == set(rules.visible_answers(who))


def test_an_answer_for_the_asker_alone_brings_nothing_else_along(told: Cast) -> None:
    with acting_as(reader(told.eva)):
        assert not Answer.objects.filter(only_asker=True).exists()
        assert not Thanks.objects.exists()


def test_who_wrote_without_a_name_is_told_to_nobody_else(told: Cast) -> None:
    with acting_as(reader(told.bo)):
        assert Ask.objects.filter(writer=None).exists()
        assert not AskWriter.objects.exists()
    with acting_as(reader(told.anna)):
        assert AskWriter.objects.count() == 1


def test_nothing_is_written_in_anothers_place(told: Cast) -> None:
    with acting_as(reader(told.bo)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Ask.objects.create(title="x", body="x", readers=["unit:0"], writer=told.anna)
        assert Case.objects.filter(published=None).update(title="mitt") == 0


def test_an_identity_ends_with_its_block(told: Cast) -> None:
    with acting_as(reader(told.ida)):
        with reaching("tests"):
            assert Ask.objects.exists()
        assert not Ask.objects.exists()
        with acting_as(reader(told.anna)):
            assert Ask.objects.exists()
        assert not Ask.objects.exists()


def test_it_ends_after_a_fault_too(told: Cast) -> None:
    @verb
    def stumble() -> None:
        raise LookupError

    with acting_as(reader(told.ida)):
        with pytest.raises(LookupError):
            stumble()
        assert not Ask.objects.exists()
        with pytest.raises(LookupError), reaching("tests"):
            raise LookupError
        assert not Ask.objects.exists()
