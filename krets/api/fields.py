"""What comes in: texts without characters that PostgreSQL refuses, public names, bodies without unknown fields."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StrictBool
from pydantic_core import PydanticCustomError

__all__ = ["NO_NULL", "Day", "Given", "Key", "Slug", "StrictBool", "Words", "text", "typed"]


def _written(value: Any) -> Any:
    """A number is no day, though pydantic would count seconds from 1970."""
    if isinstance(value, date | str):
        return value
    raise PydanticCustomError("day", "YYYY-MM-DD")


NO_NULL = r"^[^\x00]*$"

Key = Annotated[str, Field(pattern=r"^[0-9a-z]{1,24}$", description="The random name of a row.")]
Slug = Annotated[str, Field(pattern=r"^[-0-9A-Za-z_]{1,80}$", description="The readable name of a row.")]
Day = Annotated[date, BeforeValidator(_written)]
Words = Annotated[str, Field(max_length=400, pattern=NO_NULL)]


class Given(Schema):
    """A body that says nothing which would be silently dropped."""

    model_config = ConfigDict(extra="forbid")


def text(longest: int, *, needed: bool = False, about: str = "") -> Any:
    """A text of the writer's: `needed`, or empty when left out."""
    if needed:
        return Field(min_length=1, max_length=longest, pattern=NO_NULL, description=about or None)
    return Field("", max_length=longest, pattern=NO_NULL, description=about or None)


def typed(given: Schema, *yes_no: str, **more: Any) -> dict[str, Any]:
    """The body as the page's form would send it, so that the same form reads both.

    yes_no: fields that a page asks with two buttons, where no answer is an answer too.
    """
    data = {name: value for name, value in given.dict().items() if value is not None}
    for name in yes_no:
        if name in data:
            data[name] = "yes" if data[name] else "no"
    return data | more
