"""Who a transaction works for, told to the database inside that transaction and never beyond it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from psycopg.pq import TransactionStatus

from krets.db.clock import today
from krets.db.readers import Readable, Reader

P = ParamSpec("P")
R = TypeVar("R")
NOBODY = Reader(None, ())  # what the database takes us for until it is told
_SETTINGS = ("krets.person", "krets.readers", "krets.system", "krets.today")


def set_reader(reader: Reader) -> None:
    """Tell the database who reads, until this transaction ends. Outside a transaction this is an error."""
    if not connection.in_atomic_block:
        raise RuntimeError("An identity belongs inside a transaction.")
    _tell(*_settings_of(reader))
    connection.krets_reader = reader  # type: ignore[attr-defined]


@contextmanager
def acting_as(reader: Reader) -> Iterator[Reader]:
    """One transaction under one identity: how jobs, letters and commands work."""
    inside = connection.in_atomic_block
    if not inside:
        _forget()
    with transaction.atomic(), _for_a_while(reader, put_back=inside):
        yield reader


def may_be_told(reader: Reader, row: Readable | None) -> bool:
    """Whether this reader may be told of the row, by rule and by database: a verb, which itself reaches more,
    asks before it names it to them.
    """
    if row is None or not reader.reads(row):
        return False
    with acting_as(reader):
        return type(row).objects.filter(pk=row.pk).exists()


@contextmanager
def reaching(name: str) -> Iterator[None]:
    """Work on as a named part of the system, then as whoever it was before.

    For what a person's work needs and the person may not read: how many read something, whom to write to.
    `docs/identity.md` lists the names. Nothing read here is shown but what its rule lets through.
    """
    if not connection.in_atomic_block:
        with acting_as(Reader.of_system(name)):
            yield
        return
    present = _present()
    if present is not None and present.system:
        yield
        return
    with _for_a_while(Reader.of_system(name), put_back=True):
        yield


def stay(name: str) -> None:
    """Let this process be a named part of the system where nothing else is said: Django's own commands, tests."""
    connection_created.connect(_stayer(name), weak=False, dispatch_uid="krets.db.identity.stay")


def verb(act: Callable[P, R]) -> Callable[P, R]:
    """A verb of a room: one transaction, and in it the reach that the change needs.

    What it is to change was fetched as the person, who therefore may read it, and the room's rule let the person
    do it. The verb itself must also reach what the person may not: an unnamed writer to be told, a counter.
    """
    name = f"{act.__module__.split('.')[1]}.{act.__name__}"

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), reaching(name):
            return act(*args, **kwargs)

    return run


class Request(HttpRequest):
    """What views take: a request whose reader is known."""

    reader: Reader


Handler = Callable[[HttpRequest], HttpResponse]


def transaction_middleware(get_response: Handler) -> Handler:
    """One transaction a request, outside sessions and sign-in so that theirs is in it too.

    Django turns an exception into a response before it gets here, so a 500 must roll back by hand.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

    def middleware(request: HttpRequest) -> HttpResponse:
        if connection.in_atomic_block:  # of a test, whose identity a request must not get
            with acting_as(NOBODY):
                return answer(request)
        _forget()
        with transaction.atomic():
            return answer(request)

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


def part() -> str:
    """The named part of the system that this transaction works as; '' where it works as somebody."""
    present = _present()
    return present.system if present else ""


@contextmanager
def _for_a_while(reader: Reader, *, put_back: bool) -> Iterator[None]:
    """Settings outlive a released savepoint, so they are put back; a failed transaction puts them back itself."""
    present = _present()
    before = present or (_told() if put_back else None)
    try:
        set_reader(reader)
        yield
    finally:
        connection.krets_reader = present  # type: ignore[attr-defined]
        if put_back and before and not connection.needs_rollback and _is_sound():
            _tell(*(before if isinstance(before, tuple) else _settings_of(before)))


def _present() -> Reader | None:
    """Who this transaction works for, if it was told here."""
    return getattr(connection, "krets_reader", None) if connection.in_atomic_block else None


def _stayer(name: str) -> Callable[..., None]:
    def tell(connection: Any, **more: Any) -> None:
        if connection.alias == "default":
            with connection.cursor() as cursor:
                cursor.execute("select set_config('krets.system', %s, false)", [name])

    return tell


def _forget() -> None:
    connection.krets_reader = None  # type: ignore[attr-defined]


def _settings_of(reader: Reader) -> tuple[str, str, str, str]:
    """The day too: policies ask what holds today, and only we know the host's time zone and a shifted clock."""
    return str(reader.person or ""), ",".join(reader.tokens), reader.system, today().isoformat()


def _is_sound() -> bool:
    driver = connection.connection
    return driver is not None and driver.info.transaction_status == TransactionStatus.INTRANS


def _told() -> Any:
    """What a transaction was told elsewhere, such as a test's connection."""
    with connection.cursor() as cursor:
        wanted = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)
        cursor.execute(f"select {wanted}")
        return cursor.fetchone()


def _tell(*values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS), values)
