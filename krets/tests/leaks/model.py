"""Who may see what, thought out once more: plain sets, and nothing of the rules, the policies or the database.

Every text has a word of its own that stands nowhere else. Words and random names of rows ("marks") tell, found in
an answer, what it told of.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from krets.tests.leaks.written import (
    Admission,
    Answer,
    Application,
    Ask,
    Brought,
    Case,
    Handover,
    Item,
    Matter,
    Noted,
    Question,
    Told,
)

BEGIN = "zq"  # no word of any language we show begins so
LETTERS = "bcdfghjklmnprstv"
LENGTH = 7


@dataclass
class Model:
    everybody: frozenset[str]  # all people, and "stranger"
    buyers: frozenset[str]  # those who belong to an organisation
    members: dict[str, set[str]]
    coordinators: dict[str, set[str]]  # whom to turn to about a unit: told to all who may see their names
    secretariats: dict[str, set[str]]  # who works with members and applications, and reads nothing that is shared
    secret_units: dict[str, tuple[str, ...]]  # units that only members know of: their name and slug
    names: dict[str, Told] = field(default_factory=dict)
    fields: dict[tuple[str, str], Told] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    rested: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # who, where: units they rest in
    parents: dict[str, str] = field(default_factory=dict)  # what a unit belongs to
    admissions: list[Admission] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)  # by who was erased: read as before, with no writer
    own: dict[str, set[str]] = field(default_factory=dict)  # marks of drafts and other things for one person alone
    ever: dict[str, set[str]] = field(default_factory=dict)  # what each could read at some time
    issued: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)  # keys of what was thrown away
    written_up: set[tuple[str, str | None]] = field(default_factory=set)  # asks and answers that became drafts
    to_confirm: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # secret of an address: owner, words
    brought: list[Brought] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def word(self) -> str:
        """A new one. All are as long, so none is part of another."""
        number, letters = next(self._numbers) * 7919 % 16**LENGTH, ""
        for _ in range(LENGTH):
            letters += LETTERS[number % 16]
            number //= 16
        word = BEGIN + letters
        self.issued.add(word)
        return word

    def every(self, kind: type[Item]) -> list[Any]:
        """Also those that their writers left behind."""
        now: list[Any] = {
            Ask: self.asks, Answer: self.answers, Case: self.cases, Question: self.questions,
            Admission: self.admissions, Application: self.applications, Matter: self.matters,
        }[kind]  # type: ignore[index] # fmt: skip
        return [*now, *(one for one in self.left if isinstance(one, kind))]

    def forget(self, person: str) -> None:
        """Erased: what was shown to others stays, without a name; all else goes."""
        self.everybody, self.buyers = self.everybody - {person}, self.buyers - {person}
        for people in (*self.members.values(), *self.coordinators.values(), *self.secretariats.values()):
            people.discard(person)
        for ask in self.every(Ask):
            ask.people -= {person}
        for answer in self.every(Answer):
            answer.only = answer.only and (answer.only[0], answer.only[1] - {person})
        for case in self.every(Case):
            case.people -= {person}
            case.document_for = case.document_for and (case.document_for[0], case.document_for[1] - {person})
        self.gone |= {one.key for one in self.handovers if one.to == person}
        self.handovers = [one for one in self.handovers if one.to != person]
        for one in self.handovers:
            one.writer = "" if one.writer == person else one.writer
        self.fields = {of: told for of, told in self.fields.items() if of[0] != person}
        self.to_confirm = {token: one for token, one in self.to_confirm.items() if one[0] != person}
        self.own.pop(person, None)
        self.gone |= {one.key for one in self.admissions if one.writer == person}
        self.admissions = [one for one in self.admissions if one.writer != person]
        self.gone |= {one.key for one in self.brought if one.by == person}
        self.brought = [one for one in self.brought if one.by != person]
        for application in self.applications:
            application.signatories.discard(person)
            application.words.pop(f"of {person}", None)
        for written in (*self.applications, *self.matters):
            written.writer = "" if written.writer == person else written.writer
        lists: tuple[list[Any], ...] = (self.asks, self.answers, self.cases, self.questions)
        for items in lists:
            theirs = [one for one in items if one.writer == person]
            items[:] = [one for one in items if one.writer != person]
            for one in theirs:
                one.writer, one.named = "", False
                if isinstance(one, Ask):
                    one.open = False  # nobody is left to close it
                if isinstance(one, Case):
                    one.pending = {}
                shown = not isinstance(one, Case) or one.audience or one.own
                if shown:
                    self.left.append(one)
                else:
                    self.gone |= {one.key, one.document}

    def among(self, units: Collection[str]) -> set[str]:
        return {person for unit in units for person in self.members[unit]}

    def reads_ask(self, ask: Ask) -> set[str]:
        if ask.taken_down:
            return {ask.writer}
        return self.among(ask.units) | ask.people | {ask.writer}

    def reads_answer(self, answer: Answer) -> set[str]:
        assert answer.ask is not None
        if answer.taken_down or answer.ask.taken_down:
            return {answer.writer}
        if answer.only_asker:
            return {answer.writer, answer.ask.writer}
        readers = self.reads_ask(answer.ask)
        if answer.only is not None:
            units, people = answer.only
            readers &= self.among(units) | people | {answer.ask.writer}
        return readers | {answer.writer}

    def reads_case(self, case: Case) -> set[str]:
        readers: Collection[str] = {
            "": (), "units": self.among(case.units) | case.people, "buyers": self.buyers, "public": self.everybody
        }[case.audience]  # fmt: skip
        return {*readers, case.writer}

    def reads_document(self, case: Case) -> set[str]:
        readers = set(self.reads_case(case))
        if case.document_for is not None:
            units, people = case.document_for
            readers &= self.among(units) | people | {case.writer}
        return readers

    def reads_question(self, question: Question) -> set[str]:
        """Whoever reads the case no more reads no question about it, not even their own."""
        assert question.case is not None
        readers = self.reads_case(question.case)
        shared = question.out and question.lets and question.share
        return readers if shared else readers & {question.writer, question.case.writer}

    def reads_reply(self, question: Question) -> set[str]:
        assert question.case is not None
        return self.reads_question(question) if question.out else {question.case.writer}

    def reads_handover(self, done: Handover) -> set[str]:
        above = self.coordinators.get(self.parents.get(done.unit, ""), set())
        readers = {done.writer, done.to} | self.coordinators[done.unit] | above
        return readers & self.knows_unit(done.unit)

    def reads_noted(self, note: Noted) -> set[str]:
        above = self.members[self.parents[note.unit]] if note.wide else set()
        return (self.members[note.unit] | above) & self.knows_unit(note.unit)

    def let_in(self, who: str, unit: str) -> None:
        """A member; who rests there is back, in everything that began to rest with it."""
        back = {unit}
        for of, units in list(self.rested.items()):
            if who not in self.members[unit] and of[0] == who and unit in units:
                back |= {*self.rested.pop(of)}
        for one in back:
            self.members[one].add(who)

    def within(self, slug: str) -> list[str]:
        """The unit and what belongs to it."""
        return [slug, *(one for one, parent in self.parents.items() if parent == slug)]

    def administers(self, unit: str) -> set[str]:
        """Those who coordinate it or what it belongs to, and the secretariats of both."""
        above = self.parents.get(unit, "")
        trusted = (self.coordinators, self.secretariats)
        return {person for of in trusted for one in (unit, above) for person in of.get(one, ())}

    def reads_admission(self, admission: Admission) -> set[str]:
        return {admission.writer} | (self.administers(admission.unit) if admission.sent else set())

    def reads_exemption(self, admission: Admission) -> set[str]:
        return self.members[admission.unit] | self.administers(admission.unit)

    def reads_application(self, application: Application) -> set[str]:
        return application.signatories | self.coordinators["kretsens-inkopare"]

    def reads_matter(self, matter: Matter) -> set[str]:
        """A draft is for who leads; what was put to the vote or decided, for the members."""
        return self.coordinators[matter.unit] | (set() if matter.draft else self.members[matter.unit])

    def reads_name(self, person: str) -> set[str]:
        return self._reads_told(person, self.names[person])

    def reads_field(self, person: str, name: str) -> set[str]:
        """A field is shown on its person's page, to those who may see that there is one."""
        return self._reads_told(person, self.fields[person, name])

    def sees_start(self, slug: str) -> set[str]:
        """Its members, and whoever decides in what it belongs to; of those, who may know of it."""
        above = self.coordinators.get(self.parents.get(slug, ""), set())
        return (self.members[slug] | above) & set(self.knows_unit(slug))

    def takes_lists(self, slug: str) -> set[str]:
        """Who administers a unit; of those, who may know of it."""
        return self.administers(slug) & set(self.knows_unit(slug))

    def reads_brought(self, one: Brought) -> set[str]:
        return self.takes_lists(one.unit) | ({one.by} & set(self.knows_unit(one.unit)))

    def knows_unit(self, slug: str) -> frozenset[str] | set[str]:
        """Of one that only its members know of, its secretariat too."""
        return self.members[slug] | self.secretariats[slug] if slug in self.secret_units else self.everybody

    def readable(self, member: str) -> set[str]:
        """Every mark that this member may be told now."""
        marks = set(self.own.get(member, ()))
        for ask in self.every(Ask):
            if member in self.reads_ask(ask):
                marks |= ask.marks | {ask.file}
            if member == ask.writer:
                marks |= set(ask.own.values())
        for answer in self.every(Answer):
            if member in self.reads_answer(answer):
                marks |= answer.marks | {answer.file}
            if member == answer.writer:
                marks |= set(answer.own.values())
        for case in self.every(Case):
            if member in self.reads_case(case):
                marks |= case.marks - {case.words.get("document", "")}
            if member in self.reads_document(case):
                marks |= {case.document, case.words.get("document", "")}
            if member == case.writer:
                marks |= {*case.pending.values(), *case.own.values()}
        for question in self.every(Question):
            if member in self.reads_question(question):
                marks |= question.marks
            if question.reply and member in self.reads_reply(question):
                marks.add(question.reply)
        for done in self.handovers:
            if member in self.reads_handover(done):
                marks |= done.marks
        for note in self.noted:
            if member in self.reads_noted(note):
                marks |= note.marks
        for admission in self.admissions:
            if member in self.reads_admission(admission):
                marks |= admission.marks
            if admission.exempt and member in self.reads_exemption(admission):
                marks.add(admission.exempt)
        for one in self.brought:
            if member in self.reads_brought(one):
                marks |= {one.key, one.word}
            if member == one.by:
                marks.add(one.key)
        marks |= {told.word for person, told in self.names.items() if member in self._reads_told(person, told)}
        marks |= {told.word for (one, _), told in self.fields.items() if member in self._reads_told(one, told)}
        for application in self.applications:
            if member in self.reads_application(application):
                marks |= application.marks
        for matter in self.matters:
            if member in self.reads_matter(matter):
                marks |= matter.marks
        for slug, texts in self.secret_units.items():
            if member in self.knows_unit(slug):
                marks |= set(texts)
        return marks

    def note_ever(self) -> None:
        for member in self.everybody:
            self.ever.setdefault(member, set()).update(self.readable(member))

    def known_marks(self) -> set[str]:
        """All there are, for whom ever."""
        keys = {key for item in (*self.every(Ask), *self.every(Answer)) for key in (item.key, item.file)}
        keys |= {item.key for item in (*self.every(Question), *self.handovers, *self.admissions)}
        keys |= {note.key for note in self.noted}
        keys |= {one.key for one in self.brought}
        keys |= {one.key for one in (*self.applications, *self.matters)}
        keys |= {key for case in self.every(Case) for key in (case.key, case.document)}
        return (
            self.issued | keys | self.gone | {text for texts in self.secret_units.values() for text in texts}
        ) - {""}

    def tabooed_in_letters(self) -> set[str]:
        """Before an award a letter carries the title and links, nothing else of it."""
        items = [*self.every(Ask), *self.every(Answer), *self.every(Case)]
        early = [item for item in items if item.before_award]
        early += [one for one in self.every(Answer) if one.ask is not None and one.ask.before_award]
        asked = [one for one in self.every(Question) if one.case is not None and one.case.before_award]
        told = {word for one in asked for word in (*one.words.values(), one.reply)}
        return told | {word for item in early for what, word in item.words.items() if what != "title"}

    def _reads_told(self, person: str, told: Told) -> set[str]:
        together = {other for members in self.members.values() if person in members for other in members}
        readers: Collection[str] = {
            "me": (), "units": together, "buyers": self.buyers, "public": self.everybody
        }[told.audience]  # fmt: skip
        return {*readers, person}
