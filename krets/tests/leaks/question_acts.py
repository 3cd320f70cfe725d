"""What is asked of writers of cases, and what they reply: see `acts.py`."""

from datetime import timedelta

from krets.cases import actions as cases
from krets.cases import models as case_models
from krets.db import clock
from krets.tests.leaks.acting import case_row
from krets.tests.leaks.case_acts import CaseActs
from krets.tests.leaks.written import Item, Question


class QuestionActs(CaseActs):
    def ask_writer(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        who = case and self._who(self.model.reads_case(case) & self.model.buyers - {case.writer})
        if case is None or who is None:
            return None
        words, named, lets = self._words("body"), self._mostly(), self._mostly()
        row = cases.ask_writer(
            by=self._person(who),
            case=case_row(case),
            body=f"Hur gjorde ni {words['body']} då?",
            may_be_shared=lets,
            unnamed=not named,
        )
        made = Question(row.key, who, named, words, case, lets)
        self.model.questions.append(made)
        return self._did(f"{who} asks about {case.key} with {made.key}, named={named}, lets={lets}", made)

    def reply_to_question(self) -> list[Item] | None:
        """With a name it is out at once; without, it waits for `give_replies` and can be changed."""
        open_ones = [
            one
            for one in self.model.questions
            if not one.out and one.case and one.case.audience and one.case.writer
        ]
        question = self._one(open_ones)
        if question is None or question.case is None:
            return None
        case, how = question.case, self._one(["answered", "answered", "in_case", "declined"])
        question.reply, share = self.model.word(), self._mostly()
        row = case_models.Question.objects.select_related("case").get(key=question.key)
        text = f"Vi gjorde {question.reply} så."
        cases.reply(by=self._person(case.writer), question=row, how=how, body=text, share=share)
        question.share, question.out = share and how != "declined", case.named
        return self._did(f"{case.writer} replies to {question.key}, share={share}, how={how}", question)

    def give_replies(self) -> list[Item] | None:
        """The next morning."""
        waiting = [one for one in self.model.questions if one.reply and not one.out and one.case]
        waiting = [one for one in waiting if one.case and one.case.audience]
        if not waiting:
            return None
        with clock.shifted(timedelta(days=1)):
            cases.give_replies()
        for one in waiting:
            one.out = True
        return self._did(f"{len(waiting)} replies go out", *waiting[-2:])
