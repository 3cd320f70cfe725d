"""Two comparisons put so that PostgreSQL reads by index, and with one parameter however long a list is."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigAutoField, CharField, ForeignKey, Lookup


class Within(Lookup):
    """`pk__within=rows`: as `pk__in`, of a query of one column or of a list.

    `a = 1 OR id IN (select …)` reads the whole table; `a = 1 OR id = ANY(ARRAY(select …))` reads two indexes.
    """

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, list | tuple):
            return f"{left} = ANY(%s::{self.lhs.output_field.db_type(connection)}[])", (
                *parameters,
                list(self.rhs),
            )
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY(ARRAY{right})", (*parameters, *more)


class Shares(Lookup):
    """`readers__shares=tokens`: as `overlap`, of a list."""

    lookup_name = "shares"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} && %s::{self.lhs.output_field.db_type(connection)}", (*parameters, list(self.rhs))


def register() -> None:
    BigAutoField.register_lookup(Within)
    CharField.register_lookup(Within)
    ForeignKey.register_lookup(Within)
    ArrayField.register_lookup(Shares)
