"""What is founded and decided: see `acts.py`."""

from krets.networks import actions as networks
from krets.networks import models as network_models
from krets.tests.leaks.acting import UNITS
from krets.tests.leaks.question_acts import QuestionActs
from krets.tests.leaks.written import Application, Item, Matter

ASSOCIATION = "kretsens-inkopare"


class FoundingActs(QuestionActs):
    def propose(self) -> list[Item] | None:
        who = self._who(self.model.members[ASSOCIATION] & self.model.buyers)
        if who is None or len(self.model.applications) > 5:
            return None
        words = self._words("name", "purpose", "letter", "area")
        row = networks.propose(
            by=self._person(who), association=self.cast.units[ASSOCIATION], name=f"Krets {words['name']}",
            purpose=f"För {words['purpose']}.", letter=f"Därför att {words['letter']}.", area=[words["area"]],
        )  # fmt: skip
        words[f"of {who}"] = self.model.names[who].word
        made = Application(row.key, who, words=words, signatories={who})
        self.model.applications.append(made)
        return self._did(f"{who} begins {made.key}", made)

    def ask_to_sign(self) -> list[Item] | None:
        """Who is asked reads the application from now on, whether they sign or not."""
        application = self._one([one for one in self.model.applications if one.writer and not one.sent])
        who = application and self._who(self.model.buyers - application.signatories)
        if application is None or who is None:
            return None
        person = self._person(who)
        row = network_models.Founding.objects.get(key=application.key)
        signature = networks.ask_to_sign(
            by=self._person(application.writer), founding=row, email=person.account.email, name="?",
            organisation=None,
        )  # fmt: skip
        application.signatories.add(who)
        application.words[f"of {who}"] = self.model.names[who].word
        if self._mostly():
            networks.sign(by=person, signature=signature)
        return self._did(f"{who} is asked to sign {application.key}", application)

    def take_position(self) -> list[Item] | None:
        """Sent in with enough signatures, and the board says something."""
        application = self._one([one for one in self.model.applications if len(one.signatories) > 3])
        who = self._who(self.model.coordinators[ASSOCIATION])
        if application is None or who is None or application.sent:
            return None
        row = network_models.Founding.objects.get(key=application.key)
        row.chain.signatories = 1
        row.chain.save()
        networks.send_in(by=self._person(application.writer or who), founding=row)
        application.sent, application.words["reason"] = True, self.model.word()
        networks.take_step(
            by=self._person(who), founding=row, outcome="yes", reason=f"Ja, {application.words['reason']}."
        )
        return self._did(f"{who} takes a position on {application.key}", application)

    def draft_decision(self) -> list[Item] | None:
        unit = self._one(UNITS)
        who = self._who(self.model.coordinators[unit])
        if who is None:
            return None
        words = self._words("matter", "proposal")
        row = networks.draft_decision(
            by=self._person(who), unit=self.cast.units[unit], matter=f"Ärende {words['matter']}",
            proposal=f"Att {words['proposal']}.",
        )  # fmt: skip
        made = Matter(row.key, who, words=words, unit=unit)
        self.model.matters.append(made)
        return self._did(f"{who} drafts {made.key} in {unit}", made)

    def decide(self) -> list[Item] | None:
        """A draft is put to the vote, by those who are members then, or was decided in a room; members read it."""
        matter = self._one([one for one in self.model.matters if one.draft])
        who = matter and self._who(self.model.coordinators[matter.unit])
        if matter is None or who is None:
            return None
        row, by = network_models.Decision.objects.get(key=matter.key), self._person(who)
        how = self._one(["open", "secret", "show"])
        if how == "show":
            networks.record_count(
                by=by, decision=row, yes=3, no=1, abstain=0, everybody=5, counted="people", majority="simple"
            )
        else:
            vote = networks.open_vote(by=by, decision=row, how=how)
            for name in sorted(self.model.members[matter.unit]):
                if self._mostly():
                    networks.vote(by=self._person(name), vote=vote, choice=self._one(["yes", "no", "abstain"]))
            if self._mostly():
                networks.close_vote(by=by, vote=vote)
        matter.draft, matter.words["extract"] = False, self.model.word()
        row.refresh_from_db()
        networks.change_decision(
            by=by, decision=row, matter=row.matter, proposal=row.proposal, date=None, place="",
            extract=f"§ 1. {matter.words['extract']}",
        )  # fmt: skip
        return self._did(f"{who} has {matter.key} decided, {how}", matter)
