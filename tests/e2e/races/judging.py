"""Judges races by the database alone: what is stored must be what one click after another could have made."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.approvals import rules
from bot.approvals.audit import Entry
from bot.approvals.examine import chain_faults
from bot.approvals.model import Case, Kind, apply, start
from bot.messages import Reply
from tests.e2e.races.plan import OFFICERS, Press
from tests.e2e.races.racing import Ran
from tests.e2e.races.record import Record

# Said beside the field where it was typed: nothing on the card is old then.
BESIDE_A_FIELD = (rules.TARGET.code, rules.TARGET_SEATED.code)
DECISIONS = (Kind.APPROVED, Kind.DECLINED, Kind.CHANGES_ASKED)
KINDS = {
    "approve": Kind.APPROVED, "decline": Kind.DECLINED, "changes": Kind.CHANGES_ASKED, "withdraw": Kind.WITHDRAWN,
    "reassign": Kind.REASSIGNED,
}  # fmt: skip


def faults(ran: Ran, record: Record, people: Mapping[str, str]) -> list[str]:
    """Everything that is wrong after a race, in words; nothing where all is well."""
    clicks = list(zip(ran.race.presses, ran.answers, strict=True))
    entries = record.chain.entries
    return [
        *chain_faults(record.chain),
        *decided_twice(entries),
        *_out_of_turn(entries),
        *_unclear(clicks),
        *_unrecorded(clicks, entries, people),
        *_without_receipt(clicks, record),
        *_cards(record, people),
    ]


def decided_twice(entries: Sequence[Entry]) -> Iterator[str]:
    """Decisions that should not be, counted without our own model: the rules of the steps stand in the first entry."""
    steps = dict(enumerate([s["rule"] for s in entries[0].facts["steps"]], 1))
    decisions = sorted((e for e in entries if e.kind in DECISIONS), key=_step)
    for step, made in groupby(decisions, key=_step):
        yield from _step_decided_twice(step, steps[step], sorted(made, key=lambda e: e.seq))
    if sum(e.kind in (Kind.DECLINED, Kind.WITHDRAWN) for e in entries) > 1:
        yield "it ended twice"


def _step(entry: Entry) -> int:
    return int(entry.facts["step"])


def _step_decided_twice(step: int, rule: str | int, made: Sequence[Entry]) -> Iterator[str]:
    if rule == "any" and len(made) > 1:
        yield f"step {step}, for any one, was decided {len(made)} times"
    if len({e.actor for e in made}) < len(made):
        yield f"somebody decided step {step} twice"
    if any(e.kind != Kind.APPROVED for e in made[:-1]):
        yield f"step {step} was decided after it was over"


def _out_of_turn(entries: Sequence[Entry]) -> Iterator[str]:
    """What was recorded though the rules forbid it at that point: then no order of the clicks explains the record."""
    case = start(entries[0].case, entries[0].event)
    for entry in entries[1:]:
        if no := _forbidden(case, entry):
            yield f"entry {entry.seq}, {entry.kind}, stands where the answer was to be {no.code}"
            return
        case = apply(case, entry.event)


def _forbidden(case: Case, entry: Entry) -> rules.No | None:
    facts = entry.facts
    if entry.kind in DECISIONS:
        return rules.may_decide(case, entry.actor, facts["step"], facts["revision"], active=True)
    if entry.kind == Kind.WITHDRAWN:
        return rules.may_withdraw(case, entry.actor)
    if entry.kind == Kind.REASSIGNED:
        return rules.may_reassign(case, entry.actor, facts["to"], steward=False, target_active=True)
    return None


def _unclear(clicks: Sequence[tuple[Press, Reply]]) -> Iterator[str]:
    told: dict[str, set[str]] = defaultdict(set)
    for press, reply in clicks:
        told[press.delivery].add(f"{reply.tone}: {reply.text}")
        if not reply.text:
            yield f"{press.user} was told nothing"
    yield from (f"one click was answered in several ways: {texts}" for texts in told.values() if len(texts) > 1)


def _unrecorded(
    clicks: Sequence[tuple[Press, Reply]], entries: Sequence[Entry], people: Mapping[str, str]
) -> Iterator[str]:  # fmt: skip
    """What somebody was told and the record has not, or the other way round; a repeat counts once."""
    told: Counter[tuple[str, str]] = Counter()
    for press, reply in {press.delivery: (press, reply) for press, reply in clicks}.values():
        good = reply.tone == "good"
        if press.user == press.owner:
            told[KINDS[press.act] if good else Kind.ATTEMPT_REFUSED, people[press.user]] += 1
        elif good:
            yield f"{press.user} was let in with the button of {press.owner}"
    written = Counter((e.kind, e.actor) for e in entries if e.actor and e.kind != Kind.SUBMITTED)
    if told != written:
        yield f"told and not recorded: {list(told - written)}; recorded and not told: {list(written - told)}"


def _without_receipt(clicks: Sequence[tuple[Press, Reply]], record: Record) -> Iterator[str]:
    if missing := {press.delivery for press, _ in clicks} - record.receipts:
        yield f"{len(missing)} clicks left no receipt"


def _cards(record: Record, people: Mapping[str, str]) -> Iterator[str]:
    """A case's version counts its records; a card wants one version for each record that its person should see."""
    commands = list(_commands(record.chain.entries))
    if len(commands) != record.version:
        yield f"{len(commands)} records, but the case is at version {record.version}"
    due = _due(commands, {people[officer] for officer in OFFICERS})
    if due != record.wanted:
        yield f"the cards want the versions {dict(record.wanted)}, not {due}"
    if wrong := [p for p, n in record.wanted.items() if list(record.said[p]) != list(range(1, n + 1))]:
        yield f"the outbox has not every version once for the cards of {wrong}"


def _commands(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries by the command that wrote them: what nobody did followed from what somebody did before."""
    command: list[Entry] = []
    for entry in entries:
        if entry.actor and command:
            yield command
            command = []
        command.append(entry)
    yield command


def _due(commands: Sequence[Sequence[Entry]], stewards: set[str]) -> dict[str, int]:
    first = commands[0][0]
    case, due = start(first.case, first.event), dict[str, int]()
    for command in commands:
        for entry in command:
            case = apply(case, entry.event) if entry is not first else case
        done, quiet = command[0], command[0].kind == Kind.ATTEMPT_REFUSED
        redrawn = {done.actor} if quiet and done.facts["code"] not in BESIDE_A_FIELD else set()
        due = {p: n + (not quiet or p in redrawn) for p, n in due.items()}
        seen = {case.requester, *case.asked} | (stewards if case.orphaned else set())
        due |= {} if quiet else {p: 1 for p in seen if p not in due}
    return due
