"""PURE: the card of an answer to a free question: the sections in our words, what touches them, and where to go on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.citing import disagreements
from bot.messages import Block, Button, Screen, Sign, Text

# Why nothing was looked up: there was no question in the words.
NO_QUESTION = ("empty", "no_words")
MEANT = "Did you mean the guide “{}”? Press its button to start it."
LAW = "National law, which is not your council's policy:"


def draw(found: Mapping[str, Any], sign: Sign, carry_on: str = "") -> Screen:
    """The answer as a card; `carry_on` is the conversation that still waits for the person."""
    answered = found["answered"]
    return Screen(
        "What the policy says" if answered else "No answer in the policy",
        found["text"],
        (Text(found["text"], "info" if answered else "warn", strong=True), *_body(found)),
        (),
        _buttons(found, sign, carry_on),
        label="Answer" if answered else "Not covered",
        tone="info" if answered else "warn",
    )


def heading(section: Mapping[str, Any]) -> str:
    """The section as printed, with its document, version and day, and for whom it is where not for everybody."""
    dated = f", {date.fromisoformat(section['dated']):%-d %B %Y}" if section["dated"] else ""
    late = ", review overdue" if section["overdue"] else ""
    service = f" For {section['service']}." if "service" in section else ""
    return f"{section['section']} ({section['document']}, {section['version']}{dated}{late}).{service}"


def law_line(row: Mapping[str, Any]) -> str:
    """A row of national law with how far it is checked."""
    return f"{row['document']}, {row['section']} ({row['status']}): {row['says']}"


def _body(found: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = [Text(n, "info") for n in found["told"]]
    for section in found["sections"]:
        blocks += [Text(heading(section), strong=True), Text(section["says"])]
    blocks += disagreements(found["conflicts"])
    if found["law"]:
        blocks += [Text(LAW, strong=True), *(Text(law_line(r)) for r in found["law"])]
    blocks += [Text(n, "info") for n in found["notices"]]
    if found["searched"]:
        blocks.append(Text(f"We looked in: {', '.join(found['searched'])}."))
    if found["answered"]:
        who = found["refer_to"]
        blocks.append(Text(f"To ask more: {who['title']}{', ' if who['contact'] else ''}{who['contact']}."))
    if "meant" in found:
        blocks.append(Text(MEANT.format(found["meant"]), "info"))
    return blocks


def _buttons(found: Mapping[str, Any], sign: Sign, carry_on: str) -> tuple[Button, ...]:
    starts = tuple(
        Button(f"Start: {flow['title']}", sign("start", flow["name"]), "plain" if n or carry_on else "primary")
        for n, flow in enumerate(found["flows"])
    )
    back = (Button("Back to your question", sign("carry_on", carry_on), "primary"),) if carry_on else ()
    return (*back, *starts, Button("Help", sign("page", "help"), "quiet"))
