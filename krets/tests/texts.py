"""The texts of every room, as xgettext and the translators' files have them, and what no one can translate."""

import ast
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.core.management import call_command

KRETS = Path(__file__).resolve().parents[1]
LANGUAGES = ("sv", "fi")
EXTENSIONS = ("py", "html", "txt", "mjml")
# Not read by those who use Krets: the style guide shows parts, commands speak to operators, the demo is content.
NOT_TRANSLATED = re.compile(r"web/styleguide|/commands(/|\.py$)|^home/demo/|(^|/)(tests|migrations)/|^engines/")

Key = tuple[str, str, str]  # context, msgid, plural


@dataclass(frozen=True)
class Entry:
    """One text as a translator sees it; `texts` are its forms in the other language."""

    key: Key
    texts: tuple[str, ...]
    fuzzy: bool
    obsolete: bool

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(part for part in self.key[1:] if part)


def extracted(folder: Path) -> dict[str, set[Key]]:
    """What xgettext finds in each room, by a copy of the sources in `folder`; under "" what stands in no room."""
    for room in ("", *rooms()):
        (folder / room / "locale").mkdir(parents=True, exist_ok=True)
    for path in sources(*EXTENSIONS):
        target = folder / path.relative_to(KRETS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    here = Path.cwd()
    os.chdir(folder)
    try:
        call_command(
            "makemessages", locale=["sv"], extensions=list(EXTENSIONS), no_location=True, no_wrap=True, verbosity=0
        )
    finally:
        os.chdir(here)
    found = {}
    for room in ("", *rooms()):
        po = folder / room / "locale/sv/LC_MESSAGES/django.po"
        found[room] = {entry.key for entry in entries(po)} if po.exists() else set()
    return found


def rooms() -> list[str]:
    return sorted(path.parent.name for path in KRETS.glob("*/__init__.py") if path.parent.name != "tests")


def translated(room: str, language: str) -> list[Entry]:
    po = KRETS / room / "locale" / language / "LC_MESSAGES/django.po"
    return entries(po) if po.exists() else []


def entries(po: Path) -> list[Entry]:
    return [
        Entry(
            (one.msgctxt or "", one.msgid, one.msgid_plural or ""),
            tuple(one.msgstr_plural[form] for form in sorted(one.msgstr_plural)) or (one.msgstr,),
            one.fuzzy,
            bool(one.obsolete),
        )
        for one in polib.pofile(str(po))
    ]


def sources(*extensions: str) -> Iterator[Path]:
    for path in sorted(KRETS.rglob("*")):
        name = path.relative_to(KRETS).as_posix()
        spoken = (path.suffix == ".py" or "templates" in path.parts) and not NOT_TRANSLATED.search(name)
        if spoken and path.suffix[1:] in extensions:
            yield path


def placeholders(text: str) -> Counter[str]:
    """What must stand in a translation as it stands in the text: values, and the marks around words."""
    return Counter(re.findall(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z]+[^>]*>", text))


# Templates: what is left when tags, values, translated blocks, marks and scripts are taken away.
_BLOCKS = re.compile(r"\{%\s*(blocktranslate|comment)\b.*?\{%\s*end\1\s*%\}", re.DOTALL)
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_SILENT = re.compile(r"<!--.*?-->|<!doctype[^>]*>|<(script|style|svg)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:aria-label|aria-description|title|alt|placeholder)=\"([^\"]*)\"")
# Given to a tag or a filter as it stands; _("…") is translated.
_GIVEN = re.compile(r"(?:\b\w+=|\|(?:default|default_if_none|yesno):)\"([A-Z][a-z]+[^\"]*)\"(?=[^{}]*[%}]\})")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SAME_EVERYWHERE = re.compile(r"Krets|\b(CPV|NUTS|API|CSV|JSON)\b|&\w+;")


def bare_in_template(path: Path) -> list[str]:
    """Words in a template that stand in one language only."""
    text = _BLOCKS.sub(" ", path.read_text())
    found = [match[1] for match in _GIVEN.finditer(text)]
    # A tag inside an attribute must not end the element.
    text = _TAGS.sub("\0", text)
    if path.suffix != ".txt":
        text = _SILENT.sub(" ", text)
        found += [match[1] for match in _SPOKEN.finditer(text)]
        text = re.sub(r"<[^>]*>", "\n", text)
    found += re.split(r"[\n\0]", text)
    return [words.strip() for words in found if _LETTERS.search(_SAME_EVERYWHERE.sub("", words))]


_SAYING_KEYWORDS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "legend"}
_SAYING_CALLS = {"ValidationError", "FileRefused", "HttpError", "add_error"}
_SAYING_MESSAGES = {"error", "success", "info", "warning"}  # of django.contrib.messages


def bare_in_python(path: Path) -> list[str]:
    """Words in Python that a page would show in one language only, with the line they stand on."""
    return [f"{line}: {words}" for line, words in _bare(ast.parse(path.read_text())) if _LETTERS.search(words)]


def _bare(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in _SAYING_KEYWORDS:
                    yield from _literals(keyword.value)
            if _says(node.func):
                for argument in node.args:
                    yield from _literals(argument, sentence=True)
        elif isinstance(node, ast.ClassDef) and any(_called(base).endswith("Choices") for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                    yield from _literals(line.value.elts[1])


def _says(called: ast.expr) -> bool:
    by_messages = isinstance(called, ast.Attribute) and _called(called.value) == "messages"
    return _called(called) in (_SAYING_MESSAGES if by_messages else _SAYING_CALLS)


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr, sentence: bool = False) -> Iterator[tuple[int, str]]:
    """Texts written right here. `sentence`: only those with a space, as field names and codes have none."""
    if isinstance(node, ast.JoinedStr):
        fixed = (str(part.value) for part in node.values if isinstance(part, ast.Constant))
        node = ast.Constant("".join(fixed), lineno=node.lineno)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and (not sentence or " " in node.value):
        yield node.lineno, node.value
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _literals(value, sentence)
