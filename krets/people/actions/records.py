"""Who keeps an organisation's records, and under which number an item stands in them."""

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.people.models import Organisation, Person, RecordsNumber, Registrar


@verb
def appoint_registrar(*, by: str, person: Person, organisation: Organisation) -> Registrar:
    """Let a person read what the organisation's staff write and receive. `by`: the operator, by name.

    Appointed twice, it is the first time that counts.
    """
    registrar, new = Registrar.objects.get_or_create(
        person=person, organisation=organisation, ended=None, defaults={"appointed_by": by[:80]}
    )
    if new:
        record(verb="people.appoint_registrar", kind="organisation", key=organisation.slug, by=None)
    return registrar


@verb
def end_registrar(*, by: str, registrar: Registrar) -> None:
    """From this moment the person reads no more than before."""
    registrar.ended = now()
    registrar.save(update_fields=["ended"])
    record(verb="people.end_registrar", kind="organisation", key=registrar.organisation.slug, by=None)


@verb
def number_record(*, by: Person | None, organisation: Organisation, kind: str, key: str, number: str) -> None:
    """Say under which number an item stands in the organisation's records; '' takes the number away.

    kind and key: "ask", "answer" or "case", and its public name. Who did it is not kept here: of an unnamed item
    it would be its writer.
    """
    number = " ".join(number.split())[:80]
    rows = RecordsNumber.objects.filter(organisation=organisation, kind=kind, key=key)
    if not number:
        rows.delete()
    elif not rows.update(number=number, at=now()):
        RecordsNumber.objects.create(organisation=organisation, kind=kind, key=key, number=number)
