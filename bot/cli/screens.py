"""Every question and every way to end that a council's staff can meet in a flow, for sign-off, in a terminal."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer

from bot.cli import shown
from bot.cli.councils import Councils, State, council_alone
from bot.cli.printing import progress, say
from bot.errors import CommsDeskError
from bot.policy.review.document import document
from bot.policy.review.ways import PolicyFor, Scope
from bot.policy.review.words import day
from flows.engine import Flow
from flows.engine.check import STATES


def to_sign(
    flows: Sequence[Flow], council: str, as_of: str, service: str, states: Sequence[State] | None
) -> dict[str, Any]:
    """What is to be signed: in every state for None, in an ordinary week for no states, for all services for none."""
    known = council_alone(council)
    policy = known.policy(council, as_of, service)
    services = (service,) if service else (None, *policy.services)
    every = STATES if states is None else (tuple(sorted(states)),)
    scope = Scope(services, every, nations=not service and states is None)
    return document(flows, _of_service(known, council, as_of), scope, partial(progress, doing="Trying every way"))


def _of_service(known: Councils, council: str, as_of: str) -> PolicyFor:
    return lambda service: known.policy(council, as_of, service or "")


def write(text: str, file: str) -> None:
    """Write a text to a file, or print it for `-`; a file that cannot be written is a bad call."""
    if file == "-":
        typer.echo(text, nl=not text.endswith("\n"))
        return
    save(text.encode(), file)
    say(f"Written to {file}.")


def save(content: bytes, file: str) -> None:
    """Write a file and say nothing; one that cannot be written is a bad call."""
    try:
        Path(file).write_bytes(content)
    except OSError as wrong:
        sentence = f"{file} cannot be written: {wrong.strerror}. Name a file in a folder that is there and yours."
        raise CommsDeskError("cannot_write", sentence) from None


def print_document(found: Mapping[str, Any]) -> None:
    """Print it for people."""
    shown.show(f"Advice for review: {found['council']}", style="bold underline")
    for d in found["documents"]:
        due = f"review due: {day(d['review_due'])}{' (overdue)' if d['overdue'] else ''}"
        shown.show(f"{d['title']}, version {d['version']}, {day(d['dated'])}, {due}")
    shown.show(f"As of {day(found['as_of'])}. For {'; '.join(found['services'])}. In {', '.join(found['states'])}.")
    shown.show(f"Rules {found['rules_hash']}", f"Wording {found['wording_hash']}")
    if not found["whole"]:
        shown.show("Other services or states are left out: print them too, without --service, --state and --ordinary.")
    for flow in found["flows"]:
        _flow(found, flow)
    shown.show("", "Sign-off", style="bold")
    shown.show("Name:", "Post:", "Date:", "Agreed / agreed with changes / not agreed:", "Items to change:")


def _flow(found: Mapping[str, Any], flow: Mapping[str, Any]) -> None:
    shown.show("", f"{flow['title']} ({flow['flow']}): {found['council']}", style="bold underline")
    for question in flow["questions"]:
        shown.show_question({**question, "prompt": f"{question['number']} {question['prompt']}"}, why=True)
        shown.show(*_when("Asked when", question["asked"]))
    for end in flow["ends"]:
        shown.show("", f"{end['number']} {end['heading']}: {end['text']}", style="bold")
        shown.show(*_when("Reached when", end["reached"]), *_way(end["example"], end["ways"]))
        for part in end["parts"]:
            _part(found, end, part)


def _part(found: Mapping[str, Any], end: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    always = f"{part['number']} Always shown" if part["always"] else f"{part['number']} Shown as well"
    shown.show("", always, *_when("When", part["when"]))
    if not part["always"] and not part["when"]:
        shown.show(f"In {part['ways']} of the {end['ways']} ways.", *_way(part["example"], part["ways"]))
    shown.show_parts(part, found["roles"])


def _when(heading: str, terms: Sequence[str]) -> list[str]:
    if len(terms) > 1:
        return shown.listed(f"{heading} any of these holds", terms)
    return [f"{heading}: {term}" for term in terms]


def _way(steps: Sequence[Mapping[str, str]], ways: int) -> list[str]:
    said = "; ".join(f"{s['question']} {s['answer']}" for s in steps)
    return [f"One of {ways} ways: {said}"] if said else []
