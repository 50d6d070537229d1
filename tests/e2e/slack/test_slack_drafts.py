"""What is typed into a form in Slack, handed to one process and another in any order: the newest draft stays."""

import copy

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import left_half_written
from tests.fakes.slack.hands import field_of, surfaces
from tests.fakes.slack.interactions import pressed
from tests.fakes.slack.person import Person
from tests.fakes.slack.state import Json


def typed(nadia: Person, text: str) -> Json:
    """What Slack sends for a keystroke, which is still on its way."""
    held = field_of(surfaces(nadia.slack, nadia.account), "aim")
    assert held
    held = held.choosing(text)
    held.surface.typed[held.place] = held.chosen
    return copy.deepcopy(pressed(nadia.slack, nadia.account, held.surface, held.action()))


async def test_a_keystroke_that_comes_in_after_a_later_one_does_not_take_its_place(slack_office: SlackOffice) -> None:
    nadia = await left_half_written(slack_office)
    await nadia.press("Fill in")
    await nadia.sees_modal()
    earlier, later = typed(nadia, "More readers, half"), typed(nadia, "More readers, all of it")
    for payload in (later, earlier):
        assert (await nadia.slack.wire.deliver("interactive", payload)).status == 200
    await slack_office.settled()
    assert (await models.Conversation.get()).view["draft"]["aim"] == "More readers, all of it"
