"""What the members of the cast do: each act is a verb of the product, and what it means in the model.

An act that can't be done now (nobody could, or nothing is there) returns nothing; else the items that it touched.
"""

from krets.asks import actions as asks
from krets.asks import models as ask_models
from krets.networks.models import Check
from krets.tests.leaks.acting import EARLY, UNITS, ask_row, case_row
from krets.tests.leaks.admission_acts import AdmissionActs
from krets.tests.leaks.founding_acts import FoundingActs
from krets.tests.leaks.import_acts import ImportActs
from krets.tests.leaks.people_acts import PeopleActs
from krets.tests.leaks.thread_acts import ThreadActs
from krets.tests.leaks.written import Answer, Ask, Item
from krets.tests.world import DONE


class Acts(ImportActs, PeopleActs, FoundingActs, ThreadActs, AdmissionActs):
    def post(self) -> list[Item] | None:
        units = self._some(UNITS, 2)
        who = self._who(set.intersection(*(self.model.members[unit] for unit in units)))
        if who is None:
            return None
        people = self._named(but=who)
        if people and self._mostly():
            units = []
        words = self._words("title", "body", "file")
        named, check = self._mostly(), self._one([Check.NONE, Check.NONE, DONE, EARLY])
        file = self._file(words["file"])
        row = asks.post(
            by=self._person(who),
            title=f"Fråga {words['title']} om uppföljning",
            body=f"Vad fungerade {words['body']} hos er?",
            units=[self.cast.units[unit] for unit in units],
            people=[self._person(one) for one in sorted(people)],
            unnamed=not named,
            files=[file],
            check=check,
            own_organisation_too=True,
        )
        early = check == EARLY
        made = Ask(row.key, who, named, words, frozenset(units), people, before_award=early, file=file.key)
        self.model.asks.append(made)
        return self._did(f"{who} posts {made.key} in {units} to {sorted(people)}, named={named}", made)

    def suggest(self) -> list[Item] | None:
        """The clock asks three to help; who follows each ask is written to."""
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        asks.suggest(ask=ask_row(ask))
        asks.announce(ask=ask_row(ask))
        return self._did(f"the clock suggests for {ask.key}", ask)

    def answer(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        who = self._who(self.model.reads_ask(ask))
        if who is None:
            return None
        named = self._mostly() and not (who == ask.writer and not ask.named)
        audience, only = self._narrower(ask, who)
        check = self._one([Check.NONE, Check.NONE, EARLY])
        words = self._words("body", "file")
        file = self._file(words["file"])
        case = self._one(
            [case for case in self.model.cases if case.audience and who in self.model.reads_case(case)]
        )
        row = asks.answer(
            by=self._person(who),
            ask=ask_row(ask),
            body=f"Vi gjorde {words['body']} och det gick bra.",
            unnamed=not named,
            **self._given(audience, only),
            files=[file],
            case=None if case is None or self._mostly() else case_row(case),
            check=check,
        )
        made = Answer(row.key, who, named, words, ask, audience == "asker", only, check == EARLY, file.key)
        self.model.answers.append(made)
        said = f"{who} answers {ask.key} with {made.key}, named={named}, for {audience} {only}"
        return self._did(said, made, ask)

    def draft_answer(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        who, word = self._who(self.model.reads_ask(ask)), self.model.word()
        if who is None:
            return None
        asks.draft_answer(by=self._person(who), ask=ask_row(ask), typed={"body": [f"Ännu inte {word}"]})
        self._own(who, word)
        return self._did(f"{who} types an answer to {ask.key}", ask)

    def draft_ask(self) -> list[Item] | None:
        who, word = self._who(self.cast.people), self.model.word()
        asks.draft(by=self._person(who), typed={"title": [f"Ännu inte {word}"]})
        self._own(who, word)
        return self._did(f"{who} types an ask")

    def thank(self) -> list[Item] | None:
        answer = self._answer_that_its_asker_reads()
        if answer is None or answer.ask is None:
            return None
        by = self._person(answer.ask.writer)
        asks.thank(by=by, ask=ask_row(answer.ask), helped=[ask_models.Answer.objects.get(key=answer.key)])
        return self._did(f"{answer.ask.writer} thanks for {answer.key}", answer, answer.ask)

    def close(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None or self._mostly():
            return None
        ask.words |= self._words("used_for")
        ask.open = False
        asks.close(
            by=self._person(ask.writer), ask=ask_row(ask), used_for=f"Vi lärde {ask.words['used_for']} av det."
        )
        asks.give_back(ask=ask_row(ask))
        return self._did(f"{ask.writer} closes {ask.key}", ask)

    def _answer_that_its_asker_reads(self) -> Answer | None:
        return self._one(
            [
                one
                for one in self.model.answers
                if one.ask is not None
                and one.ask.writer
                and not one.ask.taken_down
                and one.ask.writer in self.model.reads_answer(one) - {one.writer}
            ]
        )


ACTS = {
    # how often, in relation to the others
    "join": 2, "leave": 3, "post": 4, "suggest": 1, "answer": 6, "draft_answer": 1, "draft_ask": 1, "thank": 1,
    "close": 1, "draft_case": 2, "save_case": 2, "publish": 6, "withdraw": 1, "award": 1, "reuse": 1, "review": 1,
    "tell": 2, "hear": 1, "withdraw_ask": 1, "withdraw_answer": 1, "write_up": 1, "decline": 1, "pass_on": 1,
    "reply": 3, "detach": 1, "discard": 1, "hand_over": 2, "appoint": 1, "put_forward": 1, "watch": 1, "erase": 1,
    "share": 3, "share_answer": 2, "ask_writer": 4, "reply_to_question": 3, "give_replies": 1,
    "apply": 3, "decide_application": 3, "withdraw_application": 1, "rest": 1, "wake": 1,
    "bring_list": 1,
    "propose": 1, "ask_to_sign": 2, "take_position": 1, "draft_decision": 1, "decide": 2,
}  # fmt: skip
