"""Looks at surfaces as each member of the cast and compares what they tell with what the model lets them know."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from random import Random
from typing import Any

from django.db import reset_queries
from django.http import HttpResponse

from krets.activity import digests
from krets.activity.models import Entry
from krets.api.tests.calling import Caller
from krets.mail.models import Letter
from krets.tests.cast import MEMBERS, Cast, client_of
from krets.tests.counting import counting
from krets.tests.leaks.acting import name_of
from krets.tests.leaks.looking import Look, Seen
from krets.tests.leaks.model import BEGIN, LENGTH, LETTERS, Model
from krets.tests.leaks.operations import OPERATIONS
from krets.tests.leaks.surfaces import PAGES
from krets.tests.leaks.written import Answer, Application, Ask, Case, Item, Matter, Question

WORD = re.compile(f"{BEGIN}[{LETTERS}]{{{LENGTH}}}")
KEY = re.compile(r"(?<![a-z0-9])[a-z0-9]{12}(?![a-z0-9])")
# What shows one item, by its kind: looked at by everybody whenever it was touched.
TOUCHED = {
    "Ask": (("page", "ask"), ("api", "ask"), ("page", "find")),
    "Answer": (("page", "ask"), ("api", "ask"), ("page", "attached"), ("api", "find")),
    "Question": (("page", "question"), ("api", "question"), ("page", "questions"), ("page", "case")),
    "Admission": (
        ("page", "application"),
        ("api", "application"),
        ("page", "applications"),
        ("page", "exemptions"),
    ),
    "Application": (("page", "founding"), ("page", "foundings"), ("page", "units"), ("page", "find")),
    "Matter": (("page", "decision"), ("page", "decisions")),
    "Case": (("page", "case"), ("api", "case"), ("page", "find"), ("page", "download")),
}
ALL = [("page", name) for name in PAGES] + [("api", name) for name in OPERATIONS]


class Comparison:
    def __init__(self, cast: Cast, model: Model, chance: Random) -> None:
        self.cast, self.model, self.chance = cast, model, chance
        people = {name: None if name == "stranger" else cast.people[name] for name in MEMBERS}
        self.clients = {name: client_of(person) for name, person in people.items()}
        self.callers = {name: Caller(person) for name, person in people.items()}
        self.leaks: list[str] = []
        self.missing: list[str] = []  # what may be seen and was not
        self.compared = 0
        self.by_status: Counter[int] = Counter()
        self._letters = 0
        self._absent: dict[tuple[str, ...], tuple[int, int]] = {}  # how what does not exist answers, as last asked
        for name, client in self.clients.items():
            client.get("/help/")  # the session's first page keeps a form token
            self.callers[name]("get", "/me")

    def after(self, touched: Collection[Item], some: int) -> None:
        """What the step touched, for everybody; and some surfaces, each for somebody."""
        self.refresh()
        for item in touched:
            for kind, name in TOUCHED[type(item).__name__]:
                self.look(kind, name, MEMBERS, item)
        about = list(touched)
        for _ in range(some):
            kind, name = self.chance.choice(ALL)
            item = self.chance.choice(about) if about and self.chance.random() < 0.5 else None
            self.look(kind, name, [self.chance.choice(list(MEMBERS))], item)
        self.letters()
        self.digest(self.chance.choice([name for name in MEMBERS if name != "stranger"]))

    def everything(self) -> None:
        """Every surface for every member."""
        self.refresh()
        for kind, name in ALL:
            self.look(kind, name, MEMBERS, None)
        for name in self.cast.people:
            self.digest(name)

    def refresh(self) -> None:
        if self.chance.random() < 0.05:
            self._absent.clear()
        self.model.note_ever()
        self.known = self.model.known_marks()
        self.keys = {mark for mark in self.known if len(mark) == 12}
        self.names = {told.word: name for name, told in self.model.names.items()}
        self.readable = {member: self.model.readable(member) for member in self.model.everybody}

    def look(self, kind: str, name: str, members: Iterable[str], about: Item | None) -> None:
        surface = PAGES[name] if kind == "page" else OPERATIONS[name]
        for look in surface(Seen(self.cast, self.model, self.chance, about)):
            for member in members:
                if member != look.but:
                    self._compare(kind, name, look, member)

    def _compare(self, kind: str, name: str, look: Look, member: str) -> None:
        response, queries = self._counted(kind, look, member, look.path)
        text = told_by(response)
        where = f"{kind} {name} {look.method} {look.path} as {member}"
        self.compared += 1
        self.by_status[response.status_code] += 1
        given = look.path + json.dumps(look.data, ensure_ascii=False)
        allowed = self.model.ever[member] if look.ever else self.readable[member]
        for mark in sorted(self._marks(text, self.known) - allowed - set(look.tells)):
            if mark not in given:
                at = text.find(mark)
                near = " ".join(text[max(0, at - 80) : at + 80].split())
                self.leaks.append(f"{where} tells {mark}, {self._what(mark)}: “{near}”")
        if (
            kind == "api"
            and f"%22{look.word}%22" in look.path
            and look.word not in allowed
            and member != "stranger"
        ):
            found = response.json()  # type: ignore[attr-defined]
            if found["total"] or found["items"] or found["by_kind"]:
                self.leaks.append(f"{where} counts what is hidden, {self._what(look.word)}")
        if response.status_code >= 500:
            self.leaks.append(f"{where} fails: {response.status_code}")
        if look.people is not None and response.status_code == 200:
            named = {self.names[word] for word in set(WORD.findall(text)) & set(self.names)}
            for person in sorted(named - look.people(member)):
                self.leaks.append(f"{where} names {person}")
        if look.may is not None and member not in look.may:
            self._is_absent(kind, look, member, response, queries, where)
        elif look.sure(member) and not (kind == "api" and member == "stranger"):
            lacking = look.sure(member) - self._marks(text, self.known)
            if response.status_code != 200 or lacking:
                self.missing.append(
                    f"{where} lacks {[self._what(mark) for mark in sorted(lacking)]}: {response.status_code}"
                )

    def _is_absent(
        self, kind: str, look: Look, member: str, response: HttpResponse, queries: int, where: str
    ) -> None:
        """What is hidden answers as what does not exist: the same status after the same number of queries."""
        if member in look.knows and response.status_code in (403, 404):
            return
        if not look.absent:
            if response.status_code != 404 and not (member == "stranger" and response.status_code in (302, 401)):
                self.leaks.append(f"{where} is found: {response.status_code}")
            return
        given = (response.status_code, queries)
        known = (kind, look.method, look.absent, str(look.data), member)
        wanted = self._absent.get(known)
        if given != wanted:
            wanted = self._absent[known] = self._answered(kind, look, member, look.absent)
        if given != wanted:  # once more: a key's use is noted now and then
            given = self._answered(kind, look, member, look.path)
            wanted = self._absent[known] = self._answered(kind, look, member, look.absent)
        if given != wanted:
            self.leaks.append(
                f"{where} differs from what is absent: {given[0]} after {given[1]} queries,"
                f" not {wanted[0]} after {wanted[1]}"
            )

    def _answered(self, kind: str, look: Look, member: str, path: str) -> tuple[int, int]:
        response, queries = self._counted(kind, look, member, path)
        return response.status_code, queries

    def _counted(self, kind: str, look: Look, member: str, path: str) -> tuple[HttpResponse, int]:
        reset_queries()  # Django keeps some thousands, and then counts no more
        with counting() as queries:
            if kind == "api":
                response = self.callers[member](look.method, path, look.data)
            elif look.method == "post":
                response = self.clients[member].post(path, look.data or {})  # type: ignore[assignment]
            else:
                response = self.clients[member].get(path)  # type: ignore[assignment]
            told_by(response)
        return response, len(queries)

    def letters(self) -> None:
        """Each new letter tells its addressee nothing else; and before an award nothing but titles."""
        people = {person.pk: name for name, person in self.cast.people.items()}
        early = self.model.tabooed_in_letters()
        for letter in Letter.objects.filter(pk__gt=self._letters, person__isnull=False).order_by("pk"):
            self._letters, member = letter.pk, people[letter.person_id]
            text = f"{letter.subject} {letter.text} {letter.html} {letter.headers}".casefold()
            self.compared += 1
            told = self._marks(text, self.known)
            # Without a kind it tells what became of a letter that the member holds.
            allowed = self.readable[member] if letter.kind else self.model.ever[member]
            for mark in sorted(told - allowed):
                self.leaks.append(f"letter {letter.kind} to {member} tells {mark}, {self._what(mark)}")
            for mark in sorted(told & early):
                self.leaks.append(f"letter {letter.kind} to {member} before the award: {self._what(mark)}")

    def digest(self, member: str) -> None:
        entries = list(Entry.objects.order_by("-pk")[:60])
        items = digests.readable(entries, self.cast.people[member].pk)
        self.compared += 1
        for mark in sorted(self._marks(str(items).casefold(), self.known) - self.readable[member]):
            self.leaks.append(f"digest to {member} tells {mark}, {self._what(mark)}")

    def _marks(self, text: str, known: Collection[str]) -> set[str]:
        secret = {mark for marks in self.model.secret_units.values() for mark in marks if mark in text}
        return (set(WORD.findall(text)) & self.model.issued) | (set(KEY.findall(text)) & self.keys) | secret

    def _what(self, mark: str) -> str:
        for item in (*self.model.every(Ask), *self.model.every(Answer), *self.model.every(Case)):
            if mark in item.marks:
                what = next((what for what, word in item.words.items() if word == mark), "key")
                of = f" to {item.ask.key}" if isinstance(item, Answer) and item.ask else ""
                return f"the {what} of {type(item).__name__} {item.key}{of} by {item.writer}"
        for question in self.model.every(Question):
            if mark in question.marks | {question.reply}:
                return f"question {question.key} by {question.writer}, or its reply"
        for other in (*self.model.every(Application), *self.model.every(Matter)):
            if mark in other.marks:
                what = next((what for what, word in other.words.items() if word == mark), "key")
                return f"the {what} of {type(other).__name__} {other.key} by {other.writer}"
        for admission in self.model.admissions:
            if mark in {admission.key, admission.exempt, *admission.words.values()}:
                return f"application {admission.key} to {admission.unit} by {admission.writer}"
        for (person, field), told in self.model.fields.items():
            if told.word == mark:
                return f"{field} of {person} for {told.audience}"
        return next((f"the name of {name}" for name, told in self.model.names.items() if told.word == mark), "?")


def told_by(response: Any) -> str:
    """Body and headers, in small letters. A file's content can be read once, so it is kept."""
    if not hasattr(response, "told"):
        parts = response.streaming_content if response.streaming else [response.content]
        response.told = (b"".join(parts).decode(errors="replace") + str(dict(response.headers))).casefold()
    told: str = response.told
    return told


__all__ = ["Comparison", "name_of"]
