"""A small flow of the tests' own that asks for evidence, and an office in which it is one of the guides."""

from dataclasses import dataclass, replace

from bot.conversations.ports import Policies
from flows.engine import Ask, Cited, End, Outcome, Policy, Situation, Upload, flow
from tests.e2e.office.whisper import SECTION, Whispering
from tests.office import Office


@dataclass(frozen=True)
class ProveRules:
    """Whom it is shown to."""

    to: Cited[str]


PROOF = Upload("proof", prompt="What shows it?", short="Proof")
SHOWN = End("shown", "refer", "Show this to the team.")


@flow("prove", title="Prove something", about="Send a picture.", asks=(PROOF,), ends=(SHOWN,))
def prove(ask: Ask, rules: ProveRules, policy: Policy) -> Outcome:
    """Whatever is sent is shown to the team."""
    ask(PROOF, rules.to)
    return Outcome(SHOWN, (rules.to,), tell=(rules.to.value,))


class Proving(Whispering):
    """The office's policies, each with rules for the flow."""

    policies: Policies

    def current(self, council: str, situation: Situation) -> Policy:
        policy = self.policies.current(council, situation)
        return replace(policy, rules={**policy.rules, "prove": ProveRules(Cited("communications", SECTION))})


def proving(office: Office) -> Office:
    """The same office with the flow."""
    app = office.app
    policies = Proving(policies=app.front.talk.policies)
    talk = replace(app.front.talk, flows={**app.front.talk.flows, "prove": prove}, policies=policies)
    new = replace(app, front=replace(app.front, talk=talk), drawing=replace(app.drawing, talk=talk))
    return replace(office, app=new)
