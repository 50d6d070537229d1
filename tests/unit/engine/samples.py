"""A small council and small flows of the engine's own tests; nothing here is any real council's policy."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flows.engine import (
    Answers,
    Approval,
    Ask,
    Choice,
    Cited,
    Conflict,
    Day,
    Deadline,
    Document,
    End,
    Given,
    Link,
    Lookup,
    Many,
    Measured,
    Money,
    Outcome,
    Person,
    Policy,
    Role,
    Row,
    Situation,
    Task,
    Text,
    Upload,
    YesNo,
    flow,
)

TODAY = date(2026, 11, 20)


class Where(StrEnum):
    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNSURE = "unsure"


class Extra(StrEnum):
    PHOTOS = "photos"
    VIDEO = "video"
    MUSIC = "music"


class Code(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Seven(StrEnum):
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"


@dataclass(frozen=True)
class Tier:
    up_to: Cited[Decimal]
    role: Cited[str]


@dataclass(frozen=True)
class SpendRules:
    where: Cited[str]
    code: Cited[bool]
    tiers: tuple[Tier, ...]
    top: Cited[str]
    last_day: Cited[date]
    mourning: Cited[str]


WHERE = Choice(
    "where",
    of=Where,
    labels={Where.HERE: "Here", Where.ELSEWHERE: 'Else"where', Where.UNSURE: "I don't know"},
    prompt="Where is it?",
    why="The rule is for here.",
)
CODE = Lookup("code", register="codes", of=Code, prompt="Which code?")
COST = Money("cost", prompt="How much?")
STARTS = Day("starts", prompt="From when?")
ENDS = Day("ends", prompt="Until when?")
EXTRAS = Many(
    "extras", of=Extra, labels={Extra.PHOTOS: "Photos", Extra.VIDEO: "Video", Extra.MUSIC: "Music"}, prompt="What else?"
)
AIM = Text("aim", prompt="What for?", most=100)
OK = YesNo("ok", prompt="Is it agreed?")
PAGE = Link("page", prompt="Which page?")
FILE = Upload("file", prompt="Which file?")
WHO = Person("who", prompt="Who?")
EVERY_KIND = (WHERE, CODE, COST, STARTS, ENDS, EXTRAS, AIM, OK, PAGE, FILE, WHO)

ASK_FIRST = End("ask_first", "refer", "Ask first.")
CLOSED = End("closed", "refused", "That code is closed.")
WAIT = End("wait", "conditional", "Wait until the mourning is over.")
TOO_LATE = End("too_late", "refused", "That is too late.")
AGREE = End(
    "agree",
    "approval",
    "These people must agree.",
    steps={"sign": "Sign the form.", "music": "Pay for the music."},
    inferences={"ours": "We think that one form will do."},
)
ENDINGS = (ASK_FIRST, CLOSED, WAIT, TOO_LATE, AGREE)


@flow(
    "spend", title="Spend money", about="Who must agree.", asks=(WHERE, CODE, COST, STARTS, ENDS, EXTRAS, AIM),
    ends=ENDINGS, says=("pay",),
)  # fmt: skip
def spend(ask: Ask, rules: SpendRules, policy: Policy) -> Outcome:
    """Approval tiers by amount, a code that is looked up, two days in order, a set of extras and some free words."""
    if "mourning" in policy.situation.states:
        return Outcome(WAIT, (rules.mourning,))
    if ask(WHERE, rules.where) is not Where.HERE:
        return Outcome(ASK_FIRST, (rules.where,), tell=("comms",))
    if ask(CODE, rules.code).verdict is Code.CLOSED:
        return Outcome(CLOSED, (rules.code,))
    cost = ask(COST, rules.code)
    starts = ask(STARTS, rules.last_day, not_before=policy.situation.as_of)
    if not ask(ENDS, rules.last_day, not_before=starts).at_most(rules.last_day):
        return Outcome(TOO_LATE, (rules.last_day,))
    music = Extra.MUSIC in ask(EXTRAS, rules.code)
    ask(AIM, rules.code)
    return Outcome(
        AGREE,
        (rules.code,),
        steps=("sign", "music") if music else ("sign",),
        inferences=("ours",),
        approvals=(Approval(rules.where, of=CODE.id), Approval(approver(rules, cost), expires_after_working_days=5)),
        records=("spending",),
        tasks=(Task("sign", "comms", rules.code),),
        deadline=Deadline(rules.last_day, "approval", working_days=3, due=date(2026, 12, 1)),
    )


def approver(rules: SpendRules, cost: Measured[Decimal]) -> Cited[str]:
    """Whose approval an amount needs."""
    return next((t.role for t in rules.tiers if cost.at_most(t.up_to)), rules.top)


@dataclass(frozen=True)
class NestedRules:
    all: Cited[str]


FIRST, SECOND, THIRD, LAST = (YesNo(i, prompt=f"{i}?") for i in ("first", "second", "third", "last"))
YES, NO = End("yes", "allowed", "Yes."), End("no", "refused", "No.")


@flow("nested", title="Nested", about="Questions within questions.", asks=(FIRST, SECOND, THIRD, LAST), ends=(YES, NO))
def nested(ask: Ask, rules: NestedRules, policy: Policy) -> Outcome:
    """The second and third questions depend on those before; the last is always asked."""
    inner = ask(FIRST, rules.all) and ask(SECOND, rules.all) and ask(THIRD, rules.all)
    return Outcome(YES if ask(LAST, rules.all) and not inner else NO, (rules.all,))


def made(run: Any, *asks: Any, ends: tuple[End, ...] = (YES, NO), name: str = "made") -> Any:
    """A flow of one function, for a test of its own."""
    run.__annotations__["rules"] = NestedRules
    return flow(name, title="Made", about="For one test.", asks=asks, ends=ends)(run)


def tier(amount: str, role: str) -> Tier:
    return Tier(Cited(Decimal(amount), ("p-2",)), Cited(role, ("p-2",)))


RULES = SpendRules(
    where=Cited("comms", ("p-1",)),
    code=Cited(True, ("p-1", "p-1b")),
    tiers=(tier("50", "team"), tier("5000", "head")),
    top=Cited("chief", ("p-3",), conflicts=("X1",)),
    last_day=Cited(date(2027, 3, 31), ("g-1",)),
    mourning=Cited("comms", ("p-3",)),
)
DOCUMENTS = {
    "policy": Document("policy", "Policy", "1.0", date(2020, 1, 1), review_due=date(2022, 5, 1)),
    "guide": Document("guide", "Guide", "2"),
}
ROWS = {
    r.id: r
    for r in (
        Row("p-1", "policy", "2.1", "must", "staff", "Say where."),
        Row("p-1b", "policy", "2.1", "must", "staff", "Give a code."),
        Row("p-2", "policy", "2.2", "must", "staff", "Somebody agrees."),
        Row("p-3", "policy", "2.10", "must", "staff", "The chief agrees."),
        Row("g-1", "guide", "Days", "must", "staff", "Before April."),
    )
}
ROLES = {
    r: Role(r, f"The {r}", "comms@example.org" if r == "comms" else "") for r in ("comms", "team", "head", "chief")
}
LAW = {
    r.id: r
    for r in (
        Row(
            "l-1", "The Act", "s.1", "law", "", "All over.", status="confirmed", nations=("england", "wales"), link="u"
        ),
        Row("l-1b", "The Act", "s.1", "law", "", "Here too.", status="confirmed", nations=("england",), link="u"),
        Row("l-2", "The Act", "s.2", "law", "", "In Wales.", status="partly", nations=("wales",)),
    )
}
CONFLICTS = {"X1": Conflict("X1", ("p-2", "p-3"), "They differ.", "The chief decides.")}


def policy(spending: SpendRules = RULES, states: tuple[str, ...] = (), **changes: Any) -> Policy:
    """The sample council's policy; `changes` replace its fields."""
    every = {"spend": spending, "nested": NestedRules(Cited("x", ("p-1",))), "made": NestedRules(Cited("x", ("p-1",)))}
    there = Situation(TODAY, states=frozenset(states))
    made = Policy(
        "sample", "Sample Council", "comms", there, DOCUMENTS, ROWS, ROLES, every, CONFLICTS, law=LAW,
        rules_hash="r1", wording_hash="w1",
    )  # fmt: skip
    return replace(made, **changes)


def answers(**raw: Any) -> Answers:
    """Answers by question id; the code is one that its register knows to be open unless `code` says otherwise."""
    return {k: v if isinstance(v, Given) else Given(v, "open" if k == "code" else "") for k, v in raw.items()}


WHOLE = answers(
    where="here", code="AB-1", cost="80", starts="2026-12-01", ends="2026-12-05", extras=("music",), aim="To be seen"
)
