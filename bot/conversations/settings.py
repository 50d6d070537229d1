"""PURE: a person's settings: who they are here, where they are reached, and whether they are reminded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.approvals.ports import Person
from bot.conversations.ports import Linked
from bot.messages import Button, Facts, Screen, Sign, Text

NAMES: Mapping[str, str] = {"browser": "the practice room", "slack": "Slack", "teams": "Microsoft Teams"}
# Nobody can confirm an account of the practice room, so none can be given up there.
FIXED = "browser"
ON = "You get one reminder each working day, when something has waited for you since before that day."
OFF = "You get no reminders. Cards still come when somebody needs you."
UNLINK = "I will write nothing more there. To use it again, write to me from it and confirm who you are."
LINKED = "Another account is yours now"
ANOTHER = (
    "Somebody has just confirmed that one more account belongs to you. If that was not you, unlink that account here "
    "and tell whoever looks after it."
)
LOST = "I cannot reach you there at the moment. Write to me from it, and I can again."


@dataclass(frozen=True)
class Chosen:
    """What there is to choose for a person: `accounts` in the order in which they are tried."""

    person: Person
    council: str
    accounts: Sequence[Linked]
    reminders: bool

    @property
    def reached(self) -> Linked | None:
        """The account that is written to."""
        return next((a for a in self.accounts if a.reachable), None)


def draw(chosen: Chosen, sign: Sign) -> Screen:
    """The page; on it stands a button for whatever can be otherwise."""
    return Screen(
        "Settings",
        "Your settings",
        (_who(chosen), *_lost(chosen), Text(ON if chosen.reminders else OFF)),
        (),
        (*_reach(chosen, sign), _remind(chosen, sign), *_unlink(chosen, sign)),
        label="Your account",
    )


def linked(chosen: Chosen, sign: Sign) -> Screen:
    """The same after another account was linked, for whoever has the one that was there before, until it is settled."""
    if len(chosen.accounts) < 2:  # noqa: PLR2004 - it has been given up again
        return draw(chosen, sign)
    blocks = (Text(ANOTHER, "warn"), _who(chosen))
    buttons = (*_reach(chosen, sign), *_unlink(chosen, sign))
    return Screen(LINKED, LINKED, blocks, (), buttons, label="Your account", tone="warn")


def platform(channel: str) -> str:
    """What people call the platform."""
    return NAMES.get(channel, channel.title())


def named(linked: Linked, among: Sequence[Linked]) -> str:
    """The same; with the workspace where they have more than one account on it."""
    name = platform(linked.account.channel)
    several = Counter(a.account.channel for a in among)[linked.account.channel] > 1
    return f"{name} ({linked.account.tenant})" if several else name


def _who(chosen: Chosen) -> Facts:
    person, reached = chosen.person, chosen.reached
    rows = [
        ("You are", ", ".join(p for p in (person.name, person.job_title) if p)),
        ("Address", person.email),
        ("Council", chosen.council),
        ("I write to you in", named(reached, chosen.accounts) if reached else "no account that I can reach"),
    ]
    others = [named(a, chosen.accounts) for a in chosen.accounts if a is not reached]
    return Facts((*rows, *([("You also use", ", ".join(others))] if others else [])))


def _lost(chosen: Chosen) -> tuple[Text, ...]:
    lost = [named(a, chosen.accounts) for a in chosen.accounts if not a.reachable]
    return tuple(Text(f"{name[:1].upper()}{name[1:]}: {LOST}", "warn") for name in lost)


def _reach(chosen: Chosen, sign: Sign) -> tuple[Button, ...]:
    others = [a for a in chosen.accounts if a.reachable and a is not chosen.reached]
    return tuple(
        Button(f"Write to me in {named(a, chosen.accounts)}", sign("reach", a.id, chosen.person.id)) for a in others
    )


def _remind(chosen: Chosen, sign: Sign) -> Button:
    label, to = ("Stop reminders", "off") if chosen.reminders else ("Send me reminders", "on")
    return Button(label, sign("remind", to, chosen.person.id))


def _unlink(chosen: Chosen, sign: Sign) -> tuple[Button, ...]:
    given_up = [a for a in chosen.accounts if a.account.channel != FIXED]
    return tuple(
        Button(f"Unlink {named(a, chosen.accounts)}", sign("unlink", a.id, chosen.person.id), "danger", confirm=UNLINK)
        for a in given_up
    )
