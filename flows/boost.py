"""May we pay to promote a post? Who has to agree, and what must be handed over with the request."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from flows.engine.answers import Measured
from flows.engine.flow import flow
from flows.engine.outcome import Approval, End, Outcome, Task
from flows.engine.policy import Cited, Policy, RoleId
from flows.engine.questions import Choice, Day, Link, Lookup, Money, Text, YesNo
from flows.engine.replay import Ask


@dataclass(frozen=True)
class Tier:
    """Who must also agree to a boost of up to this amount; the last tier has no limit."""

    up_to: Cited[Decimal] | None
    role: Cited[RoleId]


@dataclass(frozen=True)
class BoostRules:
    """What this flow must know from a council; the sections behind each value go with it."""

    meaning: Cited[str]  # the network that the rule speaks of
    arrange: Cited[RoleId]  # who arranges every boost, and so has the last word
    holder: Cited[RoleId]  # whose approval the money needs
    code: Cited[RoleId]  # who must be given a budget code
    fit: Cited[RoleId]  # who checks the fit with the strategy and does the technical side
    signoff: Cited[RoleId] | None = None  # who signs off what is political or controversial
    doubt: Cited[RoleId] | None = None  # who signs off where somebody is not sure
    pause: Cited[RoleId] | None = None  # who starts a mourning pause
    service: Cited[str] | None = None  # given for a service (its id) whose own rules leave boosts to the council's
    tiers: tuple[Tier, ...] = ()

    def __post_init__(self) -> None:
        """Every amount must have its approver; ValueError where the tiers leave some amount without one."""
        if [t.up_to is None for t in self.tiers] != [False] * (len(self.tiers) - 1) + [True] * bool(self.tiers):
            raise ValueError("tiers: give each tier an up_to except the last, which takes every larger amount")


class Network(StrEnum):
    """Where the post is."""

    FACEBOOK = "facebook"
    OTHER = "other"


class BudgetCode(StrEnum):
    """Who holds a budget code, as the register has it: somebody else, the person who asks, nobody, or a leaver."""

    ACTIVE = "active"
    REQUESTER = "requester"
    NOBODY = "nobody"
    LEFT = "left"
    UNCHECKED = "unchecked"


class NoHolder(StrEnum):
    """What to do with a code that nobody can approve for."""

    ANOTHER = "another_code"
    SEND = "send_anyway"


class Political(StrEnum):
    """Whether the post is political or controversial."""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"


# fmt: off
WHERE = Choice(
    "network", short="Network", of=Network, labels={Network.FACEBOOK: "Facebook", Network.OTHER: "Another network"},
    prompt="Where is the post you want to promote?",
    why="The council's rule on boosting is written for Facebook.",
    hint="To boost a post is to pay the network to show it to more people.")
HAS_CODE = YesNo(
    "has_budget_code", short="Budget code to hand", prompt="Do you have a budget code for this?",
    why="A code is needed as well as the budget holder's approval. One does not replace the other.",
    hint="Your budget holder can tell you the code.")
CODE = Lookup(
    "budget_code", short="Budget code", register="budget_codes", of=BudgetCode, prompt="What is the budget code?",
    why="The code says which budget pays, and so who has to approve.",
    hint="Letters, figures and dashes, as your budget holder writes it.")
NO_HOLDER = Choice(
    "no_holder", short="No budget holder", of=NoHolder,
    prompt="We know nobody who can approve for that code. What would you like to do?",
    labels={NoHolder.ANOTHER: "I will get another code",
            NoHolder.SEND: "Send it; the Communications Team finds out who holds it"},
    why="The budget holder has to approve. Either nobody is on record for this code, or that person has left.",
    hint="If you send it, it waits until somebody holds the code.")
AGREED = YesNo(
    "holder_agreed", short="Holder has agreed", prompt="Has the budget holder already agreed?",
    why="The approvers see what you say here. The holder is still asked to confirm it, so that it is on record.")
LINK = Link(
    "post_link", short="Post", prompt="What is the link to the post?",
    why="The people who decide need to see the post itself.",
    hint="Open the post, copy its address and paste it here.")
AIM = Text(
    "aim", short="Aim", most=500, prompt="What should the boost achieve?",
    why="The Communications Team checks that it fits the council's strategy and aims.",
    hint="One or two sentences. Do not name residents.")
AUDIENCE = Text(
    "audience", short="Audience", most=500, prompt="Who should see it, and where do they live?",
    why="A boost can be aimed at places and interests.",
    hint="For example: parents of young children, in and around one town.")
STARTS = Day(
    "starts", short="First day", prompt="On which day should the boost start?",
    why="Everybody who has to agree needs to know how long they have.", hint="Leave time for the approvals.")
ENDS = Day(
    "ends", short="Last day", prompt="On which day should the boost end?",
    why="The Communications Team needs the dates to set the boost up.", hint="The same day as the start, or later.")
COST = Money(
    "cost", short="Cost at most", prompt="What is the most it may cost in all, in pounds?",
    why="The budget holder approves this amount.", hint="Figures only, like 80 or £1,200.50.")
POLITICAL = Choice(
    "political", short="Political or controversial", of=Political,
    prompt="Is the post political, or could people see it as controversial?",
    labels={Political.NO: "No", Political.YES: "Yes", Political.NOT_SURE: "I am not sure"},
    why="Such a post may need sign-off before it goes further. If in any doubt, get advice first.",
    hint="For example: it names a councillor or a party, or people are arguing about the subject.")

NEEDS_APPROVAL = End(
    "needs_approval", "approval", "You can ask for this boost. It goes ahead only when everybody below has agreed.",
    steps={
        "sign_off": "A manager signs off the post first, because it is or may be political or controversial. "
                    "The policy lets a councillor do this too.",
        "holder": "The budget holder approves the cost. Giving the code does not count as approval.",
        "still_confirm": "You say that the budget holder has agreed. They are still asked to confirm it in chat.",
        "code": "The Communications Team gets your budget code with the request. Approval alone is not enough.",
        "fit": "The Communications Team checks that the boost fits the council's strategy and aims.",
        "do_not_boost": "Do not start the boost yourself. The Communications Team arranges every boost.",
        "set_up": "Set up the boost with the audience, dates and cost as approved."},
    inferences={
        "which_manager": "The policy says a manager, not which one. We ask your line manager.",
        "your_own_code": "You hold this budget. Nobody approves their own request, so your line manager is asked.",
        "same_manager": "One person decides one step only. The Communications Team finds a second person if needed.",
        "nobody_holds_it": "We have nobody on record for this code. The Communications Team is asked to find out who "
                           "holds the budget, and the request waits for that person.",
        "holder_left": "The person who held this code has left. The Communications Team is asked to find out who "
                       "holds the budget now, and the request waits for that person.",
        "not_looked_up": "The code has not been looked up yet. That happens before anything is sent.",
        "pre_election": "It is a pre-election period. The council's social media policy has no rule for boosts in it. "
                        "The Communications Team decides whether this one has to wait.",
        "emergency": "An emergency has been declared. The council's policy has no rule for boosts during one. "
                     "The Communications Team decides whether this one has to wait."})
OTHER_NETWORK = End(
    "other_network", "refer", "Ask the Communications Team before you pay to promote anything on this network.",
    steps={"ask_first": "Do not pay for anything yet. Tell them the network, the post, the cost and the dates."},
    inferences={
        "facebook_only": "The rule has paid advertising in its heading, but what it says is about Facebook only. "
                         "We think that the Communications Team should decide about other networks."})
NO_CODE = End(
    "no_code", "conditional", "You need a budget code before you can ask for a boost. Nothing has been sent.",
    steps={"get_code": "Ask your budget holder for the code. You need their approval as well as the code.",
           "come_back": "Start again here when you have the code."})
ANOTHER_CODE = End(
    "another_code", "conditional", "You need a code whose budget holder can approve. Nothing has been sent.",
    steps={"find_code": "Find out which code has a budget holder who works here now.",
           "change_it": "Then go back and change the code."})
WAIT = End(
    "wait_for_pause", "conditional",
    "Social media is paused after a death in the royal family. Do not boost anything until the pause is over.",
    steps={"check_schedule": "Check that you have nothing set to go out during the pause, in any tool.",
           "ask_when": "Ask the Communications Team when the pause ends. Then start again here."})
# fmt: on


@flow(
    "boost",
    title="Boost a Facebook post",
    about="Pay to show a post to more people: who has to agree, and what they need from you.",
    asks=(WHERE, HAS_CODE, CODE, NO_HOLDER, AGREED, LINK, AIM, AUDIENCE, STARTS, ENDS, COST, POLITICAL),
    ends=(NEEDS_APPROVAL, OTHER_NETWORK, NO_CODE, ANOTHER_CODE, WAIT),
    says=("boost", "promote a post", "sponsor", "paid ad", "paid advert", "facebook advert", "reach more people"),
)
def boost(ask: Ask, rules: BoostRules, policy: Policy) -> Outcome:
    """Ask what decides first, then what the approvers need to see; a budget code and an approval are both needed."""
    if rules.pause and "mourning" in policy.situation.states:
        return Outcome(WAIT, (rules.pause,), steps=("check_schedule", "ask_when"), tell=(rules.pause.value,))
    if ask(WHERE, rules.meaning) is Network.OTHER:
        because = (rules.meaning, rules.arrange)
        return Outcome(OTHER_NETWORK, because, ("ask_first",), ("facebook_only",), tell=(rules.arrange.value,))
    if not ask(HAS_CODE, rules.code):
        return Outcome(NO_CODE, (rules.code, rules.holder), steps=("get_code", "come_back"))
    found = ask(CODE, rules.code, rules.holder).verdict
    if found in HOLDERLESS and ask(NO_HOLDER, rules.holder) is NoHolder.ANOTHER:
        return Outcome(ANOTHER_CODE, (rules.holder, rules.code), steps=("find_code", "change_it"))
    return _request(ask, rules, policy, found)


HOLDERLESS = (BudgetCode.NOBODY, BudgetCode.LEFT)
SAID_OF_CODE = {
    BudgetCode.REQUESTER: "your_own_code",
    BudgetCode.NOBODY: "nobody_holds_it",
    BudgetCode.LEFT: "holder_left",
    BudgetCode.UNCHECKED: "not_looked_up",
}


def _request(ask: Ask, rules: BoostRules, policy: Policy, found: BudgetCode) -> Outcome:
    """The questions that the approvers need answered, then who they are, in order."""
    agreed = ask(AGREED, rules.holder)
    ask(LINK, rules.arrange)
    ask(AIM, rules.fit)
    ask(AUDIENCE, rules.meaning)
    ask(ENDS, rules.arrange, not_before=ask(STARTS, rules.arrange, not_before=policy.situation.as_of))
    amount = _tier(ask(COST, rules.holder), rules.tiers)
    sign = _sign_off(ask, rules)
    own = (rules.service,) if rules.service else ()
    steps = {"sign_off": sign, "holder": True, "still_confirm": agreed, "code": True, "fit": True}
    return Outcome(
        NEEDS_APPROVAL,
        (rules.meaning, rules.arrange, rules.holder, rules.code, rules.fit, *own),
        steps=(*(key for key, said in steps.items() if said), "do_not_boost"),
        inferences=_inferences(policy, found, bool(sign)),
        approvals=(*sign, Approval(rules.holder, of=CODE.id), *amount, Approval(rules.arrange)),
        tell=(rules.code.value,) if found in HOLDERLESS else (),
        tasks=(Task("set_up", rules.fit.value, rules.fit),),
    )


def _tier(cost: Measured[Decimal], tiers: tuple[Tier, ...]) -> tuple[Approval, ...]:
    """The approver of this amount: the first tier that reaches so far."""
    return next(((Approval(t.role),) for t in tiers if t.up_to is None or cost.at_most(t.up_to)), ())


def _sign_off(ask: Ask, rules: BoostRules) -> tuple[Approval, ...]:
    """Sign-off comes first for what is political, and for what somebody is not sure about."""
    if rules.signoff is None:
        return ()
    match ask(POLITICAL, rules.signoff):
        case Political.NO:
            return ()
        case Political.YES:
            return (Approval(rules.signoff),)
        case Political.NOT_SURE:
            return (Approval(rules.doubt or rules.signoff),)


def _inferences(policy: Policy, found: BudgetCode, signed: bool) -> tuple[str, ...]:
    said = [*(["which_manager"] if signed else []), *([SAID_OF_CODE[found]] if found in SAID_OF_CODE else [])]
    twice = ["same_manager"] if signed and found is BudgetCode.REQUESTER else []
    return (*said, *twice, *(s for s in ("pre_election", "emergency") if s in policy.situation.states))
