"""What people of the cast wrote, told and brought, as the model knows it."""

from dataclasses import dataclass, field


@dataclass
class Item:
    """Something written: its marks are those that everybody who reads it may be told. taken_by: who took it down,
    other than its writer."""

    key: str
    writer: str
    named: bool = True
    words: dict[str, str] = field(default_factory=dict)  # what it is: the word
    taken_by: str = field(default="", kw_only=True)

    def __hash__(self) -> int:
        return id(self)

    @property
    def marks(self) -> set[str]:
        return {self.key, *self.words.values()}


@dataclass(eq=False)
class Ask(Item):
    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()  # named one by one
    open: bool = True
    before_award: bool = False
    file: str = ""  # its key
    taken_down: bool = False
    own: dict[str, str] = field(default_factory=dict)  # said to its writer alone, such as why it was taken down


@dataclass(eq=False)
class Answer(Item):
    ask: Ask | None = None
    only_asker: bool = False
    only: tuple[frozenset[str], frozenset[str]] | None = None  # of the ask's readers those in units, and people
    before_award: bool = False
    file: str = ""
    taken_down: bool = False
    own: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Case(Item):
    audience: str = ""  # a draft has none
    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    pending: dict[str, str] = field(default_factory=dict)  # typed since it was published
    own: dict[str, str] = field(default_factory=dict)  # said to itself, such as why it was taken down
    document: str = ""  # its key
    document_for: tuple[frozenset[str], frozenset[str]] | None = None  # of its readers those in units, and people
    before_award: bool = False  # as it was published
    decided: bool = True
    filled: bool = True  # nothing is lacking for it to be published


@dataclass(eq=False)
class Question(Item):
    """To the writer of a case; `reply` is the word of what was replied, which others read once it is out."""

    case: Case | None = None
    lets: bool = False  # the asker lets others read it
    share: bool = False  # so does the writer
    reply: str = ""
    out: bool = False


@dataclass(eq=False)
class Handover(Item):
    """Its writer is who handed over; the note is between the two and whoever appoints in the unit or above."""

    unit: str = ""
    to: str = ""


@dataclass(eq=False)
class Noted(Item):
    """A topic, a word of the next meeting or a note of a subgroup: read in it, or in its network too."""

    unit: str = ""
    wide: bool = False


@dataclass(eq=False)
class Admission(Item):
    """An application to a unit: read by who wrote it and by those who administer the unit. `name`: what they were
    called then; `exempt`: why although a clause fails, which the members read."""

    unit: str = ""
    name: str = ""
    sent: bool = False
    exempt: str = ""

    @property
    def marks(self) -> set[str]:
        return {self.key, *self.words.values(), self.name}


@dataclass(eq=False)
class Application(Item):
    """To found a unit. The names of who was asked to sign, as they were then, are among its words."""

    signatories: set[str] = field(default_factory=set)
    sent: bool = False


@dataclass(eq=False)
class Matter(Item):
    """What a unit decides."""

    unit: str = ""
    draft: bool = True


@dataclass
class Brought:
    """A list of members: its key, the unit, who brought it, and the word in its one row."""

    key: str
    unit: str
    by: str
    word: str


@dataclass
class Told:
    """A name or a field of a profile, with its own audience: me, units, buyers, public."""

    word: str
    audience: str
