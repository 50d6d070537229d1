"""`commsdesk policy`: what a change of a council's policy pack changes in advice, approvers and citations."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.councils import AsOf, day, known_council
from bot.cli.exits import Exit
from bot.cli.printing import AsJson, progress, say, show_json
from bot.cli.shown import listed, show
from bot.errors import CommsDeskError
from bot.policy import Pack, PackFaults, Packs
from bot.policy.packs import OWN, law_in, pack_in
from bot.policy.review import reworded
from bot.policy.review.changes import Compared
from bot.policy.review.words import KINDS
from bot.settings import load_settings
from flows import find
from flows.engine import Situation, TooManyPaths

commands = typer.Typer(no_args_is_help=True, help="Compare two versions of a council's policy pack.")
Old = Annotated[str, typer.Argument(metavar="OLD", help="The folder of the earlier pack, or a council's name.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The folder of the later pack, or a council's name.")]
HEADINGS = {
    "steps": "What to do", "inferences": "Our advice, not the policy's", "tell": "Whom it is for",
    "records": "What is kept", "searched": "Searched", "sections": "Sections", "law": "The law",
    "tasks": "What must follow", "conflicts": "Where the policy disagrees with itself", "deadline": "Deadline",
}  # fmt: skip


@commands.callback()
def about() -> None:
    """Compare two versions of a council's policy pack."""


@commands.command("diff")
def compare(old: Old, new: New, as_of: AsOf = "", json_wanted: AsJson = False) -> Exit:
    """List what the change from one pack to another changes in outcomes, approvers and citations.

    Exit code 0: nothing changes. 1: something does, if only words. 2: one of the packs cannot be read.
    """
    was, now = _both(old, new)
    found = _found(was, now, Situation(day(as_of), now.council.nation))
    if json_wanted:
        show_json(found)
    else:
        _print(found)
    return Exit.DONE if found["same"] else Exit.FOUND


def _both(*given: str) -> list[Pack]:
    """The two packs; what is wrong with either is told at once."""
    packs, faults = list[Pack](), list[str]()
    for each in given:
        try:
            packs.append(_pack(each))
        except PackFaults as wrong:
            faults += [f"{each}: {fault}" for fault in wrong.faults]
    if faults:
        raise CommsDeskError("policy_pack", "\n".join(faults))
    return packs


def _pack(given: str) -> Pack:
    folder = Path(given)
    if folder.is_dir():
        if not (folder / "council.yaml").is_file():
            raise CommsDeskError(
                "no_pack", f"{given} holds no council.yaml, so it is no pack. Name a council's folder."
            )
        law = folder.resolve().parent if (folder.resolve().parent / "national").is_dir() else OWN
        return pack_in(folder.resolve(), find(), law_in(law, find()))
    if "/" in given or "." in given:
        raise CommsDeskError(
            "no_pack", f"There is no folder {given}. Name a council's folder, or an installed council."
        )
    packs = Packs(load_settings().policy_path)
    return packs.pack(known_council(packs, given))


def _found(was: Pack, now: Pack, here: Situation) -> dict[str, Any]:
    compared, flows = Compared(was, now, here), find()
    old, new = was.policy(here), now.policy(here)
    try:
        each = [compared.changes(f) for f in progress(list(flows.values()), "Trying every way")]
    except TooManyPaths as wrong:
        raise CommsDeskError(
            "too_many_paths", f"{wrong}. The packs cannot be compared until the flow is shorter."
        ) from None
    changed = [f for f in each if f["changes"]]
    facts, words = reworded.facts(old, new), reworded.words(old, new, flows)
    return {
        "same": not (changed or facts or words),
        "council": new.name,
        "as_of": str(here.as_of),
        **{k: {"rules_hash": p.rules_hash, "wording_hash": p.wording_hash} for k, p in (("old", was), ("new", now))},
        "flows": changed,
        "facts": facts,
        "words": words,
    }


def _print(found: Mapping[str, Any]) -> None:
    for flow in found["flows"]:
        show("", f"{flow['title']} ({flow['flow']})", style="bold underline")
        for n, change in enumerate(flow["changes"], 1):
            show("", f"{n}. {_many(change['ways'], 'way')}: {_headline(change)}", style="bold")
            show(*_change(change))
    show(*_apart("What changes in the pack", found["facts"]), *_apart("Changes words only", found["words"]))
    ways = sum(c["ways"] for f in found["flows"] for c in f["changes"])
    say("Nothing changes." if found["same"] else _sum(ways, found))


def _sum(ways: int, found: Mapping[str, Any]) -> str:
    counts = (_many(ways, "way"), _many(len(found["facts"]), "entry", "entries"), _many(len(found["words"]), "wording"))
    return "\nChanged: {}; {} of the pack; {}.".format(*counts)


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def _headline(change: Mapping[str, Any]) -> str:
    if "stays" in change:
        return f"still “{_said(change['stays'])}”"
    return f"was “{_said(change['was'])}”, is now “{_said(change['now'])}”"


def _said(end: Mapping[str, str]) -> str:
    if "asks" in end:
        return f"asks: {end['text']}{' ' + end['error'] if 'error' in end else ''}"
    return f"{KINDS[end['kind']]}: {end['text']}"


def _change(change: Mapping[str, Any]) -> Iterator[str]:
    yield from listed("For", change["situations"])
    if change["always"] and change["ways"] > 1:
        yield f"On all of them: {_way(change['always'])}"
    yield f"{'For example' if change['ways'] > 1 else 'The answers'}: {_way(change['example']) or 'none is needed'}"
    if chains := change.get("approvers"):
        yield f"Who decides, was: {_chain(chains['was'])}"
        yield f"Who decides, now: {_chain(chains['now'])}"
    for key in (k for k in HEADINGS if k in change):
        yield from listed(f"{HEADINGS[key]}, no more", change[key]["gone"])
        yield from listed(f"{HEADINGS[key]}, new", change[key]["added"])


def _way(steps: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(f"{s['question']} {s['answer']}" for s in steps)


def _chain(titles: Sequence[str]) -> str:
    return ", then ".join(titles) or "nobody"


def _apart(heading: str, changes: Sequence[Mapping[str, str]]) -> list[str]:
    lines = [f"{c['what']}: {_quoted(c['was'])} → {_quoted(c['now'])}" for c in changes]
    return ["", *listed(heading, lines)] if lines else []


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
