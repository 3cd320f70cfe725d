"""The same verbs by mail: an answer to a letter about a question is its reply, or its asker's next question."""

import hashlib

from krets.cases import actions, emails, rules
from krets.cases.models import Question, Reply
from krets.db.readers import Reader
from krets.engines.text.secrets import looks_secret
from krets.mail.reply import LOOK_AGAIN, names_you
from krets.mail.reply import Reply as Mailed
from krets.networks.rules import reader_of_person
from krets.people.rules import named_in


def receive(*, reply: Mailed) -> str:
    """Take it; '' when it was taken, else a short reason. Files are left out: their person gets a letter."""
    reader = reader_of_person(reply.person.pk)
    questions = rules.visible_questions(reader).select_related("case__writer")
    question = questions.filter(key=reply.about_key).first()
    if question is None:
        return "may not read the question"
    replies, asks = rules.may_reply(reader, question), rules.is_asker(reader, question)
    if not replies and not (asks and rules.may_ask_writer(reader, question.case)):
        return "replied to already, or not theirs"
    text = reply.text.strip()
    if not text:
        return "empty"
    if not reply.confirmed:
        if not question.case.after_award and looks_secret(text):
            return LOOK_AGAIN
        unnamed = question.case.unnamed if replies else question.unnamed
        if unnamed and (words := named_in(text, reply.person)):
            return names_you(words)
    _take(reader, question, reply, text)
    if reply.attachments:
        emails.no_files(question, to=reply.person)
    return ""


def _take(reader: Reader, question: Question, reply: Mailed, text: str) -> None:
    once = _once(reply)
    if rules.may_reply(reader, question):
        actions.reply(by=reply.person, question=question, how=Reply.How.ANSWERED, body=text[:20_000], once=once)
    else:
        actions.ask_writer(
            by=reply.person, case=question.case, body=text[:4000], unnamed=question.unnamed, once=once
        )


def _once(reply: Mailed) -> str:
    """Not the Message-ID itself, which says what host it was written at."""
    return "mail:" + hashlib.sha256(f"{reply.person.key}:{reply.message_id}".encode()).hexdigest()[:40]
