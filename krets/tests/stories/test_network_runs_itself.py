"""A network from its founding to its second administrator, by pages alone and without scripts: text 004.

Fifteen municipalities, a state authority and the administrator's own organisation; twenty-five people.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from krets.asks.models import Ask
from krets.db.clock import now
from krets.networks import actions as networks
from krets.networks.models import Application, Membership, Reconfirmation, Unit
from krets.networks.rules import forget_counts
from krets.networks.tests.lists import csv
from krets.people import actions as people
from krets.people.models import Account, Organisation, Person
from krets.tests.cast import Cast
from krets.tests.stories.paper import Paper

SLUG = "hallbara-upphandlare"
HERE = f"/units/{SLUG}/"
MUNICIPALITIES = """Alkvik Björkmo Dalanäs Ekhult Fågelberg Gransjö Hällvik Idasund Kornmo Lövhult Mosjö Norrgärde
    Risvik Stensund Törnby"""
GROUPS = ("Transport", "Cirkulär ekonomi", "Uppföljning av krav")

pytestmark = pytest.mark.slow


@pytest.fixture
def buyers(cast: Cast) -> list[Person]:
    """Twenty-five in seventeen organisations, the administrator first; all have been here before."""
    rows = [("Rastagård inköpscentral", "central_body"), ("Gränsmyndigheten", "state")]
    rows += [(f"{name} kommun", "municipality") for name in MUNICIPALITIES.split()]
    places = [
        people.register_organisation(by=None, slug=f"ort-{n}", name=name, kind=kind)
        for n, (name, kind) in enumerate(rows)
    ]
    found = [_buyer(n, places[n % len(places)]) for n in range(25)]
    Account.objects.update(last_login=now())
    return found


def _buyer(n: int, place: Organisation) -> Person:
    names = ("Maja", "Asta", "Olle", "Petra", "Nils")
    name = f"{names[n]} Näsström" if n < len(names) else f"Person {n:02} Påhitt"
    person = people.register(
        by=None, name=name, email=f"{n}@ort.example", organisation=place, title="Hållbarhetsstrateg",
        languages=["sv"], language="sv",
    )  # fmt: skip
    return Person.objects.get(pk=person.pk)


def test_the_network_runs_itself(cast: Cast, buyers: list[Person]) -> None:
    eva, (maja, asta, olle, petra, nils) = Paper(cast.eva), [Paper(one) for one in buyers[:5]]

    # It is founded, and gets an administrator, who is called something else on paper.
    eva.opens("/units/kretsens-inkopare/found/").presses(
        "Bilda den", name="Hållbara upphandlare", slug=SLUG, kind="network", known_to="public",
        purpose="Vi delar våra bästa exempel och de misstag vi gjort.",
    )  # fmt: skip
    eva.opens(f"{HERE}mandates/appoint/").presses("Utse", who="0@ort.example", kind="coordinator")
    maja.opens("/profile/").presses("Spara", formal_name="Marianne Näsström")
    petra.opens("/people/?q=Näsström").sees("Maja Näsström").sees_no("Marianne")

    # The rule is put together of clauses: 80 % of the post, and somebody appointed; asked about each year.
    maja.opens(f"{HERE}rule/").presses("Lägg till", kind="share")
    maja.presses("Lägg till", kind="appointed")
    maja.presses("Spara", **{"c1-least": "80", "c1-topic": "hållbarhet i inköp", "yearly": "on"})
    assert len(Unit.objects.get(slug=SLUG).admission["clauses"]) == 2
    maja.opens("/week/").sees("Inget väntar den här veckan")

    # Asta is new: her first hour shows the network. She applies, and Maja sees rule and answers side by side.
    people.greet(account=buyers[1].account)
    Account.objects.filter(person=buyers[1]).update(is_new=True)
    asta.opens("/start/").follows("Visa mig runt").follows("Nätverk som passar").follows("Hållbara upphandlare")
    _applies(asta, share="100")
    maja.opens("/week/").sees("Asta Näsström vill vara med i Hållbara upphandlare")
    maja.follows("Asta Näsström vill vara med").sees("hållbarhet i inköp", "100")
    maja.presses("Besluta", admit="yes", why="Välkommen.")
    assert maja.path == "/week/"
    maja.sees("Ny här, inte hälsad välkommen än").presses("Hälsa välkommen")
    assert maja.path == "/week/"
    maja.sees("Inget väntar den här veckan")

    # Olle does not hold the rule: he is declined with a reason, asks for another look, and Eva makes an exception.
    _applies(olle, share="20")
    maja.opens("/week/").follows("Olle Näsström vill vara med")
    maja.presses("Besluta", admit="no", why="Regeln är minst 80 %.")
    olle.opens("/applications/").follows("Hållbara upphandlare").sees("Regeln är minst 80 %.")
    olle.follows("Be om omprövning").presses("Skicka", why="Jag är ensam om hållbarhet i tre kommuner.")
    maja.opens("/week/").sees_no("Olle")
    eva.opens("/week/").follows("Olle Näsström vill vara med")
    eva.presses("Besluta", admit="yes", why="Ensam i tre kommuner.", exempt="Ensam om hållbarhet i tre kommuner.")
    assert Application.objects.get(person=buyers[2]).state == "admitted"

    # The others stand in the list that Maja has kept. People and organisations are counted apart.
    unit = Unit.objects.get(slug=SLUG)
    kept = csv(*((one.name, one.account.email) for one in buyers[3:]), head=("Namn", "E-post"))
    maja.opens(f"{HERE}imports/").presses("Gå igenom den", file=SimpleUploadedFile("medlemmar.csv", kept))
    maja.sees("Inget är ändrat än", "22").presses("Ta in listan")
    networks.leave(by=cast.eva, unit=unit, person=cast.eva)
    forget_counts()  # they may be a minute old
    petra.opens(HERE).sees("25 personer från 17 organisationer")

    # Members choose among three subgroups, which set their own agenda.
    for name in GROUPS:
        maja.opens(f"{HERE}subgroups/propose/").presses("Föreslå", name=name, purpose=f"Om {name.lower()}.")
    for name in GROUPS:
        found = Unit.objects.get(name=name)
        if found.state == Unit.State.PROPOSED:
            maja.opens(f"{HERE}subgroups/").presses("Öppna")
    transport = Unit.objects.get(name=GROUPS[0]).slug
    for paper in (asta, petra):
        paper.opens(f"{HERE}subgroups/").presses("Gå med", at=transport).sees("Du är med i")
    asta.opens(f"/units/{transport}/agenda/").presses("Lyft fram", title="Laddning i depå")
    petra.opens(f"/units/{transport}/agenda/").sees("Laddning i depå")

    # An ask that nobody has answered for a week waits for Maja, and a few more are asked in one click.
    ask = _asks(buyers[1], unit)
    maja.opens("/week/").sees(ask.title).presses("Fråga några till").sees("Nästa omgång tillfrågas nu")
    assert maja.path == "/week/"

    # A year later each is asked whether it still holds: one click. Who does not answer rests; nothing goes.
    Membership.objects.filter(unit=unit).update(since=now() - timedelta(days=400))
    unit.rules.update(at=now() - timedelta(days=400))
    assert networks.ask_yearly(by=None) == 24
    question = Reconfirmation.objects.get(membership__person=buyers[1])
    asta.opens(f"/reconfirm/{question.key}/").presses("Ja, det gäller fortfarande")
    Reconfirmation.objects.filter(answered=None).exclude(membership__person=buyers[2]).delete()
    Reconfirmation.objects.filter(answered=None).update(
        asked=now() - timedelta(days=61), reminded=now() - timedelta(days=31)
    )
    assert networks.rest_silent(by=None) == 1
    maja.opens(f"{HERE}resting/").sees("Olle Näsström")

    # Maja hands over to Nils: from now on the week is his.
    maja.opens(f"{HERE}hand-over/{buyers[0].key}/").presses(
        "Lämna över", who="4@ort.example", note="Majas anteckningar."
    )
    nils.opens("/week/").sees("Veckan i mina nätverk").sees_no("Du håller inte i något nätverk")
    maja.opens("/week/").sees("Du håller inte i något nätverk")
    forget_counts()
    nils.opens(HERE).sees("24 personer")


def _applies(paper: Paper, *, share: str) -> None:
    paper.opens(f"{HERE}apply/").presses("Skicka ansökan", c1=share, c2="yes")
    paper.sees("väntar på beslut")


def _asks(person: Person, unit: Unit) -> Ask:
    """By her page; then a week goes by."""
    paper = Paper(person).opens("/asks/post/")
    paper.presses(
        "Se vad som redan sagts", title="Hur ställer ni krav på återbruk?", body="Berätta.", units=[unit.slug]
    )
    paper.presses("Publicera efterlysningen")
    key = re.search(r"/asks/(\w+)/", paper.path)
    assert key is not None, paper.text[:400]
    Ask.objects.filter(key=key[1]).update(posted=now() - timedelta(days=8))
    return Ask.objects.get(key=key[1])
