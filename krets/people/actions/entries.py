"""Somebody asks to be let in: asked, proved by a code, then decided by a verified domain or a person."""

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.db.keys import new_key
from krets.people import emails, rules
from krets.people.actions.employers import NotCovered, settle
from krets.people.actions.register import register
from krets.people.models import Account, EntryRequest, Organisation, Person
from krets.people.rules import Outcome


@verb
def ask_entry(
    *,
    by: Person | None,
    name: str,
    email: str,
    employer: str,
    title: str = "",
    language: str = "",
    goes_on_to: str = "",
    leaves_former: bool = False,
) -> str:
    """Keep what somebody says of themselves, and write to the address with a code; the key of what is kept.

    `by`: who is signed in and has a new employer. Whose address is in already gets a letter that says how to sign
    in, and a key that opens nothing: the page is the same.
    """
    email = email.strip().casefold()
    own = by is not None and by.account.email == email
    if rules.is_settled(email) and not own:
        emails.entry_known(to=email, language=language)
        return new_key()
    entry = EntryRequest(
        person=by, name=name, email=email, employer=employer, title=title, language=language,
        goes_on_to=goes_on_to, leaves_former=leaves_former,
    )  # fmt: skip
    code = rules.new_code()
    entry.digest = rules.digest_of_code(entry.key, code)
    entry.save()
    emails.entry_code(to=email, language=language, code=code)
    return entry.key


@verb
def prove_entry(*, by: Person | None, key: str, code: str) -> EntryRequest | None:
    """Take the code of the letter. None for a wrong one, and for a key that opens nothing.

    An address on the verified domain of an organisation that falls under procurement law is let in at once; all
    others wait for a person. What others said of the same address and did not prove is removed.
    """
    entry = EntryRequest.objects.select_for_update(of=("self",)).filter(key=key, person=by).first()
    if entry is None or not rules.is_opened_by(entry, code):
        if entry is not None and not entry.proved:
            entry.tries += 1
            entry.save(update_fields=["tries"])
        return None
    entry.proved, entry.digest = now(), ""
    entry.save(update_fields=["proved", "digest"])
    EntryRequest.objects.filter(email=entry.email, decided=None).exclude(pk=entry.pk).delete()
    domain = rules.domain_of(entry.email)
    organisation = rules.organisation_of_domain(domain)
    if rules.outcome_of(proved=True, domain_of=organisation) is Outcome.BUYER and organisation is not None:
        _admit(entry, organisation, by=None, domain=domain)
    else:
        emails.entry_waits(entry)
    record(verb="people.prove_entry", kind="entry", key=entry.key, by=entry.person)
    return entry


@verb
def let_in(
    *, by: Person | None, entry: EntryRequest, organisation: Organisation, why: str = "", operator: str = ""
) -> Person:
    """A person has looked at it: somebody works there. They hear by letter. Raises NotCovered."""
    if not organisation.covered:
        raise NotCovered
    person = _admit(entry, organisation, by=by, why=why, operator=operator)
    emails.entry_let_in(entry)
    record(verb="people.let_in", kind="entry", key=entry.key, by=by)
    return person


@verb
def refuse_entry(*, by: Person | None, entry: EntryRequest, why: str, operator: str = "") -> None:
    """A person has looked at it and says no, with the reason, which goes with the letter."""
    _decide(entry, False, by=by, why=why, operator=operator)
    emails.entry_refused(entry)
    record(verb="people.refuse_entry", kind="entry", key=entry.key, by=by)


def _admit(
    entry: EntryRequest,
    organisation: Organisation,
    *,
    by: Person | None,
    domain: str = "",
    why: str = "",
    operator: str = "",
) -> Person:
    """Who is new here comes with the name that they gave; who was known keeps theirs."""
    known = Account.objects.filter(email=entry.email).select_related("person__organisation").first()
    person = entry.person or (known.person if known else None)
    if person is None:
        person = register(
            by=by, name=entry.name, email=entry.email, title=entry.title, language=entry.language,
            languages=[entry.language] if entry.language else [],
        )  # fmt: skip
    settle(
        by=by, person=person, organisation=organisation, title=entry.title, domain=domain, operator=operator,
        why=why, leaves_former=entry.leaves_former,
    )  # fmt: skip
    entry.person, entry.organisation = person, organisation
    _decide(entry, True, by=by, why=why, operator=operator)
    return person


def _decide(entry: EntryRequest, let_in: bool, *, by: Person | None, why: str, operator: str) -> None:
    entry.decided, entry.let_in, entry.by, entry.why, entry.operator = now(), let_in, by, why, operator[:80]
    entry.save()
