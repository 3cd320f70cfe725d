"""What becomes of letters when somebody asks to be erased."""

from html import escape
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from krets.db.redact import GONE
from krets.mail.models import Incoming, Letter, Silence


def forget(person: Any, email: str, words: list[str]) -> None:
    """Letters to and from the person go, sent or not; in those to others the words give way to `GONE`.

    What others wrote to us is kept whole for its ninety days, whomever it names.
    """
    letters = Letter.objects.filter(Q(person=person) | Q(to__iexact=email))
    Incoming.objects.filter(Q(sender__icontains=email) | Q(letter__in=letters)).delete()
    letters.delete()
    Silence.objects.filter(email__iexact=email).delete()
    for word in {form for one in words if len(one) >= 4 for form in (one, escape(one), escape(one, quote=False))}:
        for column in ("subject", "text", "html"):
            told = Letter.objects.filter(**{f"{column}__contains": word})
            told.update(**{column: Replace(F(column), Value(word), Value(GONE))})
