"""The screens of the pictures, from a day in the office: the real application, and what it draws for whom."""

from dataclasses import dataclass, field, replace
from typing import Literal

from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.objects import Json
from bot.conversations import turn
from bot.messages import Account, Incoming, Screen
from tests.e2e.office.accounts import worked
from tests.office import ANSWERS, Actor, Office, asks_for_a_boost

Kind = Literal["message", "ephemeral", "modal", "home"]
SILENT = "May I bring my dog to the office?"


@dataclass(frozen=True)
class Picture:
    """A screen, on which of Slack's surfaces, and for a modal which button opens it; or what Slack is given itself."""

    screen: Screen
    kind: Kind = "message"
    button: str = ""
    drawn: Json = field(default_factory=dict)

    @property
    def view(self) -> Json:
        """What Slack is given."""
        if self.drawn:
            return self.drawn
        match self.kind:
            case "modal":
                button = next((b for b in self.screen.buttons if b.label == self.button), None)
                return render.modal(self.screen, "card", 1, button=button)
            case "home":
                return render.home(self.screen, "card", 1)
            case "message" | "ephemeral":
                return {"blocks": render.message(self.screen, "card", 1).blocks}


async def day_in_the_office(office: Office) -> dict[str, Picture]:
    """The pictures by name, in the order of the day."""
    found = await _asking(office.nadia)
    await _sends(office.nadia, found)
    found |= await _deciding(office)
    found |= await _answers(office.nadia)
    return found | await _business_case(office)


async def _asking(nadia: Actor) -> dict[str, Picture]:
    await nadia.says("boost")
    await nadia.press("Facebook")
    question = Picture(await nadia.card())
    await nadia.press("Yes")
    wrong = await nadia.press("Continue", answer="LIB-9999")
    card = await nadia.card()
    typed = replace(card.inputs[0], value="LIB-9999", error=wrong.errors["answer"])
    return {"question": question, "error": Picture(replace(card, inputs=(typed,)))}


async def _sends(nadia: Actor, found: dict[str, Picture]) -> None:
    await nadia.press("Continue", answer="LIB-2041")
    await nadia.press("No")
    for answer in ANSWERS.values():
        await nadia.press("Continue", answer=answer)
    await nadia.press("No")
    found["advice"] = Picture(await nadia.card())
    await nadia.press("Send for approval")


async def _command(office: Office, user: str, words: str) -> Screen:
    """What the communications team's command shows at once."""
    account = Account("browser", office.council, user)
    reply = await office.app.front.handle(Incoming(words, account, user, text=words, command="team"))
    assert reply.screen, reply.text
    return reply.screen


async def _home(office: Office, user: str) -> Screen:
    account = Account("browser", office.council, user)
    await office.app.front.handle(Incoming(f"home of {user}", account, user, page="home"))
    return await Actor(office, user).card("page.home")


async def _business_case(office: Office) -> dict[str, Picture]:
    """The longest form that there is, once everything short has been answered."""
    front, nadia = office.app.front, await office.person("nadia")
    flow = front.talk.flows["new_account"]
    short = {q: given for q, given in worked("suffolk").items() if flow.question(q).kind != "text"}
    async with front.store.transaction():
        person = await front.desk.directory.person(nadia.id)
        assert person is not None
        await turn.begin(front.talk, person, "new_account", "nadia", answers=short)
    card = await office.nadia.card()
    return {"form": Picture(card), "form-page": Picture(card, "modal", card.buttons[0].label)}


async def _deciding(office: Office) -> dict[str, Picture]:
    card = await office.tobias.card()
    found: dict[str, Picture] = {
        "approval": Picture(card),
        "decline": Picture(card, "modal", "Decline"),
    }
    await office.tobias.press("Approve")
    await asks_for_a_boost(office.gwen)
    await office.mei_lin.says("waiting")
    found["waiting"] = Picture(await office.mei_lin.card())
    found["queue"] = Picture(await _command(office, "mei-lin", "queue"), "ephemeral")
    found["home"] = Picture(await _home(office, "mei-lin"), "home")
    await office.mei_lin.press("Approve")
    return found | {"decided": Picture((await office.tobias.cards("case"))[0])}


async def _answers(nadia: Actor) -> dict[str, Picture]:
    await nadia.says("Can I post a photo of a child?")
    answer = Picture(await nadia.card("answer"))
    await nadia.says(SILENT)
    return {"answer": answer, "not-covered": Picture(await nadia.card("answer"), "ephemeral")}
