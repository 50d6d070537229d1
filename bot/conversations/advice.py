"""PURE: the screen on which a flow ends: the advice, what it rests on, and what can be done with it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.citing import disagreements, law_cited, our_advice
from bot.conversations.submitting import outcome_of, sendable
from bot.conversations.turn import Turn
from bot.messages import Block, Button, Citation, Citations, Facts, Screen, Steps, Text, Tone
from flows.engine import Done, receipt

RECEIPT = "Receipt {} of {:%-d %B %Y}: what these answers came to under the policy as it was then."
FINDING = "What this means for you"
SHARES = "Nobody has seen your answers so far. This shares them with whoever gets it."
LABELS: Mapping[str, tuple[str, Tone]] = {
    "allowed": ("You can", "good"),
    "conditional": ("You can, if", "warn"),
    "refused": ("You cannot", "bad"),
    "approval": ("Needs approval", "info"),
    "refer": ("Ask first", "warn"),
    "act": ("Do this now", "warn"),
    "finding": ("What we found", "info"),
    "not_covered": ("Not in the policy", "plain"),
    "not_applicable": ("Does not apply", "plain"),
}


def advice(turn: Turn, answers: tuple[Block, ...], act: Callable[..., str] | None, ways: tuple[Button, ...]) -> Screen:
    """The outcome as a card; without `act` it can only be read."""
    if not isinstance(turn.state, Done):
        raise TypeError("advice is drawn of a flow that has ended")
    outcome = outcome_of(turn.state)
    label, tone = LABELS[outcome["kind"]]
    title = turn.state.flow.title
    blocks = (
        *(Text(t, "info") for t in turn.told),
        Text(outcome["text"], tone, strong=True),
        *_body(outcome),
        *answers,
    )
    cited = tuple(Citation(s["document"], s["section"], s["says"]) for s in outcome["sections"])
    own: Block = Citations(cited) if cited else _searched(outcome)
    rest = (own, *law_cited(outcome["law"]))
    kept = () if act else (Text(RECEIPT.format(receipt(turn.state).digest, turn.kept.situation.as_of)),)
    return Screen(
        title,
        f"{title}: {outcome['text']}",
        (*blocks, *rest, *kept),
        (),
        (*_next(outcome, act, private=turn.state.flow.visibility == "private"), *ways),
        label=label,
        tone=tone,
        waits=act is not None,
    )


def _body(outcome: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = []
    ours, urgent = our_advice(outcome["inferences"]), outcome["kind"] == "act"
    if urgent:  # help that no section speaks of must not stand below what a section says
        blocks += ours
    if outcome["steps"]:
        told = outcome["kind"] == "finding"
        blocks.append(Steps(tuple(outcome["steps"]), FINDING if told else "What to do", numbered=not told))
    if outcome["approvals"]:
        asked = (a["title"] + (" must all agree" if a["rule"] == "all" else "") for a in outcome["approvals"])
        blocks.append(Steps(tuple(asked), "Who is asked, in this order"))
    if sendable(outcome) and "route" in outcome:
        who = (step["title"] for step in outcome["route"])
        blocks.append(Steps(tuple(who), "Who gets it: the first of these who is not involved"))
    blocks += [*([] if urgent else ours), *disagreements(outcome["conflicts"])]
    return blocks + [Text(n, "info") for n in outcome["notices"]]


def _searched(outcome: Mapping[str, Any]) -> Block:
    return Facts((("We looked in", ", ".join(outcome["searched"])),))


def _next(outcome: Mapping[str, Any], act: Callable[..., str] | None, *, private: bool) -> tuple[Button, ...]:
    if act is None:
        return ()
    if sendable(outcome) and "route" in outcome:
        return (Button("Send in confidence", act("submit"), "primary"),)
    if sendable(outcome):
        first = outcome["approvals"][0]["title"]
        words = "Send for approval" if outcome["kind"] == "approval" else f"Send to the {first.removeprefix('the ')}"
        return (Button(words, act("submit"), "primary", confirm=SHARES if private else ""),)
    return (Button("Finish", act("finish"), "primary"),)
