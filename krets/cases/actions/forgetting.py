"""What becomes of somebody's cases and questions when they ask to be erased."""

import re

from django.db.models import Exists, OuterRef, Q

from krets.cases import search
from krets.cases.models import Case, Question, Reply, Reuse, Typed, Withdrawal
from krets.cases.rules.questions import asked_by
from krets.db import readers
from krets.db.identity import verb
from krets.db.redact import redact
from krets.files.models import File
from krets.people.models import Person


@verb
def forget_writer(*, by: Person, words: re.Pattern[str] | None) -> list[File]:
    """Let the cases of `by` stand as their organisation's, without them; what nobody else ever read goes.

    Gives back files that may now hang on nothing. The rows' own references to the person are cleared by
    `people.actions.forget`.
    """
    files: list[File] = []
    shown = Withdrawal.objects.filter(case=OuterRef("pk"))
    for case in Case.objects.filter(Q(writer=by) | Q(hidden_writer__person=by)).annotate(shown=Exists(shown)):
        if case.published is None and not case.shown:
            files += [document.file for document in case.documents.select_related("file")]
            case.delete()
        else:
            _let_stand(case, by, words)
    for row in (
        *Question.objects.filter(asked_by(by.pk)),
        *Reuse.objects.filter(person=by),
        *Withdrawal.objects.filter(by=by),
    ):
        redact(row, words)
    return files


def _let_stand(case: Case, by: Person, words: re.Pattern[str] | None) -> None:
    Typed.objects.filter(case=case).delete()
    for row in (
        case,
        *case.effects.all(),
        *case.documents.all(),
        *case.reviews.all(),
        *case.withdrawals.all(),
        *Reply.objects.filter(question__case=case),
    ):
        redact(row, words)
    case.writer, case.may_be_contacted = None, False
    case.readers = [token for token in case.readers if token != readers.person(by.pk)]
    case.save()
    search.appear(Case.objects.select_related("organisation").get(pk=case.pk))
