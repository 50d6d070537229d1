"""What a race is: a case whose first step is open, and who presses what on it at the same moment, from a seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.ids import Ids, seeded_ids
from bot.messages import Account, Incoming

FEWEST, MOST = 2, 8
REASON = {"reason": "It needs another look."}
TARGET = {"email": "gwen.prosser@council.example"}
HOLDER = ("budget_holder", "budget_code", "any")
OFFICERS = ("mei-lin", "callum")

Sign = Callable[..., str]
T = TypeVar("T")


@dataclass(frozen=True)
class Shape:
    """The steps of a case as role, scope and rule, and who is asked first."""

    name: str
    steps: tuple[tuple[str, str, str | int], ...]
    asked: tuple[str, ...]


SHAPES = (
    Shape("one holder, then communications", (HOLDER, ("communications", "requester", "any")), ("tobias",)),
    Shape("either officer, and then it is over", (("communications", "requester", "any"),), OFFICERS),
    Shape("either officer, then the holder", (("communications", "requester", "any"), HOLDER), OFFICERS),
    Shape("every officer, then the holder", (("communications", "requester", "all"), HOLDER), OFFICERS),
    Shape("two officers, and then it is over", (("communications", "requester", 2),), OFFICERS),
)


@dataclass(frozen=True)
class Press:
    """One click: `user` presses the button of `act` that was drawn for `owner`; the same delivery is the same click."""

    delivery: str
    user: str
    owner: str
    act: str
    token: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def incoming(self) -> Incoming:
        """The click as a channel hands it in."""
        account = Account("browser", "suffolk", self.user)
        return Incoming(self.delivery, account, self.user, token=self.token, fields=self.fields)


@dataclass(frozen=True)
class Race:
    """A case, and the clicks on it that are made at once, each by a client of its own."""

    case: str
    presses: tuple[Press, ...]


@dataclass
class Starter:
    """Draws races; the same seed draws the same clicks in the same order."""

    shape: Shape
    people: Mapping[str, str]
    sign: Sign
    luck: Ids

    @staticmethod
    def seeded(shape: Shape, people: Mapping[str, str], sign: Sign, seed: int) -> "Starter":
        """A starter for cases of that shape; `people` are ids by short name."""
        return Starter(shape, people, sign, seeded_ids(seed))

    def race(self, case: str) -> Race:
        """Two to eight clicks, more often few than many, the first of which always approves."""
        presses = [self._press(case, "approve", self._one(self.shape.asked))]
        spread = MOST - FEWEST + 1
        for _ in range(FEWEST - 1 + min(self._below(spread), self._below(spread))):
            presses.append(self._next(case, presses))
        return Race(case, tuple(presses))

    def _next(self, case: str, so_far: Sequence[Press]) -> Press:
        mine = self._one(self.shape.asked)
        kind = self._one(("approve",) * 4 + ("decline", "changes", "reassign", "withdraw", "newcomer", "again", "out"))
        match kind:
            case "again":
                return self._one(so_far)
            case "withdraw":
                return self._press(case, "withdraw", "nadia")
            case "newcomer":
                return self._press(case, "approve", "gwen")
            case "out":
                return replace(self._press(case, "approve", self._one((mine, "darius"))), user="darius")
            case act:
                return self._press(case, act, mine)

    def _press(self, case: str, act: str, owner: str) -> Press:
        person = self.people[owner]
        about = (case, person) if act == "withdraw" else (case, 1, 1, person)
        fields = TARGET if act == "reassign" else REASON if act in ("decline", "changes") else {}
        return Press(self.luck.salt(), owner, owner, act, self.sign(act, *about), fields)

    def _below(self, end: int) -> int:
        return int(self.luck.event(), 16) % end

    def _one(self, of: Sequence[T]) -> T:
        return of[self._below(len(of))]
