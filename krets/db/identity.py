"""Who a transaction works for, told to the database inside that transaction and never beyond it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from krets.db.readers import Reader


def set_reader(reader: Reader) -> None:
    """Tell the database who reads, until this transaction ends. Outside a transaction this is an error."""
    if not connection.in_atomic_block:
        raise RuntimeError("An identity belongs inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('krets.person', %s, true), set_config('krets.readers', %s, true),"
            " set_config('krets.system', %s, true)",
            [str(reader.person or ""), ",".join(reader.tokens), reader.system],
        )


@contextmanager
def acting_as(reader: Reader) -> Iterator[Reader]:
    """One transaction under one identity: how jobs, letters and commands work."""
    with transaction.atomic():
        set_reader(reader)
        yield reader


class Request(HttpRequest):
    """What views take: a request whose reader is known."""

    reader: Reader


Handler = Callable[[HttpRequest], HttpResponse]


def transaction_middleware(get_response: Handler) -> Handler:
    """One transaction a request, outside sessions and sign-in so that theirs is in it too.

    Django turns an exception into a response before it gets here, so a 500 must roll back by hand.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware


def identity_middleware(get_response: Handler) -> Handler:
    """Sets `request.reader`, once the account is known."""
    reader_of = import_string(settings.KRETS_READER_OF)

    def middleware(request: HttpRequest) -> HttpResponse:
        become(request, reader_of(request.user))
        return get_response(request)

    return middleware


def become(request: HttpRequest, reader: Reader) -> None:
    """Go on as this reader: after the session was read, after sign-in, after a token was checked."""
    request.reader = reader  # type: ignore[attr-defined]
    set_reader(reader)
