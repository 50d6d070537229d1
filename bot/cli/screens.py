"""Every question and every distinct outcome that a council's staff can meet in a flow, for sign-off."""

from typing import Any

from bot.cli import shown
from flows.engine import Flow, Policy, explain, explore


def screens(flow: Flow, policy: Policy) -> dict[str, Any]:
    """{flow, title, questions, outcomes}: questions in the order of the flow, each outcome once with its sections."""
    paths = list(explore(flow, policy))
    asked: dict[str, Any] = {}
    for done in paths:
        asked |= {q["id"]: q for q in explain(done, policy)["questions"]}
    questions = [asked[q.id] for q in flow.asks if q.id in asked]
    outcomes = {str(o): o for o in (d.outcome.as_json(flow.name, policy) for d in paths)}
    order = {e.id: n for n, e in enumerate(flow.ends)}
    ordered = sorted(outcomes.values(), key=lambda o: order.get(o["id"], -1))
    return {"flow": flow.name, "title": flow.title, "questions": questions, "outcomes": ordered}


def print_screens(found: dict[str, Any], policy: Policy) -> None:
    """Print them for people."""
    shown.show("", f"{found['title']} ({found['flow']}): {policy.name}", style="bold underline")
    for question in found["questions"]:
        shown.show_question(question, why=True)
    for outcome in found["outcomes"]:
        shown.show_outcome(outcome, policy)
