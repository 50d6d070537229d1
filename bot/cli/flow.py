"""`commsdesk flow`: list the guided flows, run one, draw one, and print one for sign-off."""

import sys
from typing import Annotated, Any

import typer

from bot.cli import shown
from bot.cli.answers import read_answers
from bot.cli.councils import AsOf, CouncilName, OfNation, Service, States, council_alone, councils, named_flow
from bot.cli.printing import AsJson, console, show_json, show_table
from bot.cli.screens import print_document, to_sign, write
from bot.cli.walk import walk
from bot.policy.picture import chart, picture
from bot.policy.review.document import html
from flows import find
from flows.engine import Answers, Asking, Flow, Policy, as_json, replay

commands = typer.Typer(no_args_is_help=True, help="The guided flows: list, run, draw and print them.")
FlowName = Annotated[str, typer.Argument(metavar="FLOW", help="The flow's name, as `flow list` shows it.")]
AnswerFile = Annotated[
    str, typer.Option("--answers", metavar="FILE", help='JSON like {"network": "facebook"}; - reads standard input.')
]


@commands.command("list")
def list_flows(council: CouncilName, json_wanted: AsJson = False) -> None:
    """List the flows, and whether the council's policy covers each."""
    policy = councils().policy(council)
    listed = [_listed(f, policy) for _, f in sorted(find().items())]
    if json_wanted:
        show_json(listed)
    else:
        rows = [(f["name"], f["title"], "yes" if f["covered"] else "no", f["about"]) for f in listed]
        show_table(f"Flows for {policy.name}", ("Flow", "Title", "Covered", "About"), rows)


@commands.command("run")
def run(
    name: FlowName,
    council: CouncilName,
    *,
    answers: AnswerFile = "",
    as_of: AsOf = "",
    service: Service = "",
    nation: OfNation = None,
    state: States = None,
    json_wanted: AsJson = False,
) -> None:
    """Run a flow with the answers of a file, or question by question where none is given in a terminal."""
    flow = named_flow(name)
    policy = councils().policy(council, as_of, service, nation or "", tuple(state or ()))
    if not answers and not json_wanted and sys.stdin.isatty():
        shown.show_outcome(as_json(walk(flow, policy, _typed))["outcome"], policy)
        return
    _once(flow, policy, read_answers(answers, flow) if answers else {}, json_wanted)


@commands.command("diagram")
def draw(
    name: FlowName,
    council: CouncilName,
    *,
    as_of: AsOf = "",
    service: Service = "",
    state: States = None,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the text of a Mermaid chart instead.")] = False,
    output: Annotated[str, typer.Option("--output", metavar="FILE", help="Write it to this file.")] = "-",
) -> None:
    """Draw a flow for a council as an SVG picture, with the answers on its edges."""
    policy = council_alone(council).policy(council, as_of, service, states=tuple(state or ()))
    flow = named_flow(name)
    write(chart(flow, policy) if mermaid else picture(flow, policy), output)


@commands.command("print")
def print_flow(
    council: CouncilName,
    name: Annotated[str, typer.Argument(metavar="FLOW", help="The flow's name; all where left out.")] = "",
    *,
    as_of: AsOf = "",
    service: Service = "",
    state: States = None,
    ordinary: Annotated[bool, typer.Option("--ordinary", help="Only an ordinary week, no pause or emergency.")] = False,
    html_file: Annotated[
        str, typer.Option("--html", metavar="FILE", help="Write a page to print and sign; - prints it.")
    ] = "",
    json_wanted: AsJson = False,
) -> None:
    """Print every question and every way to end with its sections, so that the policy's owner can sign it off.

    It covers every service and state, unless --service, --state or --ordinary narrows it; it says which.
    """
    flows = [named_flow(name)] if name else [f for _, f in sorted(find().items())]
    found = to_sign(flows, council, as_of, service, () if ordinary else state)
    if json_wanted:
        show_json(found)
    elif html_file:
        write(html(found), html_file)
    else:
        print_document(found)


def _listed(flow: Flow, policy: Policy) -> dict[str, Any]:
    covered = flow.name in policy.rules
    return {"name": flow.name, "title": flow.title, "about": flow.about, "covered": covered, "says": list(flow.says)}


def _once(flow: Flow, policy: Policy, answers: Answers, json_wanted: bool) -> None:
    state = replay(flow, policy, answers)
    found = as_json(state)
    if json_wanted:
        show_json(found)
    elif isinstance(state, Asking):
        shown.show_question(found["question"], state.error, why=True)
    else:
        shown.show_outcome(found["outcome"], policy)


def _typed() -> str:
    try:
        return console().out.input("> ")
    except EOFError:
        raise typer.Abort from None
