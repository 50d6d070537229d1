"""How questions and outcomes read in a terminal; made of the same data as the JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from bot.cli.printing import console
from bot.messages import CHECKED, LAW
from flows.engine import Policy

KINDS = {
    "allowed": "Yes", "conditional": "On a condition", "refused": "No", "approval": "It needs approval",
    "refer": "Ask somebody", "act": "Do this now", "finding": "What we found",
    "not_covered": "The policy does not say", "not_applicable": "This does not apply",
}  # fmt: skip


def show(*lines: str, style: str = "") -> None:
    """Print lines as they are; nothing in them is taken for markup."""
    for line in lines:
        console().out.print(Text(line, style), soft_wrap=True)


def show_question(question: Mapping[str, Any], error: str = "", *, why: bool = False) -> None:
    """A question with its hint, its numbered options and any error; reasons and sections where somebody asked why."""
    show("", question["prompt"], style="bold")
    show(*filter(None, [question["hint"]]))
    show(*(f"  {n}. {o['label']}  ({o['value']})" for n, o in enumerate(question["options"], 1)))
    if why:
        show(*filter(None, [question["why"]]), *sections(question["sections"]), *law(question["law"]), style="dim")
    if error:
        show(error, style="red")


def show_outcome(outcome: Mapping[str, Any], policy: Policy) -> None:
    """An outcome whole: what to do, who decides, what it rests on, and what is ours."""
    show("", f"{KINDS[outcome['kind']]}: {outcome['text']}", style="bold")
    show(*listed("What to do", outcome["steps"]))
    show(*listed("Who decides, in order", (approver(policy, a) for a in outcome["approvals"]), numbered=True))
    show(*listed("Then", (f"{_title(policy, t['role'])}: {t['text']}" for t in outcome["tasks"])))
    show(*listed("Tell", (_title(policy, role) for role in outcome["tell"])))
    show(*listed("What this rests on", sections(outcome["sections"])))
    show(*listed(LAW, law(outcome["law"])))
    show(*listed("Searched, and found nothing", outcome["searched"]))
    show(*listed("Where the policy disagrees with itself", (conflict(c) for c in outcome["conflicts"])))
    show(*listed("Our advice, not the policy's", outcome["inferences"]))
    show(*outcome["notices"], style="dim")


def listed(heading: str, items: Iterable[str], *, numbered: bool = False) -> list[str]:
    """A heading with its items below, or nothing where there are none."""
    lines = [f"  {f'{n}.' if numbered else '-'} {item}" for n, item in enumerate(items, 1)]
    return [f"{heading}:", *lines] if lines else []


def sections(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each section as the document prints it, with what it says."""
    return [f"{s['section']} ({s['document']}): {s['says']}" for s in found]


def law(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each section of an Act, with what it says and how far that has been checked."""
    return [f"{f['section']} ({f['document']}): {f['says']} ({CHECKED[f['status']]})" for f in found]


def approver(policy: Policy, approval: Mapping[str, Any]) -> str:
    """Who decides a step, of what, and under which sections."""
    of = "" if approval["of"] == "requester" else f" of the {approval['of'].replace('_', ' ')} given"
    under = ", ".join(s["section"] for s in (*approval["sections"], *approval["law"]))
    return f"{_title(policy, approval['role'])}{of} ({under})"


def conflict(found: Mapping[str, Any]) -> str:
    """A contradiction of the policy, and the way to follow meanwhile."""
    return f"{found['code']}: {found['note']} Until it is settled: {found['follow']}"


def _title(policy: Policy, role: str) -> str:
    return policy.roles[role].title if role in policy.roles else role
