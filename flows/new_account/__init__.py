"""May we open a social media account? What the business case has to say, who agrees, and what must follow."""

from dataclasses import dataclass
from typing import Any

from flows.engine.flow import flow
from flows.engine.outcome import Approval, Outcome, Task, not_covered
from flows.engine.policy import Cited, Policy
from flows.engine.replay import Ask
from flows.new_account import ends, questions
from flows.new_account.checks import QUESTIONS, Found, go_through, name_it
from flows.new_account.questions import TEXTS, Runs, Stage
from flows.new_account.rules import Closed, Fire, Kind, NewAccountRules, Part, Partners, Turned, Way, Written

DECIDING = (questions.FIRE, questions.KIND, questions.RUNS, questions.DETAILS, questions.NAMED, questions.ACCEPTS)


@flow(
    "new_account",
    title="Ask for a new social media account",
    about="The business case for a new account, who has to agree to it, and what to do once they have.",
    asks=(*DECIDING, *QUESTIONS.values(), questions.STAGE, *TEXTS.values()),
    ends=ends.ENDS,
    says=("new account", "new social media account", "open an account", "set up an account", "create an account",
          "start an account", "business case", "new page", "new facebook page", "set up a facebook page",
          "start a facebook page", "new instagram", "open an instagram", "new twitter account", "new x account",
          "new channel", "new tiktok", "start a tiktok", "new linkedin page", "new youtube channel", "our own page",
          "our own account", "page for our service", "page for our team", "campaign account", "partnership account",
          "professional account", "account for my role", "facebook group", "account for a campaign"),
)  # fmt: skip
def new_account(ask: Ask, rules: NewAccountRules, policy: Policy) -> Outcome:
    """Find the way that this account has to go, stop where it may not, then take down the case for those who decide."""
    fire = _fire(ask, rules.fire, policy)
    ways = (*fire.ways, *rules.ways) if fire else rules.ways
    closed = (*fire.closed, *rules.closed) if fire else rules.closed
    theirs = (fire.service,) if fire else ()
    kind = ask(questions.KIND, *theirs, *(w.kinds for w in ways), *(c.kinds for c in closed))
    if shut := next((c for c in closed if kind in c.kinds.value), None):
        return _closed(ask, shut)
    if kind in (Kind.PARTNERSHIP, Kind.NOT_SURE) and rules.partners and (out := _outside(ask, rules.partners, rules)):
        return out
    if kind is Kind.NOT_SURE:
        return _unknown(ask, rules)
    if (way := next((w for w in ways if kind in w.kinds.value), None)) is None:
        return not_covered(policy)
    parts = (rules.every, *((fire.every,) if fire else ()), way)
    notes = tuple(n.says.value for n in rules.notes if kind in n.kinds)
    return _Request(ask, policy, way, parts, notes).outcome(Found([*way.chain, way.kinds, *theirs]))


def _fire(ask: Ask, fire: Fire | None, policy: Policy) -> Fire | None:
    service = policy.situation.service
    if fire is None:
        return None
    theirs = ask(questions.FIRE, fire.service) if service is None else service == fire.service.value
    return fire if theirs else None


def _closed(ask: Ask, shut: Closed) -> Outcome:
    if shut.says is Turned.PRIVATE:
        return Outcome(ends.PRIVATE_ACCOUNT, (shut.kinds, shut.role), ("use_official",), ("ask_for_one",))
    ask(questions.DETAILS, shut.role)
    no_rule = shut.says is Turned.NO_RULE
    step, ours = ("only_they_open", ("no_role_rule",)) if no_rule else ("they_run_it", ())
    return Outcome(ends.ASK_FIRST, (shut.kinds, shut.role), (step,), ours, tell=(shut.role.value,))


def _outside(ask: Ask, partners: Partners, rules: NewAccountRules) -> Outcome | None:
    """The end for an account that others run, which the policy does not govern; None where it does."""
    match ask(questions.RUNS, partners.applies, partners.outside):
        case Runs.OURS:
            return None
        case Runs.NOT_SURE:
            return _unknown(ask, rules, partners.applies)
        case Runs.PARTNERSHIP | Runs.OTHERS:
            steps, law = ("whoever_runs_it", "their_rules"), (partners.election,) if partners.election else ()
            return Outcome(ends.NOT_OURS, (partners.outside, *law), steps, ("election_care",))


def _unknown(ask: Ask, rules: NewAccountRules, *because: Cited[Any]) -> Outcome:
    ask(questions.DETAILS, rules.contact)
    return Outcome(ends.ASK_FIRST, (*because, rules.contact), ("tell_us",), tell=(rules.contact.value,))


def _keys(said: list[Cited[Any]]) -> tuple[str, ...]:
    return tuple(c.value.value for c in said)


STAGES = {Stage.NOBODY_ASKED: "nobody_asked", Stage.AGREED: "still_confirm", Stage.OPEN: "already_open"}


@dataclass(frozen=True)
class _Request:
    """An account that may be asked for: the way that it has to go, and every part of what is wanted of it."""

    ask: Ask
    policy: Policy
    way: Way
    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    def outcome(self, found: Found) -> Outcome:
        """What stops it, what has to be put right, or who agrees; the case is written only where it can go on."""
        for naming in [p.naming for p in self.parts if p.naming]:
            name_it(self.ask, naming, found)
        for gate in (g for p in self.parts for g in p.gates):
            if stopped := go_through(self.ask, gate, found):
                return stopped
        if found.fixes:
            return Outcome(ends.PUT_RIGHT, tuple(dict.fromkeys(found.fixes.values())), tuple(found.fixes))
        stage = self.ask(questions.STAGE, self.way.chain[-1])
        found.because += self._case()
        return self._approval(found, STAGES.get(stage))

    def _case(self) -> list[Cited[Written]]:
        """Ask for what has to be written, in one order for all councils; the values that want it."""
        wanted = [c for p in self.parts for c in p.case]
        for written in Written:
            if because := [c for c in wanted if c.value is written]:
                self.ask(TEXTS[written], *because)
        return wanted

    def _approval(self, found: Found, stage: str | None) -> Outcome:
        states = [c for p in self.parts for c in p.states if c.value in self.policy.situation.states]
        said = [c for p in reversed(self.parts) for c in p.says]
        tasks = (*(t for p in self.parts for t in p.tasks), *found.tasks)
        return Outcome(
            ends.NEEDS_APPROVAL,
            (*found.because, *states, *said),
            steps=tuple(dict.fromkeys((*([stage] if stage else []), *_keys(states), *found.steps, *_keys(said)))),
            inferences=self.notes,
            approvals=tuple(Approval(role) for role in self.way.chain),
            tell=tuple(found.tell),
            records=tuple(dict.fromkeys(t.register for t in tasks if t.register)),
            tasks=tuple(Task(t.step.value, t.role.value, t.role, t.register) for t in tasks),
        )
