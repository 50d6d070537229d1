"""What the commands about advice share: the council, the situation and the flow that somebody named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from bot.clock import LONDON, system_clock
from bot.errors import CommsDeskError
from bot.policy import Packs, UnknownCouncil, UnknownService
from bot.policy.faults import meant
from bot.settings import load_settings
from flows import find
from flows.engine import Flow, Policy, Situation


class Nation(StrEnum):
    """The nations of the United Kingdom, whose law differs."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class State(StrEnum):
    """What a whole organisation can be in."""

    PRE_ELECTION = "pre_election"
    EMERGENCY = "emergency"
    MOURNING = "mourning"


CouncilName = Annotated[str, typer.Option("--council", help="The council whose policy is read, such as suffolk.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day it is, as 2026-05-31; today where left out.")]
Service = Annotated[str, typer.Option("--service", help="The person's service, where the council has several.")]
OfNation = Annotated[Nation | None, typer.Option("--nation", help="Whose law applies; the council's where left out.")]
States = Annotated[list[State] | None, typer.Option("--state", help="What the organisation is in; may be repeated.")]


@dataclass(frozen=True)
class Councils:
    """Every pack that this installation has."""

    packs: Packs

    def policy(
        self, council: str, as_of: str = "", service: str = "", nation: str = "", states: tuple[str, ...] = ()
    ) -> Policy:
        """The council's policy in a situation; a name that there is none of is a bad call, with the nearest one."""
        known = known_council(self.packs, council)
        of = nation or self.packs.pack(known).council.nation
        try:
            return self.packs.policy(known, Situation(day(as_of), of, service or None, frozenset(states)))
        except UnknownService as wrong:
            raise CommsDeskError(wrong.code, wrong.sentence) from None


def councils() -> Councils:
    """The packs of the product and those of COMMSDESK_POLICY_PATH; PackFaults lists what is wrong with any."""
    return Councils(Packs(load_settings().policy_path))


def council_alone(council: str) -> Councils:
    """As councils(), with the pack of that council alone read where there is one, for somebody waits."""
    alone = Packs(load_settings().policy_path, only=council.strip().lower())
    return Councils(alone) if alone.councils() else councils()


def known_council(packs: Packs, council: str) -> str:
    """The name, once it is known that there is such a pack; a bad call otherwise, with the nearest one.

    Capitals do not matter, for people write the name of their council with one.
    """
    try:
        return packs.pack(council if council in packs.councils() else council.strip().lower()).name
    except UnknownCouncil as wrong:
        raise CommsDeskError(wrong.code, wrong.sentence) from None


def day(written: str) -> date:
    """The day that was written, or today in the United Kingdom where nothing was."""
    try:
        return date.fromisoformat(written) if written else system_clock.today(LONDON)
    except ValueError:
        raise CommsDeskError("bad_day", f"{written!r} is no date. Write it like 2026-05-31.") from None


def named_flow(name: str) -> Flow:
    """The flow of that name; a bad call otherwise, with the nearest one."""
    known = find()
    if name not in known:
        raise CommsDeskError(
            "unknown_flow", f"There is no flow named {name!r}.{meant(name, known)} Known: {', '.join(sorted(known))}."
        )
    return known[name]
