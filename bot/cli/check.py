"""`commsdesk check`: try every path of every flow for every council, and say by name what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.councils import AsOf, day, known_council, named_flow
from bot.cli.examine import Examiner, Report
from bot.cli.exits import Exit
from bot.cli.printing import AsJson, complain, progress, say, show_json, show_table
from bot.policy import PackFaults, Packs
from bot.policy.packs import OWN
from bot.settings import load_settings
from flows import find

Council = Annotated[str, typer.Option("--council", help="One council only; every council where left out.")]
OneFlow = Annotated[str, typer.Option("--flow", help="One flow only; every flow where left out.")]


def command(council: Council = "", flow: OneFlow = "", as_of: AsOf = "", json_wanted: AsJson = False) -> Exit:
    """Check every council's pack, every path of every flow and every worked case; exit 1 where anything is wrong."""
    further = load_settings().policy_path
    try:
        packs = Packs(further)
    except PackFaults as wrong:
        return _told(Report(findings=[str(f) for f in wrong.found]), json_wanted)
    names = [known_council(packs, council)] if council else list(packs.councils())
    only = named_flow(flow).name if flow else ""
    examiner = Examiner(packs, find(), dict(_folders((OWN, *further))), day(as_of), only)
    report = examiner.report(progress(names, "Trying every path"), dead_too=not council)
    return _told(report, json_wanted)


def _folders(above: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    yield from ((path.name, path) for folder in above for path in folder.iterdir())


def _told(report: Report, json_wanted: bool) -> Exit:
    if json_wanted:
        show_json(_data(report))
    else:
        _print(report)
    return Exit.FOUND if report.findings else Exit.DONE


def _data(report: Report) -> dict[str, Any]:
    reaches = [
        {"council": r.council, "flow": r.flow, "ways": r.ways, "questions": r.named("question"), "ends": r.named("end")}
        for r in report.reaches
    ]
    return {
        "clean": not report.findings,
        "reaches": reaches,
        "not_covered": report.silent,
        "cases": report.cases,
        "findings": report.findings,
    }


def _print(report: Report) -> None:
    if report.reaches:
        rows = [(r.council, r.flow, r.ways, ", ".join(r.named("end"))) for r in report.reaches]
        show_table("What each council reaches", ("Council", "Flow", "Ways through", "Ends"), rows)
    for council, flows in report.silent.items():
        say(f"{council}: the policy does not cover {', '.join(flows)}.")
    for council, many in report.cases.items():
        say(f"{council}: {many} worked cases.")
    for finding in report.findings:
        complain(f"- {finding}")
    say(f"{len(report.findings)} to put right." if report.findings else "Nothing to put right.")
