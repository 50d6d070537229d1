"""A guide walked in Teams, question by question, by what stands on the newest card; and what it becomes decided."""

from collections.abc import Mapping
from typing import Any

from bot.storage import models
from flows.engine import Given
from tests.e2e.slack.walking import AGREE, ENDS, MOST, QUESTION, answers_of, covered
from tests.e2e.teams.office import TeamsOffice
from tests.fakes.teams.filling import Given as Typed
from tests.fakes.teams.hands import surfaces
from tests.fakes.teams.person import Person
from tests.fakes.teams.surfaces import Surface, all_fields, spots
from tests.office import ANSWERS

Pressable = tuple[str, str, list[Any]]


async def walk(office: TeamsOffice, who: Person, words: str, answers: Mapping[str, Given]) -> str:
    """Begin by words, answer what is asked, and press the button that ends it; gives that button's label."""
    await who.say(words)
    for _ in range(MOST):
        await office.settled()
        surface, buttons = newest(office, who)
        ends = [label for action, label, _ in buttons if action in ENDS]
        if ends:
            await who.press(ends[0])
            await office.settled()
            return ends[0]
        await _answer(who, surface, buttons, answers)
    raise AssertionError(f"there is no end to it: {who.lines()[-1]}")


def newest(office: TeamsOffice, who: Person) -> tuple[Surface, list[Pressable]]:
    """The newest card that ends or asks something, with its buttons: action, label and what the token is about."""
    for surface in surfaces(office.teams, who.account, who.direct):
        found = [(*office.about(token), s.title) for s in spots(surface, old=False) if (token := _token(s.action))]
        buttons = [(action, title, about) for action, about, title in found]
        if any(action in {"answer", *ENDS} for action, _, _ in buttons):
            return surface, buttons
    raise AssertionError(f"nothing is asked: {who.lines()}")


async def _answer(who: Person, surface: Surface, buttons: list[Pressable], answers: Mapping[str, Given]) -> None:
    asking = [(label, about) for action, label, about in buttons if action == "answer"]
    assert asking, who.lines()
    question = str(asking[0][1][QUESTION - 1])
    picks = {str(about[QUESTION]): label for label, about in asking if len(about) > QUESTION}
    if picks:
        given = answers[question].raw if question in answers else "no"
        await who.press(picks[str(given)] if str(given) in picks else list(picks.values())[-1])
        return
    names = [str(f["id"]).removeprefix("in.") for f in all_fields(surface.card)]
    asked = {name: question if name == "answer" else name for name in names if "#" not in name}
    words: dict[str, Typed] = {n: typed(answers[q].raw if q in answers else "Something.") for n, q in asked.items()}
    await who.press(asking[0][0], words)


def typed(raw: Any) -> Typed:
    """A raw answer as somebody types or picks it."""
    return raw if isinstance(raw, str) else [str(part) for part in raw]


def _token(action: Mapping[str, Any]) -> str:
    data = action.get("data") or {}
    return str((data.get("commsdesk") or {}).get("token", "")) if isinstance(data, dict) else ""


async def decided(office: TeamsOffice) -> models.Case:
    """Everybody who is asked agrees in their own chat, until nobody is asked any more."""
    while (case := await models.Case.get(council=office.council)).state == "in_review":
        seats = models.Seat.filter(case=case, waiting=True).order_by("person__name").prefetch_related("person")
        seat = await seats.first()
        assert seat, f"nobody is asked: {case.record}"
        asked = office.holder(await models.Account.get(person=seat.person, channel="teams"))
        (label,) = set(AGREE) & set(asked.buttons())
        await asked.press(label, about=case.reference)
        await office.settled()
    return case


async def settles(office: TeamsOffice) -> None:
    """Whoever has the report looks at it, agrees what is done, and closes it."""
    seat = await models.ReportSeat.filter(waiting=True).order_by("id").prefetch_related("person").first()
    assert seat, "nobody has the report"
    holder = office.holder(await models.Account.get(person=seat.person, channel="teams"))
    for label in ("Start to look at it", "I will deal with it", "Start the review"):
        await holder.press(label)
        await office.settled()
    await holder.press("Action agreed", {"reason": "A first warning.", "tell": "Thank you, we have acted."})
    await office.settled()
    await holder.press("Close it")
    await office.settled()


async def asks_for_a_boost(office: TeamsOffice) -> None:
    """Nadia walks the whole guide and sends her request, which waits for Tobias first."""
    answers = {"network": "facebook", "our_page": "yes", **ANSWERS, "political": "no"}
    worked = covered("suffolk", "boost")
    assert worked
    known = {**answers_of(worked), **{q: Given(raw) for q, raw in answers.items() if q in ANSWERS}}
    assert (await walk(office, office.nadia, "boost", known)).startswith("Send")


async def budget_agreed(office: TeamsOffice) -> models.Case:
    """A boost of Nadia's, to which the budget's holder has agreed; it waits for the team."""
    await asks_for_a_boost(office)
    await office.tobias.press("Approve")
    await office.settled()
    return await models.Case.get()
