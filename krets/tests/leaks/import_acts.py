"""Lists of members are brought and looked through: see `acts.py`."""

from krets.engines.tables import read
from krets.networks import actions as networks
from krets.tests.leaks.acting import UNITS, Acting
from krets.tests.leaks.written import Brought, Item


class ImportActs(Acting):
    def bring_list(self) -> list[Item] | None:
        """Somebody who administers a unit brings a list with one new person; it is not taken in."""
        unit = self._one(UNITS)
        who = self._who(self.model.takes_lists(unit))
        if who is None:
            return None
        word, person = self.model.word(), self._person(who)
        place = person.organisation.name if person.organisation else "Granköpings kommun"
        content = f"Namn;E-post;Organisation\nKan {word};{word}@listan.example;{place}\n"
        imported = networks.bring_import(
            by=person, unit=self.cast.units[unit], kind="members", name="lista.csv", sheet=read(content.encode())
        )
        self.model.brought.append(Brought(imported.key, unit, who, word))
        return self._did(f"{who} brings a list with {word} to {unit}")
