"""Who may join Hållbart inköp, as data; one application that waits, and one that was declined."""

from typing import Any

from krets.home.demo.cast import Cast
from krets.networks import actions as networks

CLAUSES: list[dict[str, Any]] = [
    {"id": "c1", "kind": "share", "least": 80, "topic": "hållbarhet kopplad till inköp", "among": []},
    {"id": "c2", "kind": "appointed", "among": []},
    {"id": "c3", "kind": "employer", "among": ["municipality", "region", "wellbeing_county", "joint_body", "state"]},
    {"id": "c4", "kind": "text", "question": "Vad vill du dela med dig av, och vad behöver du?", "among": []},
]  # fmt: skip


def load_admission(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"]
    networks.set_rule(by=cast.eva, unit=unit, clauses=CLAUSES, yearly=True)
    networks.apply(
        by=cast.gun, unit=unit,
        answers={
            "c1": "85", "c2": "yes",
            "c4": "Vi har ställt krav på återbrukade datorer i två avtal. Jag behöver veta hur ni följer upp dem.",
        },
    )  # fmt: skip
    declined = networks.apply(
        by=cast.fredrik, unit=unit,
        answers={"c1": "20", "c2": "no", "c4": "Jag är nyfiken på hur ni arbetar."},
    )  # fmt: skip
    networks.decide_application(
        by=cast.eva, application=declined, admit=False,
        why="Nätverket är för den som har hållbarhet som huvuduppgift. Säg till när det blir din, och läs gärna"
        " våra öppna erfarenheter så länge.",
    )  # fmt: skip
