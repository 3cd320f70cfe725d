"""Who is trusted with what in the demo's association, and what a subgroup of it takes up. All invented."""

from datetime import date, timedelta

from krets.db import clock
from krets.home.demo.cast import PASSWORD, Cast
from krets.networks import actions
from krets.networks.models import Mandate, Topic
from krets.people import actions as people

# slug of the unit, who, kind, days since, days left or None, firm or whose council
MANDATES = (
    ("kretsens-inkopare", "cilla", "chair", 230, 135, ""),
    ("kretsens-inkopare", "anna", "board", 230, 135, ""),
    ("kretsens-inkopare", "bo", "board", 230, 135, ""),
    ("kretsens-inkopare", "david", "board", 595, 135, ""),
    ("kretsens-inkopare", "stina", "secretariat", 320, None, "Stämma och Protokoll AB (demo)"),
    ("kretsens-inkopare", "eva", "council", 90, 275, "Inköpsdagarna i Mittland (demo)"),
    ("uppfoljning", "david", "lead", 200, None, ""),
    ("hallbart-inkop", "anna", "co_host", 320, 45, ""),
    ("hallbart-inkop", "cilla", "mentor", 60, None, ""),
)

# title, why, who, who else wants it
TOPICS = (
    (
        "Vad gör vi när vitet aldrig tas ut?",
        "Vi har vite i fyra avtal av fem och har tagit ut det en gång på tre år.",
        "david", ("anna", "bo", "nina"),
    ),
    ("Stickprov på fakturor: hur ofta räcker det?", "", "bo", ("david",)),
    ("Mall för uppföljningsmöte", "Vi har en på två sidor som någon får gärna göra kortare.", "anna", ()),
)  # fmt: skip


def load_mandates(cast: Cast) -> None:
    """Appoint, and let a subgroup set its agenda, once."""
    if Mandate.objects.filter(kind=Mandate.Kind.CHAIR).exists():
        return
    cast.people["stina"] = people.register(
        by=None, name="Stina Stämberg", email="stina@stamma.example", title="Föreningssekreterare",
        languages=["sv"], language="sv", password=PASSWORD,
    )  # fmt: skip
    for slug, who, kind, ago, left, of in MANDATES:
        with clock.shifted(timedelta(days=-ago)):
            actions.appoint(
                by=None,
                unit=cast.units[slug],
                person=cast.people[who],
                kind=kind,
                until=_in_days(ago + left) if left else None,
                firm=of if kind == Mandate.Kind.SECRETARIAT else "",
                outside=of if kind == Mandate.Kind.COUNCIL else "",
            )
    actions.settle_mandates()  # roles were worked out for the days on which it was appointed
    _take_up(cast)


def _take_up(cast: Cast) -> None:
    unit = cast.units["uppfoljning"]
    for title, why, who, others in TOPICS:
        topic = actions.put_forward(by=cast.people[who], unit=unit, title=title, why=why)
        for other in others:
            actions.vote_for(by=cast.people[other], topic=topic)
    done = Topic.objects.get(unit=unit, title=TOPICS[1][0])
    actions.tick_off(by=cast.david, topic=done)
    actions.tell_next_meeting(
        by=cast.david,
        unit=unit,
        text="Första torsdagen i månaden klockan 13–14, på distans. Länken kommer dagen före.",
    )
    actions.watch(
        by=cast.david,
        unit=unit,
        title="Ny handledning om uppföljning av arbetsvillkor (demo)",
        link="https://handledning.example/arbetsvillkor",
        why="Den har en checklista som går att använda som den är. Sidan 14 är den vi har saknat.",
        wide=True,
    )


def _in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)
