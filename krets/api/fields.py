"""What comes in: texts without characters that PostgreSQL refuses, public names, bodies without unknown fields."""

from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict

NO_NULL = r"^[^\x00]*$"

Key = Annotated[str, Field(pattern=r"^[0-9a-z]{1,24}$", description="The random name of a row.")]
Slug = Annotated[str, Field(pattern=r"^[-0-9A-Za-z_]{1,80}$", description="The readable name of a row.")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="ISO 639-1, such as sv.")]
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
