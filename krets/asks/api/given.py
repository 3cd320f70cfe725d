"""What programs send about asks and answers. The page's forms judge it."""

from typing import Annotated, Literal

from ninja import Field

from krets.api.fields import NO_NULL, Day, Given, Key, Slug, StrictBool, text
from krets.networks.api import Gate, LookedOver

ONCE = "A name of your own for this call: sent again under the same name, it gives back what it became."
NUMBER = "Under which number your organisation keeps it. Other readers are not shown it."
Units = Annotated[list[Slug], Field(max_length=50)]
People = Annotated[list[Key], Field(max_length=200)]
Helped = Annotated[list[Key], Field(max_length=200)]


class AskGiven(Gate):
    title: str = text(160, needed=True, about="One question, as you would put it to a colleague.")
    body: str = text(20_000, needed=True, about="What it is about, and what would help. Markdown.")
    units: Units = Field([], description="Slugs of networks you are a member of.")
    people: People = Field([], description="Keys of people to ask by name. Without units nobody else is asked.")
    topic: str = text(120, about="In plain words, or CPV codes of 2–8 digits.")
    deadline: Day | None = Field(None, description="Today or later.")
    effect_sought: str = text(2000)
    failures_welcome: StrictBool = False
    tentative: StrictBool = False
    own_organisation_too: StrictBool = False
    unnamed: StrictBool = False
    number: str = text(80, about=NUMBER)
    once: str = text(80, about=ONCE)


class PreviewGiven(Given):
    title: str = text(160, needed=True)
    body: str = text(20_000)
    topic: str = text(120, about="In plain words, or CPV codes of 2–8 digits.")


class EnoughGiven(Given):
    title: str = text(160, needed=True, about="What you were about to ask.")
    kind: Literal["ask", "case"] = Field(description="Where the answer was.")
    key: Key


class AnswerGiven(Gate):
    body: str = text(40_000, needed=True, about="Markdown.")
    no_effect: StrictBool = Field(False, description="We tried it, and it had no effect.")
    case: Key | None = Field(None, description="A case that answers, and that you may read.")
    audience: Literal["same", "units", "asker"] = Field(
        "same",
        description="Who reads it: all who read the ask, some of them (`units`, `people`), or the asker only.",
    )
    units: Units = Field(
        [], description="For audience `units`: slugs of the ask's networks, or of groups in them."
    )
    people: People = Field([], description="For audience `units`: keys of people who read the ask.")
    unnamed: StrictBool = False
    number: str = text(80, about=NUMBER)
    once: str = text(80, about=ONCE)


class ThanksGiven(Given):
    helped: Helped = Field(min_length=1, description="Keys of the answers that helped.")


class ClosingGiven(LookedOver):
    used_for: str = text(4000, about="What you used the answers for. Everybody who answered gets to know.")
    helped: Helped = []


class ShareGiven(Gate):
    units: Units = []
    people: People = []


class ShareAnswerGiven(ShareGiven):
    audience: Literal["same", "units", "asker"] = "same"


class TakenDownGiven(Given):
    why: str = text(2000, about="Only its writer reads it.")


class WriteUpGiven(Given):
    answer: Key | None = Field(
        None, description="Invite the writer of this answer; without it you write up the whole ask yourself."
    )


class DeclineGiven(Given):
    reply: Literal["not_me", "not_now"]


class PassOnGiven(Given):
    to: str = Field(
        min_length=1, max_length=200, pattern=NO_NULL, description="Name or address of somebody who reads the ask."
    )
