"""How questions and outcomes read in a terminal; made of the same data as the JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from bot.citing import CHECKED, LAW
from bot.cli.printing import console
from bot.policy.review.words import KINDS, deadline, rule
from flows.engine import Policy


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
    show_parts(outcome, {key: role.title for key, role in policy.roles.items()})


def show_parts(held: Mapping[str, Any], titles: Mapping[str, str]) -> None:
    """What an outcome, or a part of one, holds; `titles` are those of the roles."""
    show(*listed("What to do", held["steps"]))
    show(*listed("Who decides, in order", (approver(titles, a) for a in held["approvals"]), numbered=True))
    show(*listed("Then", (task(titles, t) for t in held["tasks"])))
    show(*listed("Tell", (titles.get(role, role) for role in held["tell"])))
    show(*listed("By when", filter(None, [held["deadline"] and deadline(held["deadline"])])))
    show(*listed("What is kept", held["records"]))
    show(*listed("What this rests on", sections(held["sections"])))
    show(*listed(LAW, law(held["law"])))
    show(*listed("Searched, and found nothing", held["searched"]))
    show(*listed("Where the policy disagrees with itself", (conflict(c) for c in held["conflicts"])))
    show(*listed("Our advice, not the policy's", held["inferences"]))
    show(*held["notices"], style="dim")


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


def approver(titles: Mapping[str, str], approval: Mapping[str, Any]) -> str:
    """Who decides a step, of what, how many must agree, and under which sections."""
    of = "" if approval["of"] == "requester" else f" of the {approval['of'].replace('_', ' ')} given"
    under = ", ".join(s["section"] for s in (*approval["sections"], *approval["law"]))
    return f"{titles.get(approval['role'], approval['role'])}{of} ({'; '.join(filter(None, [rule(approval), under]))})"


def task(titles: Mapping[str, str], found: Mapping[str, Any]) -> str:
    """What must follow, who sees to it, and the register that it goes into where there is one."""
    into = f" (goes into the register of {found['register']})" if found["register"] else ""
    return f"{titles.get(found['role'], found['role'])}: {found['text']}{into}"


def conflict(found: Mapping[str, Any]) -> str:
    """A contradiction of the policy, and the way to follow meanwhile."""
    return f"{found['code']}: {found['note']} Until it is settled: {found['follow']}"
