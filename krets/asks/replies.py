"""The same verb by mail: a reply to a letter about an ask is an answer to it."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from krets.asks import actions, emails, rules
from krets.asks.models import Answer, Ask, Draft
from krets.db.clock import today
from krets.engines.text.secrets import looks_secret
from krets.files.actions import FileRefused, keep, make_nameless
from krets.files.models import File
from krets.mail.reply import LOOK_AGAIN, MAY_TELL, Reply, names_you
from krets.networks.rules import address_of, is_member, reader_of_person
from krets.networks.rules import visible as visible_units
from krets.people.rules import may_be_guessed, named_in

TITLE, LONGEST = 160, 20_000  # characters


def receive(*, reply: Reply) -> str:
    """Post the reply as its person's answer; '' when it was, else a short reason: the person gets a letter."""
    reader = reader_of_person(reply.person.pk)
    ask = rules.visible(reader).select_related("closing").filter(key=reply.about_key).first()
    if ask is None:
        return "may not read the ask"
    if not rules.may_answer(reader, ask):
        return "closed"
    unnamed = rules.was_unnamed(ask, reply.person)  # a letter has no box to tick
    if not reply.confirmed and (why := _to_look_at(ask, reply, unnamed)):
        return why
    with override(reply.person.account.language or settings.LANGUAGE_CODE):
        files, refused = _kept(reply, unnamed)
        text = reply.text.strip() or (_("See what is attached.") if files else "")
    if not text:
        return "empty"
    actions.answer(
        by=reply.person,
        ask=ask,
        body=text[:40_000],
        files=files,
        unnamed=unnamed,
        via=Answer.Via.MAIL,
        message_id=_own_id(ask, reply),
    )
    if refused:
        emails.files_refused(ask, reply.person, refused)
    return ""


def receive_question(*, reply: Reply) -> str:
    """Ask in a subgroup what a member sent to its address: the subject is the question. What may be drawn from
    tenders waits as a draft, unless there is one; '' when it was asked, else a short reason."""
    reader = reader_of_person(reply.person.pk)
    unit = visible_units(reader).filter(slug=reply.about_key).first()
    if unit is None or not address_of(unit) or not is_member(reader, unit):
        return "may not ask there"
    title, body = " ".join(reply.subject.split())[:TITLE], reply.text.strip()[:LONGEST]
    if not title:
        return "empty"
    if looks_secret(f"{title}\n{body}"):
        if not Draft.objects.filter(person=reply.person).exists():
            actions.draft(by=reply.person, typed={"title": [title], "body": [body], "units": [unit.slug]})
        return LOOK_AGAIN
    files, refused = _kept(reply, unnamed=False)
    once = f"box:{reply.message_id}"[:400] if reply.message_id else ""
    ask = actions.post(
        by=reply.person, title=title, body=body or title, units=[unit], files=files, message_id=once
    )
    if refused:
        emails.files_refused(ask, reply.person, refused)
    return ""


def _to_look_at(ask: Ask, reply: Reply, unnamed: bool) -> str:
    """What its writer is asked about before it is posted, as a page asks; '' when there is nothing."""
    if not ask.after_award and looks_secret(reply.text):
        return LOOK_AGAIN
    if unnamed and (words := named_in(reply.text, reply.person)):
        return names_you(words)
    return MAY_TELL if unnamed and may_be_guessed(reply.person.organisation, ask.cpv, today()) else ""


def _own_id(ask: Ask, reply: Reply) -> str:
    """'' where somebody else's answer came under the same Message-ID: programs that send such letters exist."""
    message_id = reply.message_id[:400]
    others = ask.answers.filter(message_id=message_id).exclude(rules.answered_by(reply.person.pk))
    return "" if others.exists() else message_id


def _kept(reply: Reply, unnamed: bool) -> tuple[list[File], list[tuple[str, str]]]:
    files, refused = [], []
    for name, content, _type in reply.attachments:
        try:
            files.append(_keep(name, content, unnamed))
        except FileRefused as refusal:
            refused.append((name, str(refusal)))
    return files, refused


def _keep(name: str, content: bytes, unnamed: bool) -> File:
    """What can't be made nameless is not kept either."""
    with transaction.atomic():
        file = keep(name=name, content=content)
        if unnamed:
            make_nameless(files=[file])
        return file
