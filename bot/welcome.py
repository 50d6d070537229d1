"""What a newcomer to a council's practice room is told: whom to be, what to ask and begin, and the budget codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.channels.browser.tips import Guide, Tip
from bot.people.sample_people import BUDGETS, CORPORATE, Sitting, cast
from bot.policy import Packs
from bot.policy.files import Council
from bot.policy.pack import Pack
from bot.policy.packs import OWN
from bot.policy.practice import Practice, read_practice
from flows.engine import Done, Flow, Policy, Situation, replay

FIRST, HOLDER = "nadia", "tobias"
BEGIN = "Start: {}"
ASKS = (
    "Nadia works for {}. Ask what the policy says, or start a guide. What others must decide turns up in their chats."
)
BUDGET = " The budget code LIB-2041 is one to boost a post with."
HOLDS = Tip(
    "Tobias decides about a budget",
    "He holds the budget LIB-2041. When Nadia asks for a boost with that code, her request comes here.",
)
PLAYS = "{} plays a part: {}"
COMES = "What is asked, referred or reported to that part comes here, and is decided here."
MANAGES = "{} is a line manager"
DECIDES = "What the policy puts to a line manager comes here, once somebody in the team asks for it."
SERVES = "{} works for {}"
RULES = "That service has rules of its own, so the advice may differ from what Nadia gets."
COLLEAGUE = "{} is a colleague"
APART = "A colleague has no part in what others ask for, and never sees it. A colleague can ask for something too."
CODES = (
    ("LIB-2041", "Tobias holds this budget, so he is asked."),
    ("LIB-2099", "Nadia holds this one herself, so her line manager Gwen is asked."),
    ("LIB-1900", "Its holder has left, so the Communications Team finds out who holds it now."),
    ("LIB-3000", "Nobody is on record for it, so the Communications Team finds out who holds it."),
)
WALK = (
    "As Nadia, press a question. The answer names the sections that it comes from.",
    "As Nadia, start a guide, answer its questions, and send what comes out.",
    "A figure beside a name counts what waits for that person. Open their chat and decide.",
    "As Nadia, report a post by darius.kowalski@council.example. His chat shows nothing of it.",
)
BOOST = "As Nadia, boost a post with the budget code LIB-2041. Tobias decides, and then Mei-Lin or Callum."


@dataclass(frozen=True)
class Room:
    """A council's practice room before anybody has entered it."""

    pack: Pack
    flows: Mapping[str, Flow]
    today: date
    practice: Practice

    @property
    def council(self) -> Council:
        """Who the council is."""
        return self.pack.council

    @property
    def budgets(self) -> bool:
        """Whether anybody decides about budgets there."""
        return BUDGETS in self.council.roles

    def sitting(self) -> tuple[Sitting, ...]:
        """Who sits in it."""
        return cast(frozenset(self.council.services), titles(self.council))

    def starters(self, service: str) -> tuple[tuple[str, str], ...]:
        """The guides that have something to ask or to say of the policy as it holds for that service."""
        policy = self.pack.policy(Situation(self.today, self.council.nation, service or None))
        covered = (f.title for f in self.flows.values() if covers(policy, f))
        return tuple((title, BEGIN.format(title.rstrip("?"))) for title in covered)

    def tip(self, sitting: Sitting, managers: frozenset[str]) -> Tip:
        """What that person's empty chat says."""
        member, starters = sitting.member, self.starters(sitting.member.service)
        first = member.name.split()[0]
        if sitting.user == FIRST:
            return self._first(starters)
        if sitting.user == HOLDER and self.budgets:
            return HOLDS
        if member.roles:
            parts = ", ".join(titles(self.council)[role] for role, _ in member.roles)
            return Tip(PLAYS.format(first, parts), COMES)
        if member.email in managers:
            return Tip(MANAGES.format(first), DECIDES)
        if member.service not in {"", CORPORATE}:
            return Tip(SERVES.format(first, self.council.services[member.service]), RULES, (), starters)
        return Tip(COLLEAGUE.format(first), APART, (), starters)

    def _first(self, starters: tuple[tuple[str, str], ...]) -> Tip:
        asks = (*self.practice.asks, *([self.practice.silent] if self.practice.silent else []))
        text = ASKS.format(self.council.name) + (BUDGET if self.budgets else "")
        return Tip("Start here, as Nadia", text, asks, starters)


def guide(packs: Packs, council: str, flows: Mapping[str, Flow], today: date, further: Iterable[Path] = ()) -> Guide:
    """The guide of a council's practice room: nothing is offered that its policy does not cover."""
    room = Room(packs.pack(council), flows, today, _practice(council, further))
    sitting = room.sitting()
    managers = frozenset(s.member.manager for s in sitting)
    tips = {s.user: room.tip(s, managers) for s in sitting}
    codes = CODES if room.budgets else ()
    return Guide(room.council.name, tips, walk(room.council), codes, others(packs, council))


def titles(council: Council) -> dict[str, str]:
    """What the council calls each of its roles, by id."""
    return {role: entry.title for role, entry in council.roles.items()}


def covers(policy: Policy, flow: Flow) -> bool:
    """Whether the flow has anything to ask or to say there."""
    state = replay(flow, policy, {})
    return not (isinstance(state, Done) and state.outcome.end.kind == "not_covered")


def walk(council: Council) -> tuple[str, ...]:
    """What to try, step by step."""
    return (*WALK, *([BOOST] if BUDGETS in council.roles else []))


def others(packs: Packs, council: str) -> tuple[str, ...]:
    """The councils that could be practised with instead."""
    return tuple(name for name in packs.councils() if name != council)


def _practice(council: str, further: Iterable[Path]) -> Practice:
    return next((read_practice(f / council) for f in (OWN, *further) if (f / council).is_dir()), Practice())
