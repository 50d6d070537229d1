"""`commsdesk ask`: answer a question in your own words from a council's policy, with the sections."""

import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from bot.cli.councils import AsOf, CouncilName, OfNation, Service, council_alone
from bot.cli.printing import AsJson, show_json
from bot.cli.shown import conflict, listed, show
from bot.conversations.answers import heading, law_line
from bot.policy.search import Search
from bot.settings import load_settings
from flows import find

Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help="The question; - reads one a line and writes one line of JSON each.")
]


def command(
    question: Question,
    council: CouncilName,
    *,
    as_of: AsOf = "",
    service: Service = "",
    nation: OfNation = None,
    json_wanted: AsJson = False,
) -> None:
    """Answer a question from the council's own policy: the sections that speak of it, or that none does."""
    policy = council_alone(council).policy(council, as_of, service, nation or "")
    search = Search(find(), load_settings().policy_path)
    if question == "-":
        for line in _lines():
            show_json(search.answer(line, policy), one_line=True)
        return
    found = search.answer(question, policy)
    if json_wanted:
        show_json(found)
    else:
        _print(found)


def _lines() -> Iterator[str]:
    """Each question; a byte that is no UTF-8 spoils its own letter alone, so that every line gets an answer."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")


def _print(found: Mapping[str, Any]) -> None:
    show("", found["text"], style="bold")
    show(*found["told"])
    for section in found["sections"]:
        show("", heading(section), style="bold")
        show(f"  {section['says']}")
    show(*listed("Where the policy disagrees with itself", (conflict(c) for c in found["conflicts"])))
    show(*listed("National law, not your council's policy", (law_line(r) for r in found["law"])))
    show(*listed("Searched, and found nothing", found["searched"] if not found["sections"] else ()))
    show(*(f"Start: {flow['title']} (commsdesk flow run {flow['name']})" for flow in found["flows"]))
    show(*found["notices"], style="dim")
    if found["answered"]:
        who = found["refer_to"]
        contact = f", {who['contact']}" if who["contact"] else ""
        show(f"To ask more: {who['title']}{contact}", style="dim")
