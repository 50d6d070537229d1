"""The screens of the communications team for the pictures: what it types, its channel, and a reminder."""

from bot.approvals.ports import TEAM
from bot.messages import Account, Incoming, Screen
from bot.storage import models
from tests.e2e.office.commanding import typist
from tests.e2e.pictures.cards import Picture
from tests.office import Office, asks_for_a_boost

CHANNEL = "T1/C-comms"
REFUSED = {"is_archived": TEAM, "user_disabled": ""}
"""Why Slack would not take a card, and whose; Mei-Lin's where nobody is named."""


async def team_at_work(office: Office) -> dict[str, Picture]:
    """The pictures by name."""
    await office.app.drawing.desk.teams.name(office.council, "communications", ("browser", CHANNEL))
    await asks_for_a_boost(office.nadia)
    found = await _commands(office)
    await office.tobias.press("Approve")
    found["team-card"] = Picture(await _in_the_channel(office))
    found["reminder"] = Picture(await _reminder(office))
    found["settings"] = Picture(await _settings(office), "ephemeral")
    found |= await _state(office)
    return found | {"parked": Picture(await _parked(office), "ephemeral")}


async def _commands(office: Office) -> dict[str, Picture]:
    callum = typist(office, "callum")
    words = {"comms-help": "help", "case": f"case {(await models.Case.get()).reference}", "people": "people Tobias"}
    for text in words.values():
        await callum.team(text)
    return {name: Picture(screen, "ephemeral") for name, screen in zip(words, callum.shown, strict=True)}


async def _state(office: Office) -> dict[str, Picture]:
    callum = typist(office, "callum")
    await callum.team("state set mourning from 23 November to 3 December because the palace has announced it")
    check = callum.screen
    await callum.press("Set it")
    await office.nadia.says("Can I post a photo of a child?")
    return {
        "state-check": Picture(check, "ephemeral"),
        "state-why": Picture(check, "modal", "Set it"),
        "state": Picture(callum.screen, "ephemeral"),
        "in-force": Picture(await office.nadia.card("answer")),
    }


async def _in_the_channel(office: Office) -> Screen:
    card = await models.Card.filter(address=CHANNEL, about="case").get()
    posting = await office.app.drawing.posting(card.id)
    assert posting
    return posting.screen


async def _reminder(office: Office) -> Screen:
    mei_lin = await office.person("mei-lin")
    await office.app.front.talk.cards.again(office.council, "page.waiting", mei_lin.id, mei_lin.id)
    return await office.mei_lin.card("page.waiting")


async def _parked(office: Office) -> Screen:
    """As it is in Slack where the channel is archived, and Mei-Lin is gone from it."""
    mei_lin, callum = await office.person("mei-lin"), typist(office, "callum")
    for code, whose in REFUSED.items():
        for card in await models.Card.filter(about="case", person_id=whose or mei_lin.id):
            await models.Card.filter(id=card.id).update(channel="slack")
            await models.Outbox.filter(card_id=card.id).update(failed=code, queued=True)
    await callum.team("parked")
    return callum.screen


async def _settings(office: Office) -> Screen:
    """As somebody has it who is in Slack."""
    await models.Account.filter(user="tobias", channel="browser").update(channel="slack")
    account = Account("slack", office.council, "tobias")
    reply = await office.app.front.handle(Incoming("settings", account, "tobias", "settings", command="staff"))
    assert reply.screen
    return reply.screen
