"""Who applies to a unit, and what is decided; who rests and comes back: see `acts.py`."""

from datetime import timedelta

from krets.db.clock import now
from krets.networks import actions as networks
from krets.networks.models import AdmissionRule, Application, Membership, Reconfirmation, Unit
from krets.tests.leaks.acting import Acting
from krets.tests.leaks.written import Admission, Item

OPEN_TO_ALL = ("hallbart-inkop", "kategori-it")
CLAUSES = [
    {"id": "c1", "kind": "share", "least": 80, "topic": "avtal", "among": []},
    {"id": "c2", "kind": "text", "question": "Vad vill du dela med dig av?", "among": []},
]


class AdmissionActs(Acting):
    def apply(self) -> list[Item] | None:
        """Sent, or still a draft."""
        slug = self._one(OPEN_TO_ALL)
        waiting = {one.writer for one in self.model.admissions if one.unit == slug and not one.words.get("why")}
        who = self._who(self.model.buyers & self.cast.people.keys() - self.model.members[slug] - waiting)
        if who is None:
            return None
        unit, words, sent = self._ruled(slug), self._words("answer"), self._mostly()
        answers = {"c1": self._one(["90", "20"]), "c2": f"Jag kan {words['answer']} väl."}
        act = networks.apply if sent else networks.draft_application
        row = act(by=self._person(who), unit=unit, answers=answers)
        made = Admission(row.key, who, True, words, slug, self.model.names[who].word, sent)
        self.model.admissions.append(made)
        return self._did(f"{who} applies to {slug} with {made.key}, sent={sent}", made)

    def decide_application(self) -> list[Item] | None:
        made = self._one([one for one in self.model.admissions if one.sent and "why" not in one.words])
        by = made and self._who(self.model.administers(made.unit) - {made.writer})
        if made is None or by is None:
            return None
        row, admit, exempt = Application.objects.get(key=made.key), self._mostly(), self.model.word()
        if self.model.members[made.unit] & {made.writer}:
            return None
        fails = row.answers["c1"] == "20"
        made.words |= self._words("why")
        networks.decide_application(
            by=self._person(by), application=row, admit=admit, why=f"Därför {made.words['why']}.",
            exempt=f"Ändå {exempt}.",
        )  # fmt: skip
        if admit:
            made.exempt = exempt if fails else ""
            self.model.let_in(made.writer, made.unit)
        return self._did(f"{by} decides on {made.key}, admit={admit}, exempt={made.exempt}", made)

    def withdraw_application(self) -> list[Item] | None:
        made = self._one([one for one in self.model.admissions if "why" not in one.words])
        if made is None or self._mostly():
            return None
        networks.withdraw_application(
            by=self._person(made.writer), application=Application.objects.get(key=made.key)
        )
        if not made.sent:  # forgotten
            self.model.admissions.remove(made)
            self.model.gone.add(made.key)
            return self._did(f"{made.writer} throws {made.key} away")
        made.words |= {"why": self.model.word()}  # nothing waits
        return self._did(f"{made.writer} takes {made.key} back", made)

    def rest(self) -> list[Item] | None:
        """Somebody has not answered for two months."""
        slug = self._one(OPEN_TO_ALL)
        who = self._who(self.model.members[slug] - self.model.coordinators[slug])
        if who is None or self._mostly():
            return None
        self._ruled(slug)
        rule = AdmissionRule.objects.filter(unit__slug=slug).latest("version")
        member = Membership.objects.get(unit__slug=slug, person=self._person(who), ended=None)
        long_ago = {"asked": now() - timedelta(days=70), "reminded": now() - timedelta(days=40)}
        Reconfirmation.objects.update_or_create(
            membership=member, answered=None, defaults={"rule": rule, **long_ago}
        )
        networks.rest_silent(by=None)
        also = [one for one in self.model.within(slug) if who in self.model.members[one]]
        self.model.rested[who, slug] = also
        for one in also:
            self.model.members[one].discard(who)
            self.model.coordinators[one].discard(who)
        return self._of(slug, f"{who} rests in {slug}")

    def wake(self) -> list[Item] | None:
        asked = (
            Reconfirmation.objects.filter(answered=None, membership__resting__isnull=False).order_by("pk").first()
        )
        who = asked and next(
            (name for name, one in self.cast.people.items() if one.pk == asked.membership.person_id), None
        )
        if asked is None or who is None:
            return None
        networks.answer_reconfirmation(by=self._person(who), reconfirmation=asked, answer="yes")
        slug = Unit.objects.get(pk=asked.membership.unit_id).slug
        self.model.let_in(who, slug)
        return self._of(slug, f"{who} comes back to {slug}")

    def _ruled(self, slug: str) -> Unit:
        unit = self.cast.units[slug] = Unit.objects.select_related("parent").get(slug=slug)
        if not unit.admission:
            networks.set_rule(by=None, unit=unit, clauses=CLAUSES, yearly=True)
        return unit
