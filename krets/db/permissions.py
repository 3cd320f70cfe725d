"""Who may see and do what, as a page for people: docs/permissions.md, read from rules and row policies.

Nothing is imported: the sentences are those of the rules' docstrings, so they stand beside what they tell of.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from krets.db.policies import OPEN, OPEN_PREFIXES

KRETS = Path(__file__).resolve().parents[1]
HEAD = """# Who may see and do what

*Made by `bin/permissions-docs` from the rules in the code; a test holds it up to date. For those who judge whether
Krets can be trusted, programmers or not.*

**Reader** is whoever reads: a signed-in person, somebody who is not signed in (a stranger), or a letter's
addressee. Every ask, answer, case, profile field and network carries the list of who may read it; a reader is let
in when they are on it: as this person, as a member of a unit (a network, chapter, subgroup or association), as a
buyer (signed in, and belonging to an organisation), or as anybody at all. Whoever may not know that something
exists gets the same answer as for something that does not. [identity.md](identity.md) tells how Krets knows who
somebody is.

All this is held twice. The **rules** are asked by every page, letter, file and call of the API. Below them the
**database** holds each table by itself and gives out nothing to whoever may not read it, even if a page forgot to
ask. *Named parts of the system* are jobs and verbs that need more than one reader may see, each listed in
identity.md with what it is for; they show nobody what they read.

