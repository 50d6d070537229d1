"""What opening an account must know of a council: who agrees, what must be so first, and what must be written down."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from flows.engine.policy import Cited, RoleId

Kind = StrEnum("Kind", "SERVICE CAMPAIGN PARTNERSHIP ROLE WHOLE PRIVATE NOT_SURE")  # whom the account is for
Named = StrEnum("Named", "OURS PARTNERSHIP ROLE PERSON OTHER")  # what its name goes by
# What must be so before anybody can be asked, or what adds to what follows.
Check = StrEnum("Check", "CASE SUITS TERMS MAILBOX_KIND RUNNERS BRAND DATA PROCEDURE LOGO COMMUNITY SHARED_TOOL")
# What the requester writes, in the order in which it is asked.
Written = StrEnum(
    "Written",
    "PLATFORM ACCOUNT_NAME TEAM PURPOSE STRATEGY AUDIENCE LEFT_OUT TOOL STAFFING NEGATIVES SKILLS RISKS EVALUATION "
    "EXIT_PLAN MAILBOX ADMINISTRATORS",
)
# What those who ask must know: a step of the advice by the same name.
Said = StrEnum(
    "Said",
    "CHAIN SECTION_OPENS_IT ONE_DECISION NO_REPLY_TIMES STAYS_OURS LOGIN_ADDRESS WORK_DEVICES SAY_WHO CONTACT_CENTRE "
    "OFFICIAL ACCESS CLOSED_IF_QUIET NO_BRANDING MANAGER_KNOWS WORKS_WITH_YOU BEFORE_CAMPAIGN CAN_BE_CLOSED "
    "NOT_PRIVATE SECURE OUT_OF_HOURS FIRE_FIRST BOTH_AGREE STYLE NOT_ENOUGH",
)
# What must follow once everybody has agreed: a task by the same name.
Follow = StrEnum(
    "Follow",
    "CREATE SIGN_AGREEMENT SIGN_STATEMENT LIST_ON_WEBSITE WRITE_PROCEDURE SHOW_FEEDBACK TRAIN USERS_LIST PASSWORD "
    "SAY_OFFICIAL LINK_ACCOUNTS BRANDING GROUP_RULES SHARED_MAILBOX ADD_COMMUNICATIONS SHOW_SERVICE LEGAL_LINKS "
    "TWO_FACTOR HOURS ACCESS_LIST HAND_OVER_LOGIN JOIN_PLATFORM MANAGER_AGREES PROFILE_SAYS FIRE_RIGHTS FIRE_LIST",
)
State = StrEnum("State", "PRE_ELECTION EMERGENCY MOURNING")
Turned = StrEnum("Turned", "PRIVATE THEIRS NO_RULE")  # why a kind of account cannot be asked for
Ours = StrEnum("Ours", "DEPARTMENT OWN_STEP NO_CAMPAIGN_RULE PARTNERS_COUNT")


@dataclass(frozen=True)
class FollowUp:
    """What must follow an approval, whose job it is, and the register that keeps it once done."""

    step: Follow
    role: Cited[RoleId]
    register: Literal["", "accounts", "agreements"] = ""


@dataclass(frozen=True)
class Gate:
    """Something to find out first: who is asked or told of a doubt, and what must follow a yes or a no."""

    check: Cited[Check]
    role: Cited[RoleId] | None = None
    yes: tuple[FollowUp, ...] = ()
    no: tuple[FollowUp, ...] = ()


@dataclass(frozen=True)
class Naming:
    """What an account may be named after, and whether a person's own name is possible for those who accept that."""

    fits: Cited[tuple[Named, ...]]
    own: Cited[bool] | None = None
    partners: Cited[bool] | None = None  # a partnership's name will do as well


@dataclass(frozen=True)
class Part:
    """What is wanted of an account: checks, what must be written, what to know (now, too), and what must follow."""

    naming: Naming | None = None
    gates: tuple[Gate, ...] = ()
    case: tuple[Cited[Written], ...] = ()
    says: tuple[Cited[Said], ...] = ()
    states: tuple[Cited[State], ...] = ()
    tasks: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way(Part):
    """One way to an account: the kinds that it is for, and who agrees, in order; its own part adds to everybody's."""

    kinds: Cited[tuple[Kind, ...]]
    chain: tuple[Cited[RoleId], ...]

    def __post_init__(self) -> None:
        """Somebody must agree to every account; ValueError where nobody would."""
        if not self.chain:
            raise ValueError("chain: name at least one role that has to agree")


@dataclass(frozen=True)
class Closed:
    """Kinds of account that cannot be asked for: because such an account is private, another's job, or without rule."""

    kinds: Cited[tuple[Kind, ...]]
    says: Turned
    role: Cited[RoleId]


@dataclass(frozen=True)
class Note:
    """What we add for some kinds of account that no section says."""

    kinds: tuple[Kind, ...]
    says: Ours


@dataclass(frozen=True)
class Partners:
    """Who runs a partnership's account decides whether the policy applies to it."""

    applies: Cited[bool]
    outside: Cited[bool]
    election: Cited[bool] | None = None  # what still holds before an election where the council supports the account


@dataclass(frozen=True)
class Fire:
    """A service of the council with its own ways to an account; where it has none, the council's apply."""

    service: Cited[str]
    ways: tuple[Way, ...]
    every: Part = Part()
    closed: tuple[Closed, ...] = ()


@dataclass(frozen=True)
class NewAccountRules:
    """What this flow must know from a council; the sections behind each value go with it."""

    contact: Cited[RoleId]  # whom to ask where the policy leaves it open
    ways: tuple[Way, ...]
    every: Part = Part()  # what is wanted of every account
    closed: tuple[Closed, ...] = ()
    notes: tuple[Note, ...] = ()
    partners: Partners | None = None
    fire: Fire | None = None
