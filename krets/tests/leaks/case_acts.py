"""What is done with cases: see `acts.py`."""

from datetime import date, timedelta

from krets.cases import actions as cases
from krets.cases import models as case_models
from krets.cases.rules import held_back
from krets.db.clock import today
from krets.networks.models import Phase
from krets.tests.leaks.acting import EARLY, UNITS, Acting, case_row
from krets.tests.leaks.written import Case, Item
from krets.tests.world import DONE, WELL


class CaseActs(Acting):
    def draft_case(self) -> list[Item] | None:
        who = self._who(self.model.buyers)
        words = self._words("title", "summary", "document")
        row = cases.draft(by=self._person(who), title=f"Erfarenhet {words['title']}", language="sv")
        decided = self._mostly()
        fields = WELL | {"summary": f"Kort sagt {words['summary']} gick det bra."}
        if not decided:
            fields |= {"outcome": "", "phase": Phase.PREPARATION}
        cases.save(by=self._person(who), case=row, **fields)
        only = None if self._mostly() else (frozenset(self._some(UNITS, 1)), self._named(but=who))
        given = self._given("same" if only is None else "units", only)
        document = cases.attach(
            by=self._person(who), case=row, file=self._file(words["document"]),
            title=f"Mall {words['document']}", **given,
        )  # fmt: skip
        made = Case(row.key, who, True, words, document=document.key, document_for=only, decided=decided)
        self.model.cases.append(made)
        return self._did(f"{who} drafts {made.key}", made)

    def save_case(self) -> list[Item] | None:
        """Of a published case nothing changes for readers until it is published anew."""
        case = self._one(self.model.cases)
        if case is None:
            return None
        word = self.model.word()
        cases.save(by=self._person(case.writer), case=case_row(case), advice=f"Råd {word} till andra.")
        if case.audience:
            case.pending = {"advice": word}
        else:  # also over what was typed before it was taken down
            case.words, case.pending = case.words | {"advice": word}, {}
        return self._did(f"{case.writer} saves {case.key}", case)

    def publish(self) -> list[Item] | None:
        """For the first time, or anew: for more readers or for fewer, with a name or without."""
        case = self._one(self.model.cases)
        if case is None or held_back(case_row(case)) is not None:  # somebody else took it down
            return None
        if not case.filled:  # what a draft made of an ask or an answer lacks
            lacking = {name: value for name, value in WELL.items() if name not in case.words}
            cases.save(by=self._person(case.writer), case=case_row(case), **lacking)
            case.filled = True
        if case.decided and not case_row(case).outcome:  # said when it was decided, and thrown away since
            cases.save(by=self._person(case.writer), case=case_row(case), outcome=WELL["outcome"])
        mine = [unit for unit in UNITS if case.writer in self.model.members[unit]]
        audience = self._one(["units", "units", "buyers", "public"] if mine else ["buyers", "public"])
        units, named = self._some(mine, 2) if audience == "units" else [], self._mostly()
        people = self._named(but=case.writer) if audience == "units" else frozenset()
        early = not case.decided
        cases.publish(
            by=self._person(case.writer),
            case=case_row(case),
            audience=audience,
            units=[self.cast.units[unit] for unit in units],
            people=[self._person(one) for one in sorted(people)],
            unnamed=not named,
            award_expected=today() + timedelta(days=30) if early else None,
            check=EARLY if early else DONE,
        )
        cases.announce(case=case.key)
        case.audience, case.units, case.named = audience, frozenset(units), named
        case.people = people
        case.words, case.pending, case.before_award = case.words | case.pending, {}, early
        return self._did(f"{case.writer} publishes {case.key} for {audience} {units}, named={named}", case)

    def withdraw(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        if case is None:
            return None
        case.own |= self._words("why")
        keepers = {person for unit in case.units for person in self.model.coordinators[unit]}
        by = self._who(keepers | {case.writer}) or case.writer
        cases.withdraw(by=self._person(by), case=case_row(case), why=f"Därför {case.own['why']}")
        case.audience, case.taken_by = "", by if by != case.writer else ""
        return self._did(f"{by} takes {case.key} down", case)

    def detach(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.document])
        if case is None or self._mostly():
            return None
        document = case_models.Document.objects.select_related("case").get(key=case.document)
        cases.detach(by=self._person(case.writer), document=document)
        self.model.gone.add(case.document)
        case.document = ""
        case.words = {what: word for what, word in case.words.items() if what != "document"}
        return self._did(f"{case.writer} takes the document off {case.key}", case)

    def discard(self) -> list[Item] | None:
        """A draft goes wholly; of a published case what was typed since."""
        case = self._one([case for case in self.model.cases if case.audience or not case.own])
        if case is None or self._mostly():
            return None
        row = case_row(case)
        cases.discard(by=self._person(case.writer), case=row)
        if case.audience:
            case.pending = {}
            return self._did(f"{case.writer} throws away what was typed in {case.key}", case)
        self.model.cases.remove(case)
        self.model.gone |= {case.key, case.document}
        return self._did(f"{case.writer} throws {case.key} away")

    def award(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if not case.decided])
        if case is None:
            return None
        by = self._person(case.writer)
        cases.award(by=by, case=case_row(case), decided=True, on=date(2026, 3, 2))
        cases.save(by=by, case=case_row(case), outcome=case_models.Case.Outcome.WORKED_WELL)
        case.decided = True
        return self._did(f"{case.writer} says that {case.key} is decided", case)

    def reuse(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        who = case and self._who(self.model.reads_case(case) & self.model.buyers - {case.writer})
        if case is None or who is None:
            return None
        words = {f"reused by {who}": self.model.word()}
        cases.reuse(
            by=self._person(who), case=case_row(case), adapted=f"Vi ändrade {words[f'reused by {who}']} lite."
        )
        case.words = case.words | words
        return self._did(f"{who} reuses {case.key}", case)

    def review(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        if case is None:
            return None
        case.words = case.words | self._words("review")
        note = f"Numera {case.words['review']} också."
        cases.review(by=self._person(case.writer), case=case_row(case), still_valid=True, note=note)
        return self._did(f"{case.writer} reviews {case.key}", case)
