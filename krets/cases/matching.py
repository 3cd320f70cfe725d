"""The bridge to the engines: a case's words, looked through for what may not be told before the award."""

from django.db import models

from krets.cases.models import Case
from krets.engines.text.secrets import Hint, looks_secret


def hints(case: Case) -> list[Hint]:
    """What looks as if it were drawn from tenders. It asks once and blocks nothing, so it may be wrong."""
    words = [
        str(getattr(case, field.name))
        for field in Case._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
    return looks_secret("\n\n".join(filter(None, words)))
