"""Several hands on one card in Slack: double clicks, old buttons, two at once, and cards that are not theirs."""

import asyncio

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost


@pytest.fixture
async def asked(slack_office: SlackOffice) -> SlackOffice:
    """Nadia's boost waits for Tobias, who holds the budget."""
    await asks_for_a_boost(slack_office)
    return slack_office


async def decisions(kind: str = "approved") -> list[str]:
    """Who decided so, by name."""
    entries = await models.Entry.filter(kind=kind).order_by("id")
    return [(await models.Person.get(id=e.actor)).name for e in entries]


async def test_a_double_click_decides_once_and_says_the_same_twice(asked: SlackOffice) -> None:
    held = await asked.tobias.hold("Approve")
    await asyncio.gather(asked.tobias.let_go(held), asked.tobias.let_go(held))
    await asked.settled()
    assert await decisions() == ["Tobias Okafor"]
    said = {t for t in asked.tobias.texts() if "The next person has been asked" in t}
    assert len(said) == 1
    assert "Approve" not in asked.tobias.buttons()


async def test_an_event_that_slack_sends_three_times_is_one(slack_office: SlackOffice) -> None:
    await slack_office.nadia.says("boost")
    (sent,) = slack_office.slack.wire.sent
    for number in (1, 2):
        assert (await slack_office.slack.wire.retried(sent, number)).status == 200
    await slack_office.settled()
    assert await models.Conversation.all().count() == 1
    assert len([t for t in slack_office.nadia.texts() if "Boost a Facebook post" in t]) == 1


async def test_a_line_is_said_once_though_slack_sends_the_event_three_times(slack_office: SlackOffice) -> None:
    slack_office.slack.channel("C1", slack_office.nadia.id)
    await slack_office.nadia.says("thanks")
    await slack_office.nadia.says("help", files=("photo.jpg",))
    await slack_office.nadia.says(f"<@{slack_office.slack.bot()}> thanks", "C1")
    for sent in list(slack_office.slack.wire.sent):
        assert [(await slack_office.slack.wire.retried(sent, n)).status for n in (1, 2)] == [200, 200]
    await slack_office.settled()
    for line, where in (("You're welcome", ""), ("for no file", ""), ("You're welcome", "C1")):
        assert len([text for text in slack_office.nadia.texts(where) if line in text]) == 1


async def test_an_interaction_that_is_replayed_later_does_nothing_more(asked: SlackOffice) -> None:
    await asked.tobias.press("Approve")
    await asked.settled()
    await asked.slack.wire.again(asked.slack.wire.sent[-1])
    await asked.settled()
    assert await decisions() == ["Tobias Okafor"]


async def test_a_button_from_before_is_answered_with_what_happened(asked: SlackOffice) -> None:
    held = await asked.tobias.hold("Approve")
    await asked.nadia.press("Withdraw")
    await asked.settled()
    await asked.tobias.let_go(held)
    await asked.settled()
    assert "Nadia Rahman withdrew this request" in asked.tobias.texts()[-1]
    assert (await models.Case.get()).state == "withdrawn"
    assert await decisions() == []


async def test_two_who_decide_at_once_have_one_decision_and_the_other_learns_whose(asked: SlackOffice) -> None:
    await asked.tobias.press("Approve")
    await asked.settled()
    callum, mei_lin = await asked.callum.hold("Approve"), await asked.mei_lin.hold("Approve")
    await asyncio.gather(asked.callum.let_go(callum), asked.mei_lin.let_go(mei_lin))
    await asked.settled()
    (first, second) = await decisions()
    late = asked.callum if second.startswith("Mei") else asked.mei_lin
    assert first == "Tobias Okafor"
    assert [t for t in late.texts() if f"{second} approved this" in t]
    assert "Approve" not in [*asked.callum.buttons(), *asked.mei_lin.buttons()]


async def test_a_forwarded_card_decides_nothing_for_whoever_found_it(asked: SlackOffice) -> None:
    for who in (asked.darius, asked.nadia):
        await who.press("Approve", channel=asked.tobias.direct.id)
    await asked.settled()
    assert await decisions() == []
    assert (await models.Case.get()).state == "in_review"
    assert "Approve" in asked.tobias.buttons()
    assert not [t for t in asked.darius.texts() if "Nadia" in t or "LIB-2041" in t]


async def test_a_reason_is_asked_for_in_a_modal_and_reaches_whoever_asked(asked: SlackOffice) -> None:
    await asked.tobias.press("Ask for changes")
    await asked.tobias.submit({"reason": "Which events & whose <b>? *Say*."})
    await asked.settled()
    assert "Which events & whose <b>? *Say*." in await asked.nadia.sees("Changes asked for")
    assert asked.tobias.modal() == ""


async def test_a_form_that_was_open_while_somebody_else_decided_is_told_so(asked: SlackOffice) -> None:
    await asked.tobias.press("Decline")
    await asked.tobias.sees_modal()
    await asked.nadia.press("Withdraw")
    await asked.settled()
    await asked.tobias.submit({"reason": "Too dear."})
    await asked.settled()
    told = [*asked.tobias.texts(), asked.tobias.modal()]
    assert [t for t in told if "Nadia Rahman withdrew this request" in t]
    assert await decisions("declined") == []


async def test_a_form_that_was_tampered_with_does_nothing(asked: SlackOffice) -> None:
    await asked.tobias.press("Decline")
    await asked.tobias.sees_modal()
    (view,) = asked.slack.state.stacks[asked.tobias.id]
    sealed = view.body["private_metadata"]
    view.body["private_metadata"] = f"{sealed[:-4]}AAAA"
    await asked.tobias.submit({"reason": "Too dear."})
    await asked.settled()
    assert await decisions("declined") == []
    assert (await models.Case.get()).state == "in_review"
