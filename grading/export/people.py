"""Whose row is this? By the platform's number, our own id, the address, or a name that one person has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from grading.intake.roster import Person, squeezed

Key = tuple[str, str]  # what kind of name, and the name


@dataclass(frozen=True)
class Points:
    """What one student gets, and how the platform may know this person."""

    person: Person
    points: float
    max_points: float


@dataclass
class People:
    """Everybody who gets points, each found at most once."""

    given: list[Points]
    platform: str
    names: Iterable[str] = ()  # those on the platform's side: what two rows say tells nobody
    waiting: dict[Key, Points] = field(init=False)

    def __post_init__(self) -> None:
        keys = [(key, points) for points in self.given for key in self._keys(points.person)]
        count = Counter(key for key, _ in keys)
        count.update({("name", name): n - 1 for name, n in Counter(map(squeezed, self.names)).items()})
        self.waiting = {key: points for key, points in keys if count[key] == 1}

    def _keys(self, person: Person) -> list[Key]:
        if number := person.numbers.get(self.platform):
            return [("number", number)]  # whoever is not found by it is somebody else of that name or address
        keys = [("id", person.student), ("email", person.email.casefold()), ("name", squeezed(person.name))]
        return [key for key in keys if key[1]]

    def take(self, *keys: Key) -> Points | None:
        """Whoever is meant by the first key that is known; nobody is taken twice."""
        found = next((self.waiting[key] for key in keys if key in self.waiting), None)
        if found is not None:
            self.waiting = {key: points for key, points in self.waiting.items() if points is not found}
            self.given = [points for points in self.given if points is not found]
        return found
