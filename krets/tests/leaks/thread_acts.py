"""What is done with asks and answers that stand: see `acts.py`."""

from typing import Any

from krets.asks import actions as asks
from krets.asks import models as ask_models
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.mail import intake, jobs
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters
from krets.people.models import Account
from krets.tests.leaks.acting import ACTORS, UNITS, Acting, ask_row
from krets.tests.leaks.written import Answer, Ask, Case, Item


class ThreadActs(Acting):
    def share(self) -> list[Item] | None:
        """For more readers or for fewer. What others answered stays for those whom they wrote for."""
        ask = self._one([ask for ask in self.model.asks if not ask.taken_down])
        mine = [unit for unit in UNITS if ask and ask.writer in self.model.members[unit]]
        if ask is None or not mine:
            return None
        units, people = frozenset(self._some(mine, 2)), self._named(but=ask.writer)
        if people and not self._mostly():
            units = frozenset()
        before, wider = (ask.units, ask.people), not (units <= ask.units and people <= ask.people)
        given = {
            name: value for name, value in self._given("units", (units, people)).items() if name != "audience"
        }
        asks.share(by=self._person(ask.writer), ask=ask_row(ask), **given)
        ask.units, ask.people = units, people
        answers = [one for one in self.model.every(Answer) if one.ask is ask]
        for one in answers:
            if wider and one.only is None and one.writer != ask.writer:
                one.only = before
        return self._did(
            f"{ask.writer} shares {ask.key} in {sorted(units)} with {sorted(people)}", ask, *answers[-3:]
        )

    def share_answer(self) -> list[Item] | None:
        answer = self._one([one for one in self.model.answers if not one.taken_down])
        if answer is None or answer.ask is None or answer.ask.taken_down:
            return None
        width, only = self._narrower(answer.ask, answer.writer)
        row = ask_models.Answer.objects.select_related("ask").get(key=answer.key)
        asks.share_answer(by=self._person(answer.writer), answer=row, **self._given(width, only))
        answer.only_asker, answer.only = width == "asker", only
        return self._did(f"{answer.writer} shares {answer.key} for {width} {only}", answer, answer.ask)

    def withdraw_ask(self) -> list[Item] | None:
        """By who asked, or by a coordinator of a network that reads it."""
        ask = self._one([ask for ask in self.model.asks if not ask.taken_down])
        if ask is None:
            return None
        ask.own |= self._words("why")
        by = self._who(self._keepers(ask.units) | {ask.writer}) or ask.writer
        asks.withdraw(by=self._person(by), ask=ask_row(ask), why=f"Därför {ask.own['why']}")
        ask.taken_down, ask.open, ask.taken_by = True, False, by if by != ask.writer else ""
        answers = [one for one in self.model.answers if one.ask is ask]
        return self._did(f"{by} takes {ask.key} down", ask, *answers[-2:])

    def withdraw_answer(self) -> list[Item] | None:
        answer = self._one([one for one in self.model.answers if not one.taken_down and not one.only_asker])
        if answer is None or answer.ask is None or answer.ask.taken_down:
            return None
        answer.own |= self._words("why")
        keepers = self._keepers(answer.ask.units) & self.model.reads_answer(answer)  # others don't come upon it
        by = self._who(keepers | {answer.writer}) or answer.writer
        row = ask_models.Answer.objects.select_related("ask").get(key=answer.key)
        asks.withdraw_answer(by=self._person(by), answer=row, why=f"Då {answer.own['why']}")
        answer.taken_down, answer.taken_by = True, by if by != answer.writer else ""
        return self._did(f"{by} takes {answer.key} down", answer, answer.ask)

    def write_up(self) -> list[Item] | None:
        """The asker makes a case of the ask, or invites who answered to make one of the answer: a draft."""
        ask = self._one([ask for ask in self.model.asks if not ask.taken_down and ask.writer in self.model.buyers])
        if ask is None:
            return None
        among: list[Answer | None] = [None]
        for one in self.model.answers:
            if one.ask is ask and ask.writer in self.model.reads_answer(one) and one.writer in self.model.buyers:
                among.append(one)
        answer = self._one(among)
        if (ask.key, answer and answer.key) in self.model.written_up:
            return None
        row = ask_models.Answer.objects.get(key=answer.key) if answer else None
        draft = asks.write_up(by=self._person(ask.writer), ask=ask_row(ask), answer=row)
        self.model.written_up.add((ask.key, answer and answer.key))
        words = {"title": ask.words["title"]}
        if answer is None:
            words["background"] = ask.words["body"]
            if "used_for" in ask.words:
                words["what_we_did"] = ask.words["used_for"]
        else:
            words["what_we_did"] = answer.words["body"]
        writer = answer.writer if answer else ask.writer
        # What it lacks is filled in before it can be published.
        made = Case(draft.key, writer, True, words, decided=True, filled=False)
        self.model.cases.append(made)
        return self._did(f"{ask.writer} has {made.key} made of {answer and answer.key} for {writer}", ask, made)

    def decline(self) -> list[Item] | None:
        found = self._asked()
        if found is None:
            return None
        who, row, ask = found
        reply = self._one(["not_me", "not_now"])
        asks.decline(by=self._person(who), suggestion=row, reply=reply)
        return self._did(f"{who} says {reply} to {ask.key}", ask)

    def pass_on(self) -> list[Item] | None:
        """To a colleague, who is asked instead if they may be."""
        found = self._asked()
        if found is None:
            return None
        who, row, ask = found
        to = self._who(self.model.reads_ask(ask) - {who, ask.writer})
        if to is None:
            return None
        asks.pass_on(by=self._person(who), suggestion=row, to=self._person(to))
        asks.ask_instead(suggestion=row, to=self._person(to))
        return self._did(f"{who} passes {ask.key} on to {to}", ask)

    def reply(self) -> list[Item] | None:
        """A letter about an ask is answered by mail: by its addressee, or by whoever it was forwarded to."""
        written = Letter.objects.filter(about__startswith="ask:", person__isnull=False, reply_token__gt="")
        letter = self._one(list(written.order_by("-pk")[:40]))
        if letter is None:
            return None
        ask = next((one for one in self.model.asks if one.key == letter.about[4:]), None)
        who = next(name for name, person in self.cast.people.items() if person.pk == letter.person_id)
        if ask is None or who not in ACTORS:
            return None
        own, word = self.chance.random() < 0.7, self.model.word()
        sender = Account.objects.get(person=letter.person_id).email if own else "someone@else.example"
        raw = letters.plain(f"Hos oss {word} har det gått bra.", sender=sender, to=letter.headers["Reply-To"],
                            id=letter.message_id)  # fmt: skip
        (pk,) = intake.keep([letter.headers["Reply-To"]], raw, sender)
        with acting_as(Reader.of_system("mail.receive")):
            jobs.receive(incoming=pk)
        incoming = Incoming.objects.get(pk=pk)
        what = f"{who if own else 'somebody else'} replies to the letter {letter.kind} of {ask.key} to {who}"
        self._own(who, word)  # who owns the address reads what came in their name
        if incoming.confirm_token:
            self.model.to_confirm[incoming.confirm_token] = (who, word, ask.words["title"])
        if not (own and ask.open and who in self.model.reads_ask(ask)):
            assert not ask_models.Answer.objects.filter(body__contains=word).exists(), what
            return self._did(what, ask)
        row = ask_models.Answer.objects.get(body__contains=word)
        unnamed = (who == ask.writer and not ask.named) or any(
            one.ask is ask and one.writer == who and not one.named for one in self.model.answers
        )
        made = Answer(row.key, who, not unnamed, {"body": word}, ask)
        self.model.own[who].discard(word)
        self.model.answers.append(made)
        return self._did(what, made, ask)

    def _keepers(self, units: Any) -> set[str]:
        """Who coordinates a unit that it is shared in."""
        return {person for unit in units for person in self.model.coordinators[unit]}

    def _asked(self) -> tuple[str, ask_models.Suggestion, Ask] | None:
        """Somebody who was asked to help and has said nothing yet, and reads the ask."""
        rows = ask_models.Suggestion.objects.filter(reply="", ask__closing=None).select_related("ask", "person")
        people = {person.pk: name for name, person in self.cast.people.items()}
        found = []
        for row in rows.order_by("pk")[:50]:
            ask = next(one for one in self.model.every(Ask) if one.key == row.ask.key)
            if people[row.person_id] in self.model.reads_ask(ask):
                found.append((people[row.person_id], row, ask))
        chosen: tuple[str, ask_models.Suggestion, Ask] | None = self._one(found)
        return chosen
