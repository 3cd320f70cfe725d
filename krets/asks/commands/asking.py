"""Archives in, looking before asking, taking down."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.utils import translation

from krets.asks import actions
from krets.asks.actions import Conversation, Letter, TakenIn, take_in
from krets.asks.models import Answer, Ask
from krets.asks.search import said_before
from krets.cases import actions as cases
from krets.cases.models import Case
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.db.tally import Tally
from krets.engines.threads import Message
from krets.mail.archive import CUT_OFF, Archive, Head, Thread, opened
from krets.networks.models import Unit
from krets.networks.rules import reader_of
from krets.people.models import Account

BATCH = 200  # letters in a transaction, more only when one thread has more


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--unit", "slug", required=True, metavar="SLUG", help="Where people asked; `krets units` lists them."
)
@click.option("--json", "as_json", is_flag=True, help="End with one object of counts.")
def import_mail(archive: Path, slug: str, as_json: bool) -> None:
    """Import the mail archive of a network: threads become asks and answers.

    ARCHIVE is an mbox, gzipped or not. Senders become people who have not signed in yet, and members of the
    unit; nobody is written to. A second run adds nothing; an archive that grew adds what is new. What could
    not be taken is counted with its reason.
    """
    with acting_as(Reader.of_system("import")):
        unit = Unit.objects.filter(slug=slug).first()
        known = list(_known(unit)) if unit else []
    if unit is None:
        raise click.ClickException(f"There is no unit {slug!r}. `krets units` lists them.")
    with _bar("Reading", archive.stat().st_size) as far, opened(archive, far) as box:
        if box.exported:
            raise click.ClickException("Krets wrote this archive. `krets import all DIR` reads all it says.")
        threads = box.threads(known)
        far(archive.stat().st_size)
        tally, made = _take(box, unit, threads, {message.message_id for message in known})
    tally.say(
        as_json=as_json,
        asks=made.asks,
        answers=made.answers,
        people=made.people,
        shortened=made.shortened,
        files_left_out=made.files_left_out,
    )


def _take(box: Archive, unit: Unit, threads: Sequence[Thread], known: set[str]) -> tuple[Tally, TakenIn]:
    tally, made = Tally(read=len(box.heads) + box.skipped[CUT_OFF], skipped=box.skipped), TakenIn()
    with _bar("Taking in", len(box.heads)) as far:
        done = 0
        for batch in _batches(threads):
            conversations = [
                found for thread in batch if (found := _conversation(box, thread, known, tally)).letters
            ]
            with acting_as(Reader.of_system("import")):
                made += take_in(by=None, unit=unit, conversations=conversations)
            done += sum(isinstance(one, Head) for thread in batch for one in thread.members)
            far(done)
        far(len(box.heads))
    tally.new, tally.unchanged = made.new, tally.unchanged + made.unchanged
    tally.skipped += made.skipped
    return tally, made


def _conversation(box: Archive, thread: Thread, known: set[str], tally: Tally) -> Conversation:
    """What may be new in a thread. Letters that are known are not read again."""
    letters = []
    for head in thread.members:
        if not isinstance(head, Head):
            continue
        if head.message_id in known:
            tally.unchanged += 1
            continue
        said = box.content(head)
        if head.refused or said.refused:
            tally.skipped[head.refused or said.refused] += 1
            continue
        files = tuple((name, content) for name, content, _type in said.attachments)
        name = box.names.get(head.sender, "")
        letters.append(Letter(head.message_id, head.sender, name, head.date, said.subject, said.text, files))
    order = tuple(one.message_id if isinstance(one, Head) else one for one in thread.members)
    return Conversation(tuple(letters), order, thread.begins)


def _batches(threads: Sequence[Thread]) -> Iterator[list[Thread]]:
    batch: list[Thread] = []
    size = 0
    for thread in threads:
        if batch and size + len(thread.members) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(thread)
        size += len(thread.members)
    if batch:
        yield batch


def _known(unit: Unit) -> Iterator[Message]:
    """The letters that the unit has already, as what an archive's letters may answer. Ids are our own."""
    asks = Ask.objects.filter(units=unit, message_id__startswith="<")
    for message_id, begins, title, posted in asks.values_list(
        "message_id", "begins", "title", "posted"
    ).iterator():
        yield Message(message_id, message_id, begins, (), f"Re: {title}" if begins else title, posted)
    answers = Answer.objects.filter(ask__units=unit, message_id__startswith="<")
    for message_id, ask, title, posted in answers.values_list(
        "message_id", "ask__message_id", "ask__title", "posted"
    ).iterator():
        yield Message(message_id, message_id, ask, (), f"Re: {title}", posted)


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; tell it how far one is."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=max(1, length), label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda far: bar.update(far - bar.pos)


@click.command()
@click.option("--preview", "text", required=True, metavar="TEXT", help="What you are about to ask.")
@click.option("--as", "email", required=True, metavar="EMAIL", help="Whose eyes to look with.")
@click.option("--json", "as_json", is_flag=True, help="Print one object: asks, cases, people.")
def ask(text: str, email: str, as_json: bool) -> None:
    """See what has been said before about a question, and who may know. Nothing is posted and nobody is asked."""
    account = Account.objects.filter(email=email.strip().casefold()).select_related("person__organisation").first()
    if account is None or account.person is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    with acting_as(reader_of(account)) as reader, translation.override(account.language or settings.LANGUAGE_CODE):
        before = said_before(text, reader=reader, like=account.person.organisation)
        kinds = {"asks": before.asks, "cases": before.cases}
        found: dict[str, list[dict[str, object]]] = {
            name: [
                {"key": hit.key, "title": hit.title, "because": [str(why) for why in hit.because]} for hit in hits
            ]
            for name, hits in kinds.items()
        }
        found["people"] = [
            {"key": person.key, "name": person.name, "because": [str(why) for why in because]}
            for person, because in before.people
        ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for kind, rows in found.items():
        for row in rows:
            because = row["because"]
            assert isinstance(because, list)
            click.echo(f"{kind}: {row.get('title') or row['name']}\n    {'; '.join(because)}")


@click.command()
@click.argument("kind", type=click.Choice(["ask", "answer", "case"]))
@click.argument("key")
@click.option("--why", default="", help="Told to its writer.")
def withdraw(kind: str, key: str, why: str) -> None:
    """Take down at once what others should not read. Its writer keeps it and hears why.

    KEY is what stands last in its address: /asks/KEY/, /cases/KEY/, #answer-KEY.
    """
    with acting_as(Reader.of_system("withdraw")):
        if kind == "ask" and (ask := Ask.objects.filter(key=key).first()):
            actions.withdraw(by=None, ask=ask, why=why)
        elif kind == "answer" and (answer := Answer.objects.filter(key=key).first()):
            actions.withdraw_answer(by=None, answer=answer, why=why)
        elif kind == "case" and (case := Case.objects.filter(key=key).first()):
            cases.withdraw(by=None, case=case, why=why)
        else:
            raise click.ClickException(f"There is no {kind} {key!r}.")
    click.echo(f"The {kind} is taken down.")
