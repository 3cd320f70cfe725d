"""What our choice is compared with: votes of the 50 most similar earlier threads, half as much after 180 days."""

from krets.engines.matching.ledger import Letter
from krets.engines.matching.memory import Memory
from krets.engines.text.grams import words

NEAREST = 50
EVERYTHING = 10**9
HALF_LIFE = 180.0


class Votes:
    """Whoever answered a similar thread gets its BM25 score as a vote."""

    def __init__(self) -> None:
        self._memory = Memory(latest=EVERYTHING, rarest=None)
        self._threads: list[tuple[str, float, str]] = []  # thread, day, asker by place in the memory
        self._answerers: dict[str, list[str]] = {}

    def hear(self, letter: Letter) -> None:
        if letter.opens:
            self._memory.add(words(f"{letter.title}\n{letter.text}"))
            self._threads.append((letter.thread, letter.at, letter.person))
        elif letter.person not in (known := self._answerers.setdefault(letter.thread, [])):
            known.append(letter.person)

    def rank(self, ask: Letter) -> list[tuple[str, float]]:
        found = self._memory.alike(words(f"{ask.title}\n{ask.text}")).items()
        votes: dict[str, float] = {}
        for place, score in sorted(found, key=lambda one: (-one[1], one[0]))[:NEAREST]:
            thread, at, asker = self._threads[place]
            vote = score * 0.5 ** ((ask.at - at) / HALF_LIFE)
            for person in self._answerers.get(thread, ()):
                if person not in (asker, ask.person):
                    votes[person] = votes.get(person, 0.0) + vote
        whole = sum(votes.values())
        return sorted(((person, vote / whole) for person, vote in votes.items()), key=lambda one: -one[1])
