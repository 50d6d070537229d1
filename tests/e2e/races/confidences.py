"""Races on confidential reports: who presses what on one at the same moment, and what must be so afterwards."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from bot.approvals.ports import Person
from bot.ids import Ids, seeded_ids
from bot.messages import Reply
from bot.reports import rules, service
from bot.reports.examine import Chain, faults
from bot.reports.model import apply, start
from bot.reports.report import Event, Kind
from bot.reports.service import Draft
from bot.storage import models
from bot.storage.database import transaction
from bot.storage.reports import chains
from tests.e2e.races.plan import FEWEST, MOST, OFFICERS, Press, Race, Sign
from tests.e2e.races.preparing import BATCH, people_of
from tests.office import Office

KINDS = {
    "triage": Kind.TRIAGED, "take": Kind.ASSIGNED, "assign": Kind.ASSIGNED, "declare": Kind.CONFLICT_DECLARED,
    "ask": Kind.ASKED, "add": Kind.ADDED, "withdraw": Kind.WITHDRAWN,
}  # fmt: skip
FIELDS = {"assign": {"email": "tobias.okafor@council.example"}, "ask": {"text": "When?"}, "add": {"text": "Today."}}
# The turn at which the first cards are drawn: it has been received, and somebody has it.
DRAWN = 2
THEIRS = ("triage", "triage", "take", "take", "assign", "declare", "ask")
OURS = ("withdraw", "add")


async def confidences(office: Office, count: int, seed: int) -> list[Race]:
    """That many reports about Darius, which both officers have, and who will press what on them."""
    people, reports = await people_of(office), office.app.front.reports
    nadia = await reports.directory.person(people["nadia"])
    assert nadia
    sign, luck, made = office.app.front.signer.sign, seeded_ids(seed), list[Race]()
    while len(made) < count:
        async with transaction():
            for _ in range(min(BATCH, count - len(made))):
                made.append(await _race(office, nadia, people, sign, luck))
    return made


async def _race(office: Office, nadia: Person, people: Mapping[str, str], sign: Sign, luck: Ids) -> Race:
    draft = Draft("0" * 64, [], {"text": "", "steps": []}, ["communications"], "darius.kowalski@council.example")
    report = (await service.send(office.app.front.reports, nadia, draft)).report.id

    def press(act: str, owner: str, user: str = "") -> Press:
        token = sign(f"report.{act}", report, DRAWN, people[owner])
        return Press(luck.salt(), user or owner, owner, act, token, FIELDS.get(act, {}))

    presses = [press("triage", OFFICERS[0])]
    for _ in range(FEWEST - 1 + _below(luck, MOST - FEWEST + 1)):
        act = (*THEIRS, *THEIRS, *OURS, "again", "out")[_below(luck, 2 * len(THEIRS) + len(OURS) + 2)]
        officer = OFFICERS[_below(luck, 2)]
        if act == "again":
            presses.append(presses[_below(luck, len(presses))])
        elif act == "out":
            presses.append(press("take", (officer, "darius")[_below(luck, 2)], "darius"))
        else:
            presses.append(press(act, "nadia" if act in OURS else officer))
    return Race(report, tuple(presses))


async def records() -> dict[str, Chain]:
    """The record of every report, by its id."""
    return {name: chain async for name, chain in chains("suffolk") if chain}


async def wrong(races: Sequence[tuple[Race, Sequence[Reply | None]]], people: Mapping[str, str]) -> list[str]:
    """Everything that is wrong with these reports and what was said of them, in words."""
    stored, kept = await records(), {r for (r,) in await models.Receipt.all().values_list("id")}
    return list(chain.from_iterable(_wrong(race, said, stored[race.case], people, kept) for race, said in races))


def _wrong(
    race: Race, said: Sequence[Reply | None], record: Chain, people: Mapping[str, str], kept: set[str]
) -> Iterator[str]:  # fmt: skip
    yield from faults(record)
    yield from _out_of_turn(record)
    told: Counter[tuple[str, str]] = Counter()
    answered = {press.delivery: (press, reply) for press, reply in zip(race.presses, said, strict=True) if reply}
    for press, reply in answered.values():
        if not reply.text or press.delivery not in kept:
            yield f"{press.user} was told {reply.text!r}, and a receipt is {press.delivery in kept}"
        if press.user == press.owner:
            good = reply.tone == "good"
            told[KINDS[press.act] if good else Kind.ATTEMPT_REFUSED, people[press.user]] += 1
        elif reply.text != rules.NOTHING.sentence:
            yield f"{press.user} was told {reply.text!r} of the button of {press.owner}"
    theirs = (e for e in record.entries if e.actor and e.kind != Kind.RECEIVED and not e.facts.get("at_once"))
    written = Counter((e.kind, e.actor) for e in theirs)
    if told != written:
        yield f"told and not recorded: {list(told - written)}; recorded and not told: {list(written - told)}"


def _out_of_turn(record: Chain) -> Iterator[str]:
    """What was recorded though the rules forbid it at that point: then no order of the clicks explains the record."""
    first, *rest = [Event(Kind(e.kind), e.actor, e.facts) for e in record.entries]
    report = start(record.report, first)
    turn = DRAWN
    for event in rest:
        done = event.actor and event.kind is not Kind.ATTEMPT_REFUSED
        if done and (no := rules.may(report, event.actor, event.kind, turn, active=True)):
            yield f"{event.kind} stands where the answer was to be {no.code}"
        report = apply(report, event)
        # What is recorded at once with the next thing was done by the same press.
        turn = DRAWN + 1 if event.facts.get("at_once") else DRAWN


def _below(luck: Ids, end: int) -> int:
    return int(luck.event(), 16) % end
