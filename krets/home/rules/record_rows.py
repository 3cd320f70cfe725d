"""An organisation's records as plain values: what pages, the API and the export show. Only as `home.records`.

Nothing here tells who wrote without a name: the organisation's own are marked `unnamed`, and letters that would
tell it say neither whom they went to nor what stood in them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.asks.models import Answer, AnswerTakenDown, Ask, AskTakenDown
from krets.cases.models import FIELDS, Case, Document, Effect, Withdrawal
from krets.db import readers
from krets.files.models import File
from krets.home.rules.records import ANSWER, ASK, CASE, RECEIVED, Found
from krets.networks.models import Audience, Unit
from krets.people.models import Organisation, RecordsNumber

Record = dict[str, Any]
SOME = 200  # rows at a time, so that however many there are take no more memory


def records(found: Sequence[Found], organisation: Organisation) -> list[Record]:
    """These rows of `listed`, in their order. As many queries however many there are."""
    numbers: dict[str, list[int]] = {ASK: [], ANSWER: [], RECEIVED: [], CASE: []}
    for name, pk, _at in found:
        numbers[name].append(pk)
    answers, received = numbers[ANSWER] + numbers[RECEIVED], set(numbers[RECEIVED])
    rows: dict[tuple[str, int], Record] = {}
    items: list[tuple[str, Any]] = [
        *((ASK, ask) for ask in _asks(numbers[ASK])),
        *((RECEIVED if answer.pk in received else ANSWER, answer) for answer in _answers(answers)),
        *((CASE, case) for case in _cases(numbers[CASE])),
    ]
    units = dict(
        Unit.objects.filter(pk__in=_units_of(item for _name, item in items) or NONE).values_list("pk", "name")
    )
    kept = RecordsNumber.objects.filter(
        organisation=organisation, key__in=[item.key for _name, item in items] or [""]
    )
    known = {(number.kind, number.key): number.number for number in kept}
    for name, item in items:
        record = _RECORD[name](item)
        record["read_by"] = _read_by(item.readers, units, item.writer_id)
        record["number"] = known.get((record["kind"], item.key), "")
        rows[name, item.pk] = record
    return [rows[name, pk] for name, pk, _at in found]


def _asks(numbers: list[int]) -> list[Ask]:
    rows = Ask.objects.filter(pk__in=numbers or NONE).select_related(
        "writer", "organisation", "closing", "secrecy_check__by", "taken_down__by"
    )
    return _with(
        list(rows), files=Ask.files.through.objects.filter(ask__in=numbers or NONE).select_related("file")
    )


def _answers(numbers: list[int]) -> list[Answer]:
    rows = Answer.objects.filter(pk__in=numbers or NONE).select_related(
        "writer", "organisation", "ask", "thanks", "secrecy_check__by", "taken_down__by"
    )
    filed = Answer.files.through.objects.filter(answer__in=numbers or NONE).select_related("file")
    return _with(list(rows), files=filed)


def _cases(numbers: list[int]) -> list[Case]:
    rows = Case.objects.filter(pk__in=numbers or NONE).select_related(
        "writer", "organisation", "secrecy_check__by"
    )
    return _with(
        list(rows),
        files=Document.objects.filter(case__in=numbers or NONE).select_related("file"),
        effects=Effect.objects.filter(case__in=numbers or NONE),
        down=Withdrawal.objects.filter(case__in=numbers or NONE).select_related("by"),
    )


NONE = [0]  # no row's number: asking for it costs the same query as for any


def _with(items: list[Any], **hung: "QuerySet[Any]") -> list[Any]:
    """Give each of the items, as `kept_…`, the rows that hang on it. One query for each name."""
    for name, rows in hung.items():
        by_item: dict[int, list[Any]] = {}
        for row in rows.order_by("pk"):
            number = next(getattr(row, f"{of}_id") for of in ("ask", "answer", "case") if hasattr(row, f"{of}_id"))
            by_item.setdefault(number, []).append(row)
        for item in items:
            setattr(item, f"kept_{name}", by_item.get(item.pk, []))
    return items


def _ask(ask: Ask) -> Record:
    closing = getattr(ask, "closing", None)
    texts = {"body": ask.body, "effect_sought": ask.effect_sought, "topic": ask.topic}
    return _shared(ask, "ask", "written", ask.title, texts, _files(ask)) | {
        "written": ask.posted,
        "sent": ask.posted,
        "via": _("from a mail archive") if ask.message_id.startswith("<") else _("on the page or through the API"),
        "gate": _gate(ask),
        "taken_down": _down(getattr(ask, "taken_down", None)),
        "closed": {"at": closing.at, "used_for": closing.used_for} if closing is not None else None,
    }


def _answer(answer: Answer, direction: str = "written") -> Record:
    down: AnswerTakenDown | None = getattr(answer, "taken_down", None)
    # What its writer took back, who received it no longer reads here; the letter that told of it still stands.
    body = "" if direction == "received" and down is not None else answer.body
    title = _("Answer to: {title}").format(title=answer.ask.title)
    files = _files(answer) if body else []
    thanks = getattr(answer, "thanks", None)
    return _shared(answer, "answer", direction, title, {"body": body}, files) | {
        "to": {"title": answer.ask.title, "url": settings.URL + reverse("ask", args=[answer.ask.key])},
        "written": answer.posted,
        "sent" if direction == "written" else "received": answer.posted,
        "via": answer.get_via_display(),
        "no_effect": answer.no_effect,
        "only_for_the_asker": answer.only_asker,
        "gate": _gate(answer),
        "taken_down": _down(down),
        "thanked": thanks.at if thanks is not None else None,
    }


def _received(answer: Answer) -> Record:
    return _answer(answer, "received")


def _case(case: Case) -> Record:
    texts = {name: getattr(case, name) for name in FIELDS if name not in ("title", "language")}
    kept: Any = case
    effects = [
        " · ".join(filter(None, [effect.indicator, effect.baseline, effect.result, effect.unit]))
        for effect in kept.kept_effects
    ]
    last = max(kept.kept_down, key=lambda row: row.at, default=None)
    return _shared(case, "case", "written", case.title, texts | {"effects": effects}, _files(case)) | {
        "written": case.created,
        "changed": case.edited,
        "sent": case.published,
        "via": _("on the page or through the API"),
        "gate": _gate(case),
        "taken_down": _down(last) if case.published is None else None,
    }


_RECORD: dict[str, Callable[[Any], Record]] = {ASK: _ask, ANSWER: _answer, RECEIVED: _received, CASE: _case}


def _shared(item: Any, kind: str, direction: str, title: str, texts: dict[str, Any], files: list[File]) -> Record:
    page = {"ask": item, "case": item, "answer": getattr(item, "ask", None)}[kind]
    mark = f"#answer-{item.key}" if kind == "answer" else ""
    own = direction == "written"
    return {
        "kind": kind,
        "direction": direction,
        "key": item.key,
        "url": settings.URL + reverse("case" if kind == "case" else "ask", args=[page.key]) + mark,
        "title": title,
        "language": item.language,
        "who": item.writer.name if item.writer is not None else None,
        "unnamed": item.unnamed,
        # The own organisation's is known to whoever reads this; of others no more than was shown.
        "organisation": item.organisation.name if item.organisation else None if own else item.outline or None,
        "texts": filled(texts),
        "files": [_file(file) for file in files],
    }


def _files(item: Any) -> list[File]:
    return [row.file for row in item.kept_files]


def _file(file: File) -> Record:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "path": f"files/{file.sha256[:16]}/{_plain_name(file.name)}",
    }


def _plain_name(name: str) -> str:
    return re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "_", name).strip(" .")[-120:] or "file"


def _gate(item: Any) -> Record | None:
    check = getattr(item, "secrecy_check", None)
    if check is None:
        return None
    return {
        "phase": check.get_phase_display(),
        "awarded": check.awarded,
        "award_date": check.award_date,
        "supplier_secrets": check.supplier_secrets,
        "by": check.by.name if check.by is not None else None,
        "at": check.at,
    }


def _down(row: "AskTakenDown | AnswerTakenDown | Withdrawal | None") -> Record | None:
    if row is None:
        return None
    return {"at": row.at, "as": row.role, "by": row.by.name if row.by is not None else None, "why": row.why}


def _units_of(items: Iterable[Any]) -> set[int]:
    return {int(token[5:]) for item in items for token in item.readers if token.startswith("unit:")}


def _read_by(tokens: Sequence[str], units: dict[int, str], writer: int | None) -> str:
    """Who could read it, in words; its writer alone when nobody else can."""
    names = tuple(
        units[int(token[5:])] for token in tokens if token.startswith("unit:") and int(token[5:]) in units
    )
    if not names and not {readers.PUBLIC, readers.BUYERS} & set(tokens):
        alone = set(tokens) <= ({readers.person(writer)} if writer is not None else set())
        return _("its writer alone") if alone else _("those it is between")
    return str(Audience(everybody=readers.PUBLIC in tokens, buyers=readers.BUYERS in tokens, units=names))


def filled(texts: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {name: value for name, value in texts.items() if value not in (None, "", [], False)}
