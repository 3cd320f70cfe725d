"""What is done with public lists of codes: the host imports them."""

import re
from collections.abc import Callable, Iterable, Mapping

from krets.codes.models import Code, Outline
from krets.db.clock import now
from krets.db.identity import verb
from krets.db.tally import Tally

SHAPES = {"cpv": re.compile(r"\d{8}"), "nuts": re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")}
BATCH = 1000

Labels = Mapping[str, str]


@verb
def import_list(
    *, list: str, rows: Iterable[tuple[str, Labels]], done: Callable[[int], None] = lambda rows: None
) -> Tally:
    """Take codes and their labels into a list ("cpv", "nuts"). Labels in other languages stay.

    rows: a code may come several times, with more languages each time, and is counted once. done: told after
    each batch.
    """
    counts = Tally()
    given: dict[str, dict[str, str]] = {}
    for code, labels in rows:
        told = {language: label.strip() for language, label in labels.items() if label and label.strip()}
        if not SHAPES[list].fullmatch(code):
            counts.skip(f"not a {list.upper()} code")
        elif not told:
            counts.skip("no label")
        else:
            given.setdefault(code, {}).update(told)
    counts.read += len(given)
    codes = sorted(given)
    for start in range(0, len(codes), BATCH):
        batch = codes[start : start + BATCH]
        _take(list, {code: given[code] for code in batch}, counts)
        done(len(batch))
    return counts


@verb
def replace_outlines(*, outlines: Mapping[str, str]) -> None:
    """Take outlines of regions, code to SVG path; those of other regions stay."""
    Outline.objects.filter(code__in=outlines).delete()
    Outline.objects.bulk_create(Outline(code=code, path=path) for code, path in sorted(outlines.items()))


def _take(name: str, given: dict[str, dict[str, str]], counts: Tally) -> None:
    known = {code.code: code for code in Code.objects.of(name).filter(code__in=given)}
    new, changed, moment = [], [], now()
    for text, labels in given.items():
        code = known.get(text)
        if code is None:
            new.append(Code(list=name, code=text, labels=labels, imported=moment))
        elif code.labels != code.labels | labels:
            code.labels, code.imported = code.labels | labels, moment
            changed.append(code)
        else:
            counts.unchanged += 1
    Code.objects.bulk_create(new)
    Code.objects.bulk_update(changed, ["labels", "imported"])
    counts.new += len(new)
    counts.changed += len(changed)
