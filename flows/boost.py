"""May we pay to promote a post? Who has to agree, and what must be handed over with the request."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from flows.engine import Approval, Ask, Cited, End, Measured, Outcome, Policy, RoleId, Task, flow
from flows.engine.questions import Choice, Day, Link, Lookup, Money, Text, YesNo


@dataclass(frozen=True)
class Tier:
    """Who must also agree to a boost of up to this amount; the last tier has no limit."""

    up_to: Cited[Decimal] | None
    role: Cited[RoleId]


@dataclass(frozen=True)
class BoostRules:
    """What this flow must know from a council; the sections behind each value go with it."""

    meaning: Cited[str]  # the network that the rule speaks of
    other: Cited[RoleId]  # who is asked before anything is paid for on another network
    page: Cited[RoleId]  # who is asked about a page that somebody else runs
    arrange: Cited[RoleId]  # who arranges every boost, and so has the last word
    holder: Cited[RoleId]  # whose approval the money needs
    code: Cited[RoleId]  # who must be given a budget code
    fit: Cited[RoleId]  # who checks the fit with the strategy and does the technical side
    signoff: Cited[RoleId] | None = None  # who signs off what is political or controversial
    doubt: Cited[RoleId] | None = None  # who signs off where somebody is not sure
    pause: Cited[RoleId] | None = None  # who starts a mourning pause
    service: Cited[str] | None = None  # given for a service (its id) whose own rules leave boosts to the council's
    emergency: Cited[bool] | None = None  # whoever leads the response to an emergency decides what goes out
    publicity: Cited[bool] | None = None  # what the law says of politics in what a council publishes
    tiers: tuple[Tier, ...] = ()

    def __post_init__(self) -> None:
        """Every amount must have its approver; ValueError where the tiers leave some amount without one."""
        if [t.up_to is None for t in self.tiers] != [False] * (len(self.tiers) - 1) + [True] * bool(self.tiers):
            raise ValueError("tiers: give each tier an up_to except the last, which takes every larger amount")


Network = StrEnum("Network", "FACEBOOK OTHER NOT_OURS")  # where the post is
# Who holds a budget code, as the register has it: somebody else, the person who asks, nobody, or a leaver.
BudgetCode = StrEnum("BudgetCode", "ACTIVE REQUESTER NOBODY LEFT UNCHECKED")
NoHolder = StrEnum("NoHolder", "ANOTHER_CODE SEND_ANYWAY")  # what to do with a code that nobody can approve for
Political = StrEnum("Political", "NO YES NOT_SURE")

# fmt: off
WHERE = Choice(
    "network", short="Network", of=Network, prompt="Where is the post you want to promote?",
    labels={Network.FACEBOOK: "Facebook", Network.OTHER: "Another network", Network.NOT_OURS: "A page not run by us"},
    why="The council's rule on boosting is written for Facebook, and for pages that its staff run.",
    hint="To boost is to pay to show a post to more people. If staff run a partnership's page, pick its network.")
DETAILS = Text(
    "details", short="What it is about", most=1000, prompt="What is it, where and when should it run, at what cost?",
    why="The Communications Team needs this to advise you.", hint="A few sentences, with the link to the post.")
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
    labels={NoHolder.ANOTHER_CODE: "I will get another code", NoHolder.SEND_ANYWAY: "Send it without a holder"},
    why="The budget holder has to approve. Either nobody is on record for this code, or that person has left.",
    hint="If you send it, the Communications Team looks for the holder, and it waits until then.")
AGREED = YesNo(
    "holder_agreed", short="Holder has agreed", prompt="Has the budget holder already agreed?",
    why="The approvers see what you say here. The holder is still asked to confirm it, so that it is on record.",
    hint="If you are not sure, say no. They are asked in any case.")
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
        "led": "An emergency has been declared. Whoever leads the response decides what goes out, so ask them.",
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
        "treat_as_political": "You are not sure, so we treat the post as political until a manager has looked at it.",
        "no_party": "A council may not spend money to win support for a political party. Drop it if that is its aim.",
        "your_own_code": "You hold this budget. Nobody approves their own request, so your line manager is asked.",
        "same_manager": "One person decides one step only. The Communications Team finds a second person if needed.",
        "nobody_holds_it": "Nobody is on record for this code. It waits until the Communications Team finds a holder.",
        "holder_left": "Whoever held this code has left. It waits until the Communications Team finds the new holder.",
        "not_looked_up": "The code is looked up before you send. If it is your own, your line manager is asked.",
        "pre_election": "No rule covers a pre-election period. The Communications Team decides if it has to wait.",
        "emergency": "An emergency has been declared. The council's policy has no rule for boosts during one. "
                     "The Communications Team decides whether this one has to wait.",
        "people": "If it shows people, check their permission first: ask me about a photo."})
OTHER_NETWORK = End(
    "other_network", "refer", "Ask the Communications Team before you pay to promote anything on this network.",
    steps={"ask_first": "Do not pay for anything until they have answered."},
    inferences={
        "facebook_only": "The rule on boosting has paid advertising in its heading, but only speaks of Facebook. "
                         "Another rule sends digital marketing to the same team, so we ask them about this too."})
NOT_OUR_PAGE = End(
    "not_our_page", "refer", "Ask the Communications Team before you pay for a boost on this page.",
    steps={"partner": "The policy does not cover a page that a partnership runs itself.",
           "private": "A private page is not for speaking for the council."},
    inferences={"whose_money": "The policy has no rule for a boost there. Ask before any council money is spent."})
NO_CODE = End(
    "no_code", "conditional", "You need a budget code before you can ask for a boost. Nothing has been sent.",
    steps={"get_code": "Ask your budget holder for the code. You need both the code and their approval.",
           "come_back": "Start again here when you have the code."})
ANOTHER_CODE = End(
    "another_code", "conditional", "You need a code whose budget holder can approve. Nothing has been sent.",
    steps={"find_code": "Find out which code has a budget holder who works here now.",
           "change_it": "Then go back and change the code."})
WAIT = End(
    "wait_for_pause", "conditional",
    "Social media is paused after a death in the royal family. Do not boost anything until the pause is over.",
    steps={"check_schedule": "Check that you have nothing set to go out during the pause, in any tool.",
           "ask_when": "Ask the Communications Team when the pause ends. Then start again here."},
    inferences={"running": "If a boost is running now, ask the Communications Team to stop it."})
# fmt: on


@flow(
    "boost",
    title="Boost a Facebook post",
    about="Pay to show a post to more people: who has to agree, and what they need from you.",
    asks=(WHERE, DETAILS, HAS_CODE, CODE, NO_HOLDER, AGREED, LINK, AIM, AUDIENCE, STARTS, ENDS, COST, POLITICAL),
    ends=(NEEDS_APPROVAL, OTHER_NETWORK, NOT_OUR_PAGE, NO_CODE, ANOTHER_CODE, WAIT),
    says=("boost", "boosting", "boost my", "boost our", "boost a photo", "boost a video", "ads", "adverts", "sponsor",
          "promote a post", "promoted post", "pay to promote", "sponsored post", "paid ad", "paid advert",
          "paid advertising", "facebook advert", "facebook ad", "instagram advert", "linkedin ad", "reach more people"),
)  # fmt: skip
def boost(ask: Ask, rules: BoostRules, policy: Policy) -> Outcome:
    """Ask what decides first, then what the approvers need to see; a budget code and an approval are both needed."""
    found = _advice(ask, rules, policy)
    return replace(found, because=(*found.because, rules.service)) if rules.service else found


def _advice(ask: Ask, rules: BoostRules, policy: Policy) -> Outcome:
    if rules.pause and "mourning" in policy.situation.states:
        return Outcome(WAIT, (rules.pause,), ("check_schedule", "ask_when"), ("running",), tell=(rules.pause.value,))
    match ask(WHERE, rules.meaning, rules.page):
        case Network.OTHER:
            ask(DETAILS, rules.other)
            because, tell = (rules.meaning, rules.other), (rules.other.value,)
            return Outcome(OTHER_NETWORK, because, ("ask_first",), ("facebook_only",), tell=tell)
        case Network.NOT_OURS:
            ask(DETAILS, rules.page)
            steps, tell = ("partner", "private"), (rules.page.value,)
            return Outcome(NOT_OUR_PAGE, (rules.page,), steps, ("whose_money",), tell=tell)
        case Network.FACEBOOK:
            return _facebook(ask, rules, policy)


def _facebook(ask: Ask, rules: BoostRules, policy: Policy) -> Outcome:
    if not ask(HAS_CODE, rules.code):
        return Outcome(NO_CODE, (rules.code, rules.holder), steps=("get_code", "come_back"))
    found = ask(CODE, rules.code, rules.holder).verdict
    if found in HOLDERLESS and ask(NO_HOLDER, rules.holder) is NoHolder.ANOTHER_CODE:
        return Outcome(ANOTHER_CODE, (rules.holder, rules.code), steps=("find_code", "change_it"))
    return _request(ask, rules, policy, found)


HOLDERLESS = (BudgetCode.NOBODY, BudgetCode.LEFT)
SAID_OF_CODE = {
    BudgetCode.REQUESTER: "your_own_code", BudgetCode.NOBODY: "nobody_holds_it",
    BudgetCode.LEFT: "holder_left", BudgetCode.UNCHECKED: "not_looked_up",
}  # fmt: skip


def _request(ask: Ask, rules: BoostRules, policy: Policy, found: BudgetCode) -> Outcome:
    """The questions that the approvers need answered, then who they are, in order."""
    agreed = found in (BudgetCode.ACTIVE, BudgetCode.UNCHECKED) and ask(AGREED, rules.holder)
    ask(LINK, rules.arrange)
    ask(AIM, rules.fit)
    ask(AUDIENCE, rules.meaning)
    ask(ENDS, rules.arrange, not_before=ask(STARTS, rules.arrange, not_before=policy.situation.as_of))
    amount = _tier(ask(COST, rules.holder), rules.tiers)
    sign, ours = _sign_off(ask, rules)
    lead = (rules.emergency,) if rules.emergency and "emergency" in policy.situation.states else ()
    law = (rules.publicity,) if rules.publicity and (sign or "pre_election" in policy.situation.states) else ()
    steps = {"led": lead, "sign_off": sign, "holder": True, "still_confirm": agreed, "code": True, "fit": True}
    return Outcome(
        NEEDS_APPROVAL,
        (rules.meaning, rules.arrange, rules.holder, rules.code, rules.fit, *lead, *law),
        steps=(*(key for key, said in steps.items() if said), "do_not_boost"),
        inferences=(*ours, *_inferences(policy, found, bool(sign), bool(lead)), "people"),
        approvals=(*sign, Approval(rules.holder, of=CODE.id), *amount, Approval(rules.arrange)),
        tell=(rules.code.value,) if found in HOLDERLESS else (),
        tasks=(Task("set_up", rules.fit.value, rules.fit),),
    )


def _tier(cost: Measured[Decimal], tiers: tuple[Tier, ...]) -> tuple[Approval, ...]:
    """The approver of this amount: the first tier that reaches so far."""
    return next(((Approval(t.role),) for t in tiers if t.up_to is None or cost.at_most(t.up_to)), ())


def _sign_off(ask: Ask, rules: BoostRules) -> tuple[tuple[Approval, ...], tuple[str, ...]]:
    """Sign-off comes first for what is political, and for what somebody is not sure about; and what we add to it."""
    said = ask(POLITICAL, rules.signoff) if rules.signoff else Political.NO
    if rules.signoff is None or said is Political.NO:
        return (), ()
    if said is Political.YES:
        return (Approval(rules.signoff),), ("which_manager", "no_party")
    return (Approval(rules.doubt or rules.signoff),), ("treat_as_political", "which_manager", "no_party")


def _inferences(policy: Policy, found: BudgetCode, signed: bool, led: bool) -> tuple[str, ...]:
    said = [SAID_OF_CODE[found]] if found in SAID_OF_CODE else []
    twice = ["same_manager"] if signed and found is BudgetCode.REQUESTER else []
    silent = ("pre_election", *(() if led else ("emergency",)))
    return (*said, *twice, *(s for s in silent if s in policy.situation.states))
