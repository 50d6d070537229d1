"""A guide walked in Slack, question by question, by what stands on the newest card; and what it becomes decided."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import flows
from bot.policy.cases import Case, read_cases
from bot.storage import models
from flows.engine import Given
from tests.e2e.slack.office import SlackOffice
from tests.fakes.slack.checking import elements
from tests.fakes.slack.filling import Given as Typed
from tests.fakes.slack.hands import surfaces
from tests.fakes.slack.person import Person
from tests.office import ANSWERS

PACKS = Path(__file__).parents[3] / "policy_data"
KINDS = ("approval", "refer", "act", "conditional", "finding", "refused", "allowed", "not_applicable")
ENDS = ("submit", "finish")
AGREE = ("Approve", "Mark as dealt with")
FLOWS = flows.find()
CODE = "LIB-2041"
ABOUT = "darius.kowalski@council.example"
QUESTION = 4
MOST = 60


@cache
def cases(council: str) -> tuple[Case, ...]:
    """The worked cases of a council."""
    return tuple(read_cases(PACKS / council, FLOWS))


def answers_of(case: Case) -> dict[str, Given]:
    """The answers of a worked case, with a budget code that this office knows and days that are yet to come."""
    ours = {"starts": ANSWERS["starts"], "ends": ANSWERS["ends"], "author": ABOUT}
    given = {q: Given(CODE) if answer.verdict else answer for q, answer in case.given.items()}
    return {q: Given(ours[q]) if q in ours else answer for q, answer in given.items()}


def covered(council: str, flow: str) -> Case | None:
    """The worked case of that flow that comes furthest: to an approval, else to somebody told; None where none ends."""
    kinds = {end.id: end.kind for end in FLOWS[flow].ends}
    fitting = [c for c in cases(council) if c.flow == flow and c.expect.outcome in kinds]
    ordinary = [c for c in fitting if c.service in (None, "corporate") and not c.states and c.nation == "england"]
    fit = [c for c in ordinary if kinds[str(c.expect.outcome)] in KINDS]
    return min(fit, key=lambda c: KINDS.index(kinds[str(c.expect.outcome)]), default=None)


async def walk(office: SlackOffice, who: Person, words: str, answers: Mapping[str, Given]) -> str:
    """Begin by words, answer what is asked, and press the button that ends it; gives that button's label."""
    await who.says(words)
    for _ in range(MOST):
        await office.settled()
        buttons = _buttons(office, who)
        assert buttons, f"nothing is asked: {who.texts()}"
        ends = [label for action, label, _ in buttons if action in ENDS]
        if ends:
            await who.press(ends[0])
            await office.settled()
            return ends[0]
        await _answer(office, who, buttons, answers)
    raise AssertionError(f"there is no end to it: {who.texts()[-1]}")


async def _answer(office: SlackOffice, who: Person, buttons: list[Any], answers: Mapping[str, Given]) -> None:
    asking = [(label, about) for action, label, about in buttons if action == "answer"]
    assert asking, who.texts()
    question = str(asking[0][1][QUESTION - 1])
    given = answers[question].raw if question in answers else "no"
    if who.modal():
        await _on_a_page(office, who, question, answers)
        return
    picks = {str(about[QUESTION]): label for label, about in asking if len(about) > QUESTION}
    if picks:
        await who.press(picks[str(given)] if str(given) in picks else list(picks.values())[-1])
    elif asking[0][0] == "Fill in":
        await who.press("Fill in")
        await who.sees_modal()
        await _on_a_page(office, who, question, answers)
    else:
        await who.press(asking[0][0], {"answer": typed(given)})


async def _on_a_page(office: SlackOffice, who: Person, first: str, answers: Mapping[str, Given]) -> None:
    (modal,) = surfaces(office.slack, who.account)
    fields = [b for b in modal.blocks if b["type"] == "input"]
    names = {str(b["block_id"]).partition(":in.")[2]: b["element"]["type"] for b in fields}
    asked = {name: first if name == "answer" else name for name, kind in names.items() if kind != "file_input"}
    put = {name: [office.slack.put(who.id, "post.jpg")] for name, kind in names.items() if kind == "file_input"}
    words = {name: typed(answers[q].raw if q in answers else "Something.") for name, q in asked.items()}
    await who.submit({**words, **put})


def typed(raw: Any) -> Typed:
    """A raw answer as somebody types or picks it."""
    return raw if isinstance(raw, str) else [str(part) for part in raw]


def _buttons(office: SlackOffice, who: Person) -> list[tuple[str, str, list[Any]]]:
    """The buttons of the newest card that ends or asks something: action, label and what the token is about."""
    for surface in surfaces(office.slack, who.account, behind=True):
        found = []
        for block in surface.blocks:
            for element in elements(block):
                if element["type"] == "button" and element["action_id"].startswith(("press.", "open.")):
                    action, *about = office.token(element["value"])
                    found.append((action, element["text"]["text"], about))
        if any(action in {"answer", *ENDS} for action, _, _ in found):
            return found
    return []


async def decided(office: SlackOffice) -> models.Case:
    """Everybody who is asked agrees in their own direct messages, until nobody is asked any more."""
    while (case := await models.Case.get(council=office.council)).state == "in_review":
        seat = (
            await models.Seat.filter(case=case, waiting=True)
            .order_by("person__name")
            .prefetch_related("person")
            .first()
        )
        assert seat, f"nobody is asked: {case.record}"
        account = await models.Account.get(person=seat.person, channel="slack")
        asked = office.slack.user(account.user)
        (label,) = set(AGREE) & set(asked.buttons())
        await asked.press(label, about=case.reference)
        await office.settled()
    return case


async def settles(office: SlackOffice) -> None:
    """Whoever has the report looks at it, agrees what is done, and closes it."""
    seat = await models.ReportSeat.filter(waiting=True).order_by("id").prefetch_related("person").first()
    assert seat, "nobody has the report"
    holder = office.slack.user((await models.Account.get(person=seat.person, channel="slack")).user)
    for label in ("Start to look at it", "I will deal with it", "Start the review"):
        await holder.press(label)
        await office.settled()
    await holder.press("Action agreed")
    await holder.submit({"reason": "A first warning.", "tell": "Thank you, we have acted."})
    await office.settled()
    await holder.press("Close it")
    await office.settled()


async def asks_for_a_boost(office: SlackOffice) -> None:
    """Nadia walks the whole guide and sends her request, which waits for Tobias first."""
    answers = {"network": "facebook", "our_page": "yes", **ANSWERS, "political": "no"}
    worked = covered("suffolk", "boost")
    assert worked
    known = {**answers_of(worked), **{q: Given(raw) for q, raw in answers.items() if q in ANSWERS}}
    assert (await walk(office, office.nadia, "boost", known)).startswith("Send")


async def left_half_written(office: SlackOffice) -> Person:
    """Nadia closes a form in the middle of it, and the application is deployed anew."""
    nadia = office.nadia
    await nadia.says("boost")
    for label in ("Facebook", "Yes"):
        await office.settled()
        await nadia.press(label)
    await office.settled()
    await nadia.press("Continue", {"answer": "LIB-2041"})
    await office.settled()
    await nadia.press("No")
    await office.settled()
    await nadia.press("Fill in")
    await nadia.fill("aim", "More families, half written")
    await nadia.close_modal()
    await office.settled()
    await office.end()
    await office.begin()
    return nadia