Three charges let somebody see more than a colleague does, each for one thing. A **registrar** reads what the staff
of their own organisation wrote and received. Who **vouches** in a unit may be told who wrote something without a
name, for a reason that the writer hears of. A **coordinator** invites and takes down, and reads no more than a
member. Nobody has a role that reads everything: an operator gives commands on the machine, and sees on pages what
any colleague sees."""

NOUNS = {
    "people": "People and organisations",
    "networks": "Networks and their members",
    "asks": "Asks and answers",
    "cases": "Cases",
    "records": "Records: the trail, and what is removed when",
    "home": "What is held about oneself",
    "activity": "What one hears of",
    "mail": "E-mail",
    "search": "Search",
    "files": "Files",
    "codes": "Code lists",
}
SEES = re.compile(
    r"(visible|own)(_|$)|published$|members$|coordinators$|attached$|written_up$|units_in_common$|held_"
)
SEES_TOO = {
    "asked", "asker_of", "audience", "colleague", "leaves_trace", "looked_at", "official_looks", "outline_of",
    "person_behind", "reasons_for", "registrar_of", "tellable", "vouching", "who_reads", "withdrawn", "writer_of",
}  # fmt: skip
DOES = re.compile(r"(may|can|must)_(?!be_)")
IS = re.compile(
    r"(is|was|stays|has|coordinates|hears|holds|vouches|may_be)(_|$)|who_lets_back$|removable$|signed_in_once$|candidates$"
)
# A sentence with one of these speaks to programmers, and is left out.
FOR_PROGRAMMERS = re.compile(r"[`{}\[\]]|\bquer(?:y|ies)\b|\bpk\b|\btokens?\b|\bJSON\b|KeyError|\b40[34]\b")


def markdown() -> str:
    rooms = [path.parent.name for path in KRETS.glob("*/__init__.py") if (path.parent / "README.md").exists()]
    order = [*NOUNS, *sorted(set(rooms) - set(NOUNS))]
    parts = [HEAD, *(part for room in order if (part := "\n".join(_room(room))))]
    return "\n\n".join([*parts, "\n".join(_open())]) + "\n"


def told(room: str) -> Iterator[tuple[str, str, str]]:
    """What a room's rules say: kind (sees, does, is), the rule's name, and its sentences for everybody."""
    for function in _functions(room):
        name = function.name
        kind = "does" if DOES.match(name) else "is" if IS.match(name) else ""
        if SEES.match(name) or name in SEES_TOO:
            kind = "sees"
        if kind and not _variant(function):
            yield kind, name, _plain(ast.get_docstring(function) or "")


def held() -> Iterator[tuple[str, str]]:
    """Each table that a policy holds, and who is given a row of it."""
    for path in sorted(KRETS.glob("*/migrations/0*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _POLICIES:
                yield str(ast.literal_eval(node.args[0])), _given_to(node.func.id, node)


def _room(room: str) -> Iterator[str]:
    rules = sorted(told(room), key=lambda rule: rule[1])
    tables = [(table, who) for table, who in held() if table.startswith(f"{room}_")]
    if not rules and not tables:
        return
    yield f"## {NOUNS.get(room, room.capitalize())}"
    for kind, title in (("sees", "Who sees what"), ("does", "Who may do what"), ("is", "Who counts as what")):
        lines = [_line(kind, name, text) for one, name, text in rules if one == kind]
        if lines:
            yield "\n".join([f"\n### {title}\n", *lines])
    if tables:
        yield "\n### What the database gives out\n\n| table | to |\n|---|---|"
        yield from (f"| `{table}` | {who} |" for table, who in sorted(tables))


def _line(kind: str, name: str, text: str) -> str:
    if kind == "does":
        return f"- **{name.partition('_')[2].replace('_', ' ').capitalize()}**: {text} (`{name}`)"
    return f"- {text} (`{name}`)"


def _open() -> Iterator[str]:
    yield "## Tables that the database leaves open\n"
    yield "They are read before anybody's identity is known, or hold what anybody may know. Rules hold too.\n"
    yield "| table | because it is |\n|---|---|"
    yield from (f"| `{table}` | {why} |" for table, why in sorted(OPEN.items()))
    yield from (f"| `{prefix}…` | {why} |" for prefix, why in sorted(OPEN_PREFIXES.items()))


def _functions(room: str) -> Iterator[ast.FunctionDef]:
    for path in [*KRETS.glob(f"{room}/rules.py"), *sorted(KRETS.glob(f"{room}/rules/*.py"))]:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield node


def _variant(function: ast.FunctionDef) -> bool:
    """Whether it says the same as the one above it, for another use."""
    return (ast.get_docstring(function) or "").startswith("The same")


def _plain(docstring: str) -> str:
    sentences = re.split(r"(?<=[.:]) (?=[A-Z`])", " ".join(docstring.split()))
    return " ".join(sentence for sentence in sentences if not FOR_PROGRAMMERS.search(sentence))


# What a condition that a migration names by a word of its own lets in.
_TERMS = {
    "SENT": "whoever administers the unit, once it is sent",
    "OF_MEMBERSHIP": "the member it asks, and whoever administers the unit",
}
_POLICIES = {
    "by_readers": "whoever is on its list of readers",
    "by_own": "only the person it is of",
    "by_people": "the people it is between, and whoever appoints in the unit",
    "by_system": "named parts of the system only",
    "by_terms": "",
    "with_read": "whoever is given the",
    "with_parent": "whoever is given",
    "with_writer": "who wrote the",
    "with_links": "whoever is given a row of",
}


def _given_to(policy: str, node: ast.Call) -> str:
    said = {one.arg: ast.unparse(one.value) for one in node.keywords if one.arg}
    own, only_if = said.pop("own", ""), said.pop("only_if", "")
    who = _POLICIES[policy]
    if policy == "with_parent" and not said:
        who = ""
    elif policy == "with_parent":
        who += f" the {' or '.join(f'`{ast.literal_eval(parent)}`' for parent in said.values())} that it hangs on"
    elif policy in ("with_writer", "with_read"):
        who += f" `{ast.literal_eval(node.args[2])}` that it hangs on"
    elif policy == "by_terms":
        terms = [ast.unparse(term) for term in node.args[1:]]
        who = "; ".join(_TERMS.get(term) or "; ".join(_own(term)) for term in terms)
    elif policy == "with_links":
        links = [ast.literal_eval(link)[0] for link in node.args[1:]]
        who += f" {' or '.join(f'`{link}`' for link in links)} that names it"
    return "; ".join(filter(None, [who + _only(only_if), *_own(own)]))


def _only(condition: str) -> str:
    """What more must hold, in words for the SQL or the helper that says it."""
    if not condition:
        return ""
    if narrowed := re.match(r"narrowed_within\(.*'(\w+)'\)$", condition):
        return f", and where it was narrowed nobody who is not given the `{narrowed[1]}`"
    if "among_some(" in condition:
        return ", and where it was narrowed is on its own list of readers too, or wrote that"
    known = {"published is not null": "published", "out is not null": "out", ".shared": "shared"}
    word = next((word for sign, word in known.items() if sign in condition), "")
    return f" once it is {word}" if word else f" where {condition}"


def _own(condition: str) -> Iterator[str]:
    """Whoever else is let in."""
    if "written(" in condition:
        yield "who wrote it, with a name or without"
    if asked := re.search(r"asked_in='(\w+)'", condition):
        yield f"where it was kept to whoever asked, who wrote the `{asked[1]}`"
    for parent in re.findall(r"(\w+)_is_own\(", condition):
        yield f"who wrote the `{parent}` that it hangs on"
    for row in re.findall(r"(\w+)_is_put\(", condition):
        yield f"whom the `{row}` is put to"
    if "_takes_lists(" in condition or "_administers(" in condition:
        yield "whoever administers the unit"
    if "of_import(" in condition:
        yield "whoever is given the `networks_import` that it hangs on"
    if condition.startswith("own(") or "{own(" in condition:
        yield "the person it is of"
