"""Queries whose SQL is written once a process and run with other values each time.

Django writes a query anew for every call, which takes it longer than PostgreSQL takes to answer. What every page
asks is therefore prepared:

    @prepared
    def _newest(reader: Reader, unit: int, *, open_only: bool) -> QuerySet[Ask]:
        rows = visible(reader).filter(units=unit)
        return rows.filter(closing=None) if open_only else rows

    _newest(reader, 7, open_only=True)  # a list, as of a fresh queryset

Arguments by place are values: readers, numbers, words, days, moments, lists. The function is called with stand-ins
for them, once; it must put them into the query as they are, decide nothing by them, and name no moment of its own.
Arguments by name shape the query: it is written once for each that comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from krets.db.readers import Reader

T = TypeVar("T")
Part = tuple[int | None, int | None]  # from and to, as of a slice
_NUMBER = 2_000_000_000  # stand-ins begin here; PostgreSQL's integer ends above


class NotPrepared(TypeError):
    """The function does not put its arguments into the query as they are."""


class prepared(Generic[T]):
    """Calls give a list: of models, or of tuples or values where the query says values_list."""

    def __init__(self, write: Callable[..., "QuerySet[Any, T]"]) -> None:
        self.write, self.__doc__ = write, write.__doc__
        self._statements: dict[tuple[Any, ...], _Statement | None] = {}

    def __call__(self, *given: Any, part: Part | None = None, **shaping: Any) -> list[T]:
        if any(isinstance(value, Reader) and value.system for value in given):
            return list(_part(self.write(*given, **shaping), part))
        shape = (*[_shape(value) for value in given], part, *sorted(shaping.items()))
        if shape not in self._statements:
            stand_ins = [_stand_in(value, place) for place, value in enumerate(given)]
            self._statements[shape] = _written(_part(self.write(*stand_ins, **shaping), part), stand_ins)
        statement = self._statements[shape]
        return [] if statement is None else statement.run(given)

    def rows(self, *given: Any, **shaping: Any) -> "Rows[T]":
        """What a list pages through: nothing is asked before a part of it is."""
        return Rows(self, given, shaping)


class Rows(Generic[T]):
    def __init__(self, query: "prepared[T]", given: tuple[Any, ...], shaping: dict[str, Any]) -> None:
        self.query, self.given, self.shaping = query, given, shaping

    def __getitem__(self, part: slice) -> list[T]:
        return self.query(*self.given, part=(part.start, part.stop), **self.shaping)


@dataclass(frozen=True)
class _Statement:
    """values: for each parameter how to make it of what was given. make: a result of a row."""

    sql: str
    values: list[Callable[[Any], Any]]
    make: Callable[[Any], list[Any]]
    prefetch: tuple[Any, ...]

    def run(self, given: tuple[Any, ...]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [value(given) for value in self.values])
            found = self.make(cursor.fetchall())
        if self.prefetch and found:
            prefetch_related_objects(found, *self.prefetch)
        return found


def _part(query: "QuerySet[Any, T]", part: Part | None) -> "QuerySet[Any, T]":
    return query if part is None else query[part[0] : part[1]]


def _shape(value: Any) -> Any:
    if isinstance(value, Reader):
        return (Reader, value.person is None)
    if isinstance(value, list | tuple):
        return (list, type(value[0]) if value else str)
    return type(value)


def _stand_in(value: Any, place: int) -> Any:
    """A value of the same shape that stands nowhere else."""
    number = _NUMBER + place
    match value:
        case Reader():
            return Reader(None if value.person is None else number, (f"krets:{place}",))
        case list() | tuple():
            return [number] if value and isinstance(value[0], int) else [f"krets:{place}"]
        case datetime():
            return datetime(9000, 1, 1 + place, tzinfo=UTC)
        case date():
            return date(9000, 1, 1 + place)
        case int() if not isinstance(value, bool):
            return number
        case str():
            return f"krets:{place}"
    raise NotPrepared(f"{type(value)} can't be an argument of a prepared query.")


def _written(query: "QuerySet[Any, Any]", stand_ins: list[Any]) -> _Statement | None:
    compiler = query.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    used: set[int] = set()
    prefetch: Any = query._prefetch_related_lookups  # type: ignore[attr-defined]
    values = [_value(parameter, stand_ins, used) for parameter in parameters]
    unused = [value for place, value in enumerate(stand_ins) if place not in used]
    if unused:
        raise NotPrepared(f"Not in the query as they were given: {unused}")
    return _Statement(sql, values, _maker(query, compiler), prefetch)


def _value(parameter: Any, stand_ins: list[Any], used: set[int]) -> Callable[[Any], Any]:
    """How to make the parameter of what was given; the same at every call if it is no stand-in."""
    for place, stand_in in enumerate(stand_ins):
        get = _get(parameter, stand_in)
        if get is not None:
            used.add(place)
            return lambda given, place=place: get(given[place])  # type: ignore[misc]
    if isinstance(parameter, date):
        raise NotPrepared("A moment that is no argument would stay in the query for ever.")
    return lambda given: parameter


def _get(parameter: Any, stand_in: Any) -> Callable[[Any], Any] | None:
    """What to take of the argument that this stand-in stands for; None if the parameter is not of it."""
    # Django wraps numbers in types of psycopg's that say how wide they are.
    kind: Any = type(parameter)
    if isinstance(stand_in, Reader):
        if parameter == list(stand_in.tokens):
            return lambda reader: list(reader.tokens)
        return (lambda reader: kind(reader.person)) if parameter == stand_in.person is not None else None
    if parameter != stand_in:
        return None
    return list if isinstance(stand_in, list) else kind if isinstance(stand_in, int) else lambda value: value


def _maker(query: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Any], list[Any]]:
    """What Django's iterables do for each row, with all that is the same for every call done beforehand."""
    columns = len(compiler.select)
    converters = compiler.get_converters([one[0] for one in compiler.select])

    def converted(rows: Any) -> Any:
        return compiler.apply_converters(rows, converters) if converters else rows

    kind: Any = query._iterable_class
    populators: Any = get_related_populators
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in converted(rows)]
    if kind is ValuesListIterable:
        return lambda rows: [tuple(row[:columns]) for row in converted(rows)]
    if kind is not ModelIterable:
        raise NotPrepared(f"{kind.__name__} is not known here.")
    info = compiler.klass_info
    model, fields = info["model"], info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [one[0].target.attname for one in compiler.select[first:last]]
    related = populators(info, compiler.select, connection.alias)
    annotated = list(compiler.annotation_col_map.items())

    def make(rows: Any) -> list[Any]:
        found = []
        for row in converted(rows):
            item = model.from_db(connection.alias, names, row[first:last])
            for populator in related:
                populator.populate(row, item)
            for name, column in annotated:
                setattr(item, name, row[column])
            found.append(item)
        return found

    return make
