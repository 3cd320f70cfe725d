"""The world with as many rows in every list as one wants: what `test_queries.py` counts on.

The first row of each list is made as usual; the others are copies of it that the database makes, ten thousand
in a moment.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model

from krets.asks.models import Answer, Ask, Suggestion
from krets.asks.search import document
from krets.cases.models import Case, Question, Reuse
from krets.codes.models import Code
from krets.db import readers
from krets.db.clock import now, today
from krets.mail.models import Letter
from krets.networks.models import (
    AdmissionRule,
    Application,
    Chain,
    Decision,
    Exemption,
    Founding,
    Import,
    ImportRow,
    Mandate,
    Membership,
    Topic,
    Unit,
    Watch,
)
from krets.people.models import (
    Account,
    Belonging,
    EntryRequest,
    Organisation,
    Person,
    ProfileField,
    Purchase,
    Registrar,
    Session,
    Token,
)
from krets.search import index
from krets.search.models import Document
from krets.tests.cast import Cast
from krets.tests.world import WELL

KEY = "substr(md5(random()::text), 1, 12)"
SLUG, SORTED = "'zeta-' || n", "'0 zeta ' || lpad(n::text, 5, '0')"


class Many:
    """One row in every list of Anna's; `more(3)` makes them three."""

    def __init__(self, cast: Cast) -> None:
        with connection.cursor() as cursor:
            # What is not committed is in no statistics: the database would take the tables for empty,
            # and go through one for each row of another.
            cursor.execute("set local enable_nestloop = off")
        self.cast, self.rows = cast, 1
        self.unit = cast.units["hallbart-inkop"]
        self.asks = [self._ask(cast.anna), self._ask(cast.bo)]
        self.suggestion = Suggestion.objects.create(ask=self.asks[1], person=cast.anna, wave=1, reasons=[])
        index.put(document(self.asks[1]))
        self.ask = self._ask(cast.anna, title="Besvarad", posted=now() - timedelta(days=900))
        self.answer = Answer.objects.create(
            ask=self.ask, body="Zetasvar 0.", readers=self.ask.readers, writer=cast.bo,
            organisation=cast.bo.organisation,
        )  # fmt: skip
        self.cases = [self._case(cast.anna), self._case(cast.bo)]
        self.case = self._case(cast.bo, title="Återbrukat", published=now() - timedelta(days=900))
        self.draft = Case.objects.create(
            title="Zetautkast 0", writer=cast.anna, readers=[readers.person(cast.anna.pk)]
        )
        for case in self.cases:
            case.builds_on.add(self.case)
        self.reuse = Reuse.objects.create(
            case=self.case, organisation=cast.eva.organisation, adapted="Zetabruk 0."
        )
        self.question = Question.objects.create(case=self.case, writer=cast.anna, body="Zetaundran 0.")
        self.purchases = [
            Purchase.objects.create(
                organisation=one.organisation, notice="z0", title="Zetaköp 0", cpv=["15000000"]
            )
            for one in (cast.anna, cast.bo)
        ]
        self._everybodys()
        self._annas()
        self._applications()
        self._administrators()

    def _ask(self, by: Person, **more: Any) -> Ask:
        plain = {"title": f"Zetafråga 0 av {by.name}", "body": "Zetaord.", "language": "sv", "posted": now()}
        ask: Ask = Ask.objects.create(
            **plain | more, writer=by, organisation=by.organisation, readers=[readers.unit(self.unit.pk)],
            deadline=today() - timedelta(days=1),
        )  # fmt: skip
        ask.units.set([self.unit])
        return ask

    def _case(self, by: Person, **more: Any) -> Case:
        plain = {**WELL, "title": f"Zetafall 0 av {by.name}", "published": now()}
        case: Case = Case.objects.create(
            **plain | more, writer=by, organisation=by.organisation, readers=[readers.PUBLIC], confirmed=now(),
            cpv=["15000000"], cpv_groups=["150"], authority_type="municipality",
        )  # fmt: skip
        case.units.set([self.unit])
        return case

    def _everybodys(self) -> None:
        self.other_unit = Unit.objects.create(slug="zeta-0", name="Zetanät 0", readers=[readers.PUBLIC])
        association = self.cast.units["kretsens-inkopare"]
        hers = [readers.person(self.cast.anna.pk)]
        self.proposed = Unit.objects.create(
            slug="zetakrets-0", name="Zetakrets 0", state="proposed", parent=association, readers=hers
        )
        self.founding = Founding.objects.create(
            unit=self.proposed, chain=Chain.objects.create(association=association), letter="…", readers=hers
        )
        self.decision = Decision.objects.create(
            unit=association, matter="Zetaärende 0", readers=[readers.unit(association.pk)]
        )
        self.place = Organisation.objects.create(slug="zeta-0", name="Zetakommun 0", kind="municipality")
        self.code = Code.objects.create(list="cpv", code="99000000", labels={"sv": "zetavara 0"})
        self.person = Person.objects.create(
            name="Zetaperson 0", organisation=self.cast.bo.organisation, readers=[readers.BUYERS]
        )
        self.account = Account.objects.create(email="zeta@bjorkfors.example", person=self.person, password="!")
        self.member = Membership.objects.create(unit=self.unit, person=self.person)
        inside = {"kind": Unit.Kind.SUBGROUP, "parent": self.unit, "readers": [readers.PUBLIC]}
        self.subgroup = Unit.objects.create(slug="zetagrupp", name="Zetagrupp 0", **inside)
        Membership.objects.create(unit=self.subgroup, person=self.cast.anna)
        mine = {"unit": self.subgroup, "by": self.cast.bo, "readers": [readers.unit(self.subgroup.pk)]}
        self.topic = Topic.objects.create(title="Zetapunkt 0", **mine)
        self.watch = Watch.objects.create(title="Zetaspaning 0", why="Zeta.", **mine)
        soon = today() + timedelta(days=30)
        self.mandate = Mandate.objects.create(unit=self.unit, person=self.person, kind="mentor", until=soon)
        self.own_mandate = Mandate.objects.create(unit=self.other_unit, person=self.cast.anna, kind="mentor")
        self.topics = ProfileField.objects.create(
            person=self.person, field="topics", text="zetavaror", readers=[readers.BUYERS]
        )

    def _annas(self) -> None:
        ProfileField.objects.create(
            person=self.cast.anna, field="topics", text="zetanät och zetafall", readers=[readers.BUYERS]
        )
        Registrar.objects.create(person=self.cast.anna, organisation=self.cast.anna.organisation)
        account = self.cast.anna.account
        self.entry = EntryRequest.objects.create(
            name="Zetasökande 0", email="z@zeta.example", employer="Zeta", proved=now()
        )
        self.belonging = Belonging.objects.create(
            person=self.cast.anna, organisation=self.place, title="Zetatitel 0", ended=now()
        )
        self.token = Token.objects.create(
            account=account, name="Zetanyckel 0", digest="zeta", expires=now() + timedelta(days=9)
        )
        self.session = Session.objects.create(
            session_key="zeta", key="zeta", account=account, browser="Zetaläsare 0", since=now(),
            expire_date=now() + timedelta(days=9),
        )  # fmt: skip
        self.letter = Letter.objects.create(
            person=self.cast.anna, to=account.email, language="sv", subject="Zetabrev 0", text="Zeta", html="",
            message_id="<zeta@krets>", reply_token="zeta", sent=now(),
        )  # fmt: skip

    def _applications(self) -> None:
        """Anna coordinates a unit that many want to join, and applied to many herself."""
        unit = Unit.objects.create(slug="zeta-lista", name="Zetalista", readers=[readers.PUBLIC])
        Membership.objects.create(unit=unit, person=self.cast.anna, role=Membership.Role.COORDINATOR)
        clause = {"id": "c1", "kind": "appointed", "among": []}
        rule = AdmissionRule.objects.create(unit=unit, version=1, clauses=[clause])
        plain: Any = {"unit": unit, "person": self.person, "rule": rule, "name": "Zetasökande 0"}
        self.applications = [
            Application.objects.create(**plain, state=state, answers={"c1": "yes"})
            for state in (Application.State.SENT, Application.State.DECLINED)
        ]
        self.own_application = Application.objects.create(
            unit=self.other_unit, person=self.cast.anna, rule=rule, name="Anna", state=Application.State.DECLINED
        )
        self.exemption = Exemption.objects.create(
            unit=unit, person=self.person, rule=rule, clauses=["c1"], why="Zetaundantag 0.",
            readers=[readers.unit(unit.pk)],
        )  # fmt: skip
        self.rests = Membership.objects.create(unit=unit, person=self.person, ended=now(), resting=now())

    def _administrators(self) -> None:
        """Anna is the secretariat of the unit, and brought lists."""
        Mandate.objects.create(unit=self.unit, person=self.cast.anna, kind=Mandate.Kind.SECRETARIAT)
        self.imported = Import.objects.create(
            unit=self.unit, by=self.cast.anna, name="Zetalista 0", sure=True, tried=now(), counts={"undecided": 1},
            at=now() - timedelta(days=1),
        )  # fmt: skip
        self.row = ImportRow.objects.create(
            imported=self.imported, number=1, fate="unsure", values={"name": "Zetarad 0"}, options=["skip"]
        )

    def more(self, rows: int) -> None:
        new, self.rows = list(range(self.rows, rows)), rows
        nets = copies(self.other_unit, new, slug=SLUG, name="'Zetanät ' || n", sort_key=SORTED)
        proposed = copies(
            self.proposed, new, slug="'zetakrets-' || n", name="'Zetakrets ' || n", sort_key="'1 zeta ' || n"
        )
        copies(self.founding, proposed, key=KEY, unit_id="n")
        copies(self.decision, new, key=KEY, matter="'Zetaärende ' || n")
        copies(self.place, new, slug=SLUG, name="'Zetakommun ' || n", sort_key=SORTED)
        labels = "jsonb_build_object('sv', 'zetavara ' || n)"
        copies(self.code, new, code="99000000 + n", labels=labels, imported="clock_timestamp()")
        people = copies(self.person, new, key=KEY, name="'Zetaperson ' || n", sort_key=SORTED)
        copies(self.account, people, person_id="n", email="'zeta' || n || '@bjorkfors.example'")
        copies(self.subgroup, new, slug="'zetagrupp-' || n", name="'Zetagrupp ' || n", sort_key=SORTED)
        copies(self.topic, new, key=KEY, **_next("title"))
        copies(self.watch, new, key=KEY, **_next("title"))
        copies(self.mandate, people, person_id="n", key=KEY)
        copies(self.own_mandate, nets, unit_id="n", key=KEY)
        for row in (self.member, self.topics, self.rests):
            copies(row, people, person_id="n")
        for application in self.applications:
            copies(application, people, key=KEY, person_id="n", name="'Zetasökande ' || n")
        copies(self.own_application, new, key=KEY)
        copies(self.exemption, new, **_next("why"))
        for ask in self.asks:
            asks = copies(ask, new, key=KEY, **_next("title", "posted"))
            copies(Ask.units.through.objects.get(ask=ask), asks, ask_id="n")
        copies(self.suggestion, asks, key=KEY, ask_id="n")
        copies(Document.objects.get(key=self.asks[1].key), new, key=KEY, **_next("title"))
        copies(self.answer, new, key=KEY, **_next("body"))
        for case in self.cases:
            cases = copies(case, new, key=KEY, **_next("title", "published"))
            copies(Case.units.through.objects.get(case=case), cases, case_id="n")
            copies(Case.builds_on.through.objects.get(from_case=case), cases, from_case_id="n")
        copies(self.draft, new, key=KEY, **_next("title"))
        copies(self.reuse, new, **_next("adapted"))
        copies(self.question, new, key=KEY, **_next("body"))
        for purchase in self.purchases:
            copies(purchase, new, notice="'z' || n", **_next("title"))
        copies(self.entry, new, key=KEY, **_next("name"))
        copies(self.belonging, new, **_next("title"))
        copies(self.imported, new, key=KEY, name="'Zetalista ' || n", at="first.at - n * interval '1 minute'")
        copies(self.row, new, number="1 + n", values="jsonb_build_object('name', 'Zetarad ' || n)")
        copies(self.token, new, key=KEY, digest="'zeta' || n", **_next("name"))
        copies(self.session, new, session_key=KEY, key=KEY, **_next("browser"))
        copies(self.letter, new, message_id=KEY, reply_token=KEY, **_next("subject"))


def copies(row: Model, numbers: list[int], **columns: str) -> list[int]:
    """Copies of the row, one for each number, with these columns put as SQL that may name `n`. Their ids."""
    table = connection.ops.quote_name(row._meta.db_table)
    pk = row._meta.pk.column
    names = [one.column for one in row._meta.concrete_fields if not one.primary_key or one.column in columns]
    values = [columns.get(name, f'first."{name}"') for name in names]
    copied = f"insert into {table} ({', '.join(map(connection.ops.quote_name, names))}) select {', '.join(values)}"
    numbered = f"from {table} first, unnest(%s::bigint[]) n where first.{pk} = %s returning {pk}"
    with connection.cursor() as cursor:
        cursor.execute(f"{copied} {numbered}", [numbers, row.pk])
        return [pk for (pk,) in cursor.fetchall()]


def _next(*columns: str) -> dict[str, str]:
    """A moment earlier for each copy; a text with the copy's number for its 0."""
    return {
        name: f"first.{name} - n * interval '1 minute'"
        if name in ("posted", "published")
        else f"replace(first.{name}, '0', n::text)"
        for name in columns
    }
